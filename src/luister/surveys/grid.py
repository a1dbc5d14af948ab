"""A table of questions with the same answers, as other tools have it: a matrix, or a question for each row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from luister.events.answer import Scale
from luister.surveys.converted import NoteBook, named
from luister.surveys.definition import Item, Option, Texts
from luister.surveys.foreign_fields import Place
from luister.surveys.scale_kinds import MOST_STEPS

_ENDS_ONLY = "The columns are numbered, and only the words of the first and the last are shown"
_NO_OPINION = re.compile(
    r"^\W*(n/?\.?a\.?|n\.?v\.?t\.?|not applicable|niet van toepassing|do(n.?)?t know|do not know|"
    r"i do(n.?)?t know|weet (ik )?niet|no opinion|geen mening|can'?t say|cannot say|"
    r"wei(ss|ß) nicht|keine angabe|trifft nicht zu|ne sait pas|sans opinion)\W*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: the tool's key of it, what it says, and its number where the tool gave one."""

    key: str
    text: Texts
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of questions; `model` has its id, words and flags.

    `takes_many`: several columns may be chosen in one row.
    """

    model: Item
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    takes_many: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """What a table became: its items, and for each row the place where its answer is kept."""

    items: tuple[Item, ...]
    places: dict[str, Place]


def means_no_opinion(texts: Texts) -> bool:
    """True where an option says that one has no opinion, in a language we know."""
    return any(_NO_OPINION.match(text) for text in texts.values())


def laid(grid: Grid, taken: Iterable[str], book: NoteBook) -> Laid:
    """A matrix where the columns are a scale, else a question for each row.

    Columns are a scale where the tool numbered them one after another, or there are four to eleven of them.
    """
    silent = {column.key for column in grid.columns if _is_silent(column)}
    steps = [column for column in grid.columns if column.key not in silent]
    numbers = _numbers(steps)
    if not grid.takes_many and numbers and len(numbers) > 1:
        return _matrix(grid, dict(zip((one.key for one in steps), numbers, strict=True)), book)
    return _row_by_row(grid, set(taken), silent if not grid.takes_many else set())


def _is_silent(column: Line) -> bool:
    return means_no_opinion(column.text) or (column.number is not None and column.number < 0)


def _numbers(steps: list[Line]) -> list[int]:
    """The numbers of the columns; none where they are no scale."""
    if not 2 <= len(steps) <= MOST_STEPS:
        return []
    given = [step.number for step in steps]
    found = [number for number in given if number is not None]
    if len(found) == len(steps):
        for way in (1, -1):
            if all(b - a == way for a, b in pairwise(found)):
                return found
    return list(range(1, len(steps) + 1)) if len(steps) > 3 else []


def _matrix(grid: Grid, numbers: dict[str, int], book: NoteBook) -> Laid:
    model = grid.model
    words = {one.key: one.text for one in grid.columns}
    by_number = sorted(numbers, key=lambda key: numbers[key])
    low, high = by_number[0], by_number[-1]
    if any(_says_more(words[key], numbers[key]) for key in by_number[1:-1]):
        shown = (next(iter(words[key].values()), "") for key in by_number)
        book.add(model.id, _ENDS_ONLY, " | ".join(shown))
    codes: dict[str, str] = {}
    for row in grid.rows:
        codes[row.key] = named(row.key, codes.values(), "row")
    item = Item(
        id=model.id,
        kind="matrix",
        text=model.text,
        help=model.help,
        is_required=model.is_required,
        is_shuffled=model.is_shuffled,
        has_no_opinion=model.has_no_opinion or len(numbers) < len(grid.columns),
        scale=Scale("rating", numbers[low], numbers[high]),
        low=words[low] if _says_more(words[low], numbers[low]) else {},
        high=words[high] if _says_more(words[high], numbers[high]) else {},
        aspects=tuple(Option(codes[row.key], row.text) for row in grid.rows),
    )
    values = {one.key: str(numbers.get(one.key, "~")) for one in grid.columns}
    return Laid(
        (item,),
        {row.key: Place(item, f"{item.id}.{codes[row.key]}", values) for row in grid.rows},
    )


def _says_more(texts: Texts, number: int) -> bool:
    return any(text.strip() not in {"", str(number)} for text in texts.values())


def _row_by_row(grid: Grid, taken: set[str], silent: set[str]) -> Laid:
    codes: dict[str, str] = {}
    for column in grid.columns:
        if column.key not in silent:
            codes[column.key] = named(column.key, codes.values(), "option")
    options = tuple(Option(codes[one.key], one.text) for one in grid.columns if one.key in codes)
    values = {one.key: codes.get(one.key, "~") for one in grid.columns}
    items: list[Item] = []
    places: dict[str, Place] = {}
    for row in grid.rows:
        model = grid.model
        name = named(f"{model.id}_{row.key}", taken, "item")
        taken.add(name)
        item = Item(
            id=name,
            kind="choices" if grid.takes_many else "choice",
            text=_together(model.text, row.text),
            help=model.help,
            is_required=model.is_required,
            has_no_opinion=bool(silent),
            options=options,
        )
        items.append(item)
        places[row.key] = Place(item, name, values)
    return Laid(tuple(items), places)


def _together(question: Texts, row: Texts) -> dict[str, str]:
    languages = dict.fromkeys([*question, *row])
    return {
        one: ": ".join(filter(None, (question.get(one, ""), row.get(one, ""))))
        for one in languages
    }
