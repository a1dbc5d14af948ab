"""Weights that let answers stand for all who might have answered, when some groups answer more than others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from luister.estimates.count_table import CountedCell
from luister.estimates.counts import Cell
from luister.estimates.frame import Frame, Margin

_ROUNDS = 200
_CLOSE = 1e-9

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameWeights:
    """One weight for each group of the frame's dimensions; over all answers they are 1 on average.

    `uncovered` is the share of the frame in groups from which nobody answered: no weight can make up for those;
    `silent` are these groups, each with the dimensions that it is a group of. `largest` is the largest weight.
    `design_effect` is how many times as many answers are needed for the same interval (Kish 1965).
    """

    weights: Mapping[Group, float]
    uncovered: float
    largest: float
    silent: tuple[tuple[Group, Group], ...] = ()
    design_effect: float = 1.0

    @property
    def uncovered_percent(self) -> float:
        """`uncovered` in percent."""
        return 100 * self.uncovered


def frame_weights(counts: Mapping[Group, int], frame: Frame) -> FrameWeights:
    """The weight of an answer in each group, given how many answers each group has.

    Groups are values of `frame.dimensions`, in that order. With one margin the answers of each group come to weigh its
    share of the total exactly; with several, margin after margin is met until all are. A value that the frame does not
    know (a new product, an unknown region) keeps the weight that its answers have.

    Source: Holt & Smith (1979) for post-stratification; Deming & Stephan (1940) for raking.

    >>> from luister.estimates.frame import Frame, Margin
    >>> frame = Frame("moving", "register", (Margin(("age",), {("young",): 500, ("old",): 500}),))
    >>> frame_weights({("young",): 10, ("old",): 30}, frame).weights[("young",)]
    2.0
    """
    weights = dict.fromkeys(counts, 1.0)
    for _ in range(_ROUNDS if len(frame.margins) > 1 else 1):
        moved = max(
            (_met(weights, counts, frame, margin) for margin in frame.margins), default=0.0
        )
        if moved < _CLOSE:
            break
    largest = max((weights[group] for group, n in counts.items() if n), default=1.0)
    silent = [
        (margin, part) for margin in frame.margins for part in _silent(counts, frame, margin)
    ]
    return FrameWeights(
        weights,
        max((_uncovered(counts, frame, margin) for margin in frame.margins), default=0.0),
        largest,
        tuple((margin.dimensions, part) for margin, part in silent),
        _design_effect(weights, counts),
    )


def weighted_to(
    rows: Sequence[CountedCell], names: Sequence[str], frames: Mapping[str, Frame], *, keep: int
) -> tuple[CountedCell, ...]:
    """The counted cells with each answer weighing as the frame of its survey says.

    `names` are the dimensions of the groups; the first `keep` of them stay, the others were only asked for the frames.
    Each survey, question and period is weighted by itself, so that a change of who answers is no change of the score.
    Answers to surveys without a frame keep the weight they came with.
    """
    parts: dict[tuple[object, ...], list[CountedCell]] = defaultdict(list)
    for row in rows:
        parts[row.survey, row.question, row.scale, row.bucket].append(row)
    found: list[CountedCell] = []
    for part in parts.values():
        frame = frames.get(part[0].survey)
        found += _weighted(part, names, frame) if frame else part
    return _joined(found, keep)


def _weighted(
    rows: Sequence[CountedCell], names: Sequence[str], frame: Frame
) -> list[CountedCell]:
    places = [names.index(name) for name in frame.dimensions]
    counts: dict[Group, int] = defaultdict(int)
    for row in rows:
        counts[tuple(row.group[place] for place in places)] += sum(row.n)
    weights = frame_weights(counts, frame).weights
    return [_weighing(row, weights[tuple(row.group[place] for place in places)]) for row in rows]


def _weighing(row: CountedCell, weight: float) -> CountedCell:
    sums = [n * weight for n in row.n], [n * weight * weight for n in row.n]
    return replace(row, weights=sums)


def _joined(rows: Sequence[CountedCell], keep: int) -> tuple[CountedCell, ...]:
    """Cells that differ only in the dimensions asked for the frame, as one."""
    alike: dict[tuple[object, ...], list[CountedCell]] = defaultdict(list)
    for row in rows:
        alike[row.group[:keep], row.bucket, row.survey, row.question, row.scale].append(row)
    return tuple(_one_of(some, keep) for some in alike.values())


def _one_of(rows: Sequence[CountedCell], keep: int) -> CountedCell:
    held: dict[float, Cell] = {}
    for row in rows:
        for value, n, weight, squared in row.cells():
            one = Cell(int(n), float(weight), float(squared))
            held[value] = held[value] + one if value in held else one
    cells = held.values()
    return replace(
        rows[0],
        group=rows[0].group[:keep],
        values=list(held),
        n=[cell.n for cell in cells],
        weights=([cell.weight for cell in cells], [cell.weight_squared for cell in cells]),
        first=min(row.first for row in rows),
        last=max(row.last for row in rows),
    )


def _met(
    weights: dict[Group, float], counts: Mapping[Group, int], frame: Frame, margin: Margin
) -> float:
    """Brings the weights to one margin; returns how far the farthest weight moved, as a share."""
    places = [frame.dimensions.index(name) for name in margin.dimensions]
    part_of = {group: tuple(group[place] for place in places) for group in counts}
    held: dict[Group, float] = defaultdict(float)
    for group, n in counts.items():
        held[part_of[group]] += n * weights[group]
    # A group that was said to be empty, yet answers, is one that the frame does not know.
    known = {part for part, weight in held.items() if weight > 0 and margin.totals.get(part)}
    total = sum(margin.totals[part] for part in known)
    weighing = sum(held[part] for part in known)
    if total <= 0:
        return 0.0
    factors = {part: margin.totals[part] / total * weighing / held[part] for part in known}
    for group in counts:
        weights[group] *= factors.get(part_of[group], 1.0)
    return max((abs(factor - 1) for factor in factors.values()), default=0.0)


def _silent(counts: Mapping[Group, int], frame: Frame, margin: Margin) -> list[Group]:
    """The groups of a margin that there are, but from which nobody answered."""
    places = [frame.dimensions.index(name) for name in margin.dimensions]
    answered = {tuple(group[place] for place in places) for group, n in counts.items() if n}
    return [part for part, size in margin.totals.items() if size > 0 and part not in answered]


def _uncovered(counts: Mapping[Group, int], frame: Frame, margin: Margin) -> float:
    total = sum(margin.totals.values())
    missed = sum(margin.totals[part] for part in _silent(counts, frame, margin))
    return missed / total if total else 0.0


def _design_effect(weights: Mapping[Group, float], counts: Mapping[Group, int]) -> float:
    n = sum(counts.values())
    weight = sum(weights[group] * size for group, size in counts.items())
    squares = sum(weights[group] ** 2 * size for group, size in counts.items())
    return n * squares / weight**2 if weight else 1.0
