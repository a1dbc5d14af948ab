"""Counts as they come from the facts, and how a report picks its groups out of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from luister.errors import UnknownNameError
from luister.estimates.counts import Cell, Counts

Bucket = date | str | None
Key = tuple[tuple[str, ...], Bucket]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedCell:
    """Answers to one question of one survey that share group and period.

    `group` has one text a dimension, "" where it is unknown. `bucket` is the first day of the
    period, the wave's name, or None where there are no periods. `values` are those given, `n` how
    often each; `weights` are the sums of weights and of squared weights, or nothing where every
    answer weighs one.
    """

    group: tuple[str, ...]
    bucket: Bucket
    survey: str
    question: str
    scale: str
    values: Sequence[float]
    n: Sequence[int]
    weights: Sequence[Sequence[float]] = ()
    first: date
    last: date

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return int(sum(self.n))

    def __add__(self, other: "CountedCell") -> "CountedCell":
        """With the answers of `other`, of the same group and period; every answer weighs one."""
        n = dict(zip(self.values, self.n, strict=True))
        for value, more in zip(other.values, other.n, strict=True):
            n[value] = n.get(value, 0) + more
        return replace(
            self,
            values=tuple(n),
            n=tuple(n.values()),
            first=min(self.first, other.first),
            last=max(self.last, other.last),
        )

    def cells(self) -> Iterator[tuple[float, int, float, float]]:
        """Per value: how many answers, the sum of weights and of squared weights."""
        return zip(self.values, self.n, *(self.weights or (self.n, self.n)), strict=True)


@dataclass(frozen=True, slots=True)
class CountedGroup:
    """All answers of one group in one period: to one question, on one scale."""

    question: str
    scale: str
    counts: Counts
    first: date
    last: date

    @property
    def n(self) -> int:
        """How many answers there are."""
        return sum(cell.n for cell in self.counts.values())


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counted cells with the names of their dimensions."""

    dimensions: tuple[str, ...]
    rows: tuple[CountedCell, ...]

    def places(self, names: Sequence[str]) -> list[int]:
        """Where the named dimensions stand in a group."""
        return [self.dimensions.index(name) for name in names]

    def within(self, where: Mapping[str, tuple[str, ...]]) -> "CountTable":
        """The rows whose dimensions have the values that are let through."""
        checks = [(self.dimensions.index(name), set(values)) for name, values in where.items()]
        rows = tuple(
            row
            for row in self.rows
            if all(row.group[place] in allowed for place, allowed in checks)
        )
        return CountTable(self.dimensions, rows)

    def cells(self) -> dict[tuple[str, ...], int]:
        """How many answers each full group has; the period, where there is one, comes last."""
        cells: dict[tuple[str, ...], int] = defaultdict(int)
        for row in self.rows:
            cells[group_key(row.group, row.bucket)] += sum(row.n)
        return dict(cells)

    def groups(self, by: Sequence[str]) -> dict[Key, CountedGroup]:
        """The answers of each group and period.

        Raises:
            UnknownNameError: in one group a question was asked on two scales.
        """
        places = self.places(by)
        parts: dict[Key, list[CountedCell]] = defaultdict(list)
        for row in self.rows:
            parts[tuple(row.group[place] for place in places), row.bucket].append(row)
        return {key: _joined(rows) for key, rows in parts.items()}


def group_key(group: tuple[str, ...], bucket: Bucket) -> tuple[str, ...]:
    """A group with its period, as one key of texts."""
    return group if bucket is None else (*group, str(bucket))


def one_question_a_group(
    table: CountTable,
    by: Sequence[str],
    where: Mapping[str, tuple[str, ...]],
    headlines: frozenset[tuple[str, str]],
) -> CountTable:
    """The table with, in each group, the answers to one question only.

    Answers to several questions are not one sample: a form gives one to each. Where several fit,
    the headline counts.

    Raises:
        UnknownNameError: several questions fit a group and none or more than one is its headline.
    """
    if "question" in by or len({row.question for row in table.rows}) < 2:
        return table
    places = table.places(by)
    asked: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in table.within(where).rows:
        asked[tuple(row.group[place] for place in places)].add((row.survey, row.question))
    chosen = {group: _chosen(questions, headlines) for group, questions in asked.items()}
    return CountTable(
        table.dimensions,
        tuple(
            row
            for row in table.rows
            if chosen.get(tuple(row.group[place] for place in places), row.question)
            == row.question
        ),
    )


def _chosen(questions: set[tuple[str, str]], headlines: frozenset[tuple[str, str]]) -> str:
    names = {question for _, question in questions}
    if len(names) > 1:
        names = {question for _, question in questions & headlines}
    if len(names) != 1:
        offered = sorted({question for _, question in questions})
        raise UnknownNameError(
            f"{len(offered)} questions fit: {', '.join(offered[:8])}{'...' if offered[8:] else ''}.",
            hint="Choose one with --question or --survey, or see all with --by question.",
        )
    return names.pop()


def _joined(rows: Sequence[CountedCell]) -> CountedGroup:
    if len(rows) == 1:
        (row,) = rows
        counts = {value: Cell(n, weight, squared) for value, n, weight, squared in row.cells()}
        return CountedGroup(row.question, row.scale, counts, row.first, row.last)
    sums: dict[float, tuple[int, float, float]] = {}
    for row in rows:
        for value, n, weight, squared in row.cells():
            known = sums.get(value, (0, 0.0, 0.0))
            sums[value] = known[0] + n, known[1] + weight, known[2] + squared
    scales = sorted({row.scale for row in rows})
    if len(scales) > 1:
        raise UnknownNameError(
            f"{rows[0].question} was asked on different scales: {', '.join(scales)}.",
            hint="Take one period or wave at a time, or bring both to one scale in the mapping.",
        )
    return CountedGroup(
        question=rows[0].question,
        scale=scales[0],
        counts={value: Cell(*sums[value]) for value in sums},
        first=min(row.first for row in rows),
        last=max(row.last for row in rows),
    )
