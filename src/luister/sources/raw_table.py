"""A file's table as text: the form in which every source hands over its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from luister.events.answer import AnswerStatus
from luister.events.import_result import RejectedRow
from luister.sources.arrow_column import Column


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column as its file describes it.

    `label` is the wording where the file gives one apart from the name; `labels` names the values,
    as text; `missing` are the codes that the file itself declares missing (SPSS user-missings).
    `import_id` is the survey tool's own name of the column.
    """

    name: str
    label: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    missing: dict[str, AnswerStatus] = field(default_factory=dict)
    import_id: str = ""


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Some rows of a file: all cells as text (null where empty), in columns named "0", "1", ...

    `numbers` (int64) are the rows' numbers in the file, the heading counted. `rejects` are records
    that are no rows, such as those with too few cells. `done` is the share of the file read, 0 to 1.
    """

    cells: pa.Table
    numbers: Column
    rejects: tuple[RejectedRow, ...]
    done: float


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file opened: its heading rows as they stand, its columns, and a way to read the rows.

    `kinds` tells for each column how many cells of a sample were of which kind (text, number,
    date, boolean) where the file knows kinds of cells, as Excel does. `sheets` are the tables that
    the file has besides, of which `sheet` is this one.
    """

    header: tuple[tuple[str, ...], ...]
    columns: tuple[SourceColumn, ...]
    batches: Callable[[], Iterator[RawBatch]]
    kinds: tuple[dict[str, int], ...] = ()
    tool: str = "CSV"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, each different from the others."""
        return tuple(column.name for column in self.columns)


def distinct_names(names: list[str]) -> list[str]:
    """The names, with a number behind those that stand twice and a name for those that lack one.

    >>> distinct_names(["Q1", "", "Q1 "])
    ['Q1', 'column 2', 'Q1 (2)']
    """
    seen: set[str] = set()
    found = []
    for place, name in enumerate(names, start=1):
        plain = " ".join(name.split()) or f"column {place}"
        chosen, times = plain, 1
        while chosen.casefold() in seen:
            times += 1
            chosen = f"{plain} ({times})"
        seen.add(chosen.casefold())
        found.append(chosen)
    return found


def headings_of(table: RawTable) -> tuple[tuple[str, ...], ...]:
    """For each column all that it is called: its name, its cell in the heading, its own id."""
    named = table.header[-1] if len(table.header) == 1 else ()
    return tuple(
        tuple(
            dict.fromkeys(
                one
                for one in (
                    column.name,
                    named[place] if place < len(named) else "",
                    column.import_id,
                )
                if one
            )
        )
        for place, column in enumerate(table.columns)
    )
