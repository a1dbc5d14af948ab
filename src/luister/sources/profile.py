"""What stands in the columns of a file: how many cells are filled, and with what."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.numbers import numbers
from luister.sources.raw_table import RawTable, SourceColumn
from luister.sources.response_rows import filled

_LOOKED_AT = 50_000
_MOST_VALUES = 400
_PREVIEWED = 20
_COMMA_NUMBER = re.compile(r"-?\d+,\d+")
_POINT_NUMBER = re.compile(r"-?\d+\.\d+")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A column as a sample of rows shows it.

    `counts` has the most frequent texts and how often each stands there, most frequent first;
    `distinct` counts all different ones. `numeric` are those of `counts` that are numbers.
    """

    source: SourceColumn
    rows: int
    filled: int
    distinct: int
    counts: dict[str, int]
    numeric: dict[str, float]
    mean_length: float
    kinds: dict[str, int]

    @property
    def name(self) -> str:
        """The column's heading."""
        return self.source.name

    @property
    def samples(self) -> tuple[str, ...]:
        """Some of the texts, as a person would like to see them."""
        return tuple(text[:80] for text in itertools.islice(self.counts, 5))

    @property
    def numeric_share(self) -> float:
        """The share of the filled cells (of those counted) that hold a number, 0 to 1."""
        known = sum(self.counts.values())
        return sum(self.counts[text] for text in self.numeric) / known if known else 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The columns of a file, its first rows as they stand, and its decimal sign where it is a comma."""

    columns: tuple[ColumnProfile, ...]
    preview: tuple[tuple[str, ...], ...]
    decimal: str | None
    cells: pa.Table


@dataclass(frozen=True, slots=True)
class _Counted:
    """The most frequent texts of a column; how many differ, how many there are, and their letters."""

    counts: dict[str, int]
    distinct: int
    filled: int
    letters: int


def profile_of(table: RawTable, *, decimal: str | None = None) -> Profile:
    """What stands in the columns of a table, from its first 50,000 rows."""
    batches = list(_first_batches(table))
    if not batches:
        empty = pa.table(
            {str(place): pa.array([], pa.string()) for place in range(len(table.columns))}
        )
        batches = [empty]
    cells = pa.concat_tables(batches).slice(0, _LOOKED_AT)
    counted = [_counted(cells.column(place)) for place in range(cells.num_columns)]
    sign = decimal or _decimal(counted)
    columns = tuple(
        _column(source, one, cells.num_rows, sign, table.kinds[place] if table.kinds else {})
        for place, (source, one) in enumerate(zip(table.columns, counted, strict=True))
    )
    shown = cells.slice(0, _PREVIEWED).to_pydict().values()
    preview = tuple(tuple(cell or "" for cell in row) for row in zip(*shown, strict=True))
    return Profile(columns, preview, sign, cells)


def _first_batches(table: RawTable) -> Iterator[pa.Table]:
    seen = 0
    for batch in table.batches():
        if batch.cells.num_rows:
            yield batch.cells
        seen += batch.cells.num_rows
        if seen >= _LOOKED_AT:
            return


def _counted(column: Column) -> _Counted:
    texts = filled(column.combine_chunks()).drop_null()
    found = pc.value_counts(texts)
    values, counts = found.field("values"), found.field("counts").to_numpy()
    # Texts that stand there equally often keep the order of the file.
    most = np.argsort(-counts, kind="stable")[:_MOST_VALUES]
    kept = zip(values.take(pa.array(most)).to_pylist(), counts[most].tolist(), strict=True)
    letters = int((pc.utf8_length(values).to_numpy() * counts).sum())
    return _Counted(dict(kept), len(values), len(texts), letters)


def _decimal(counted: list[_Counted]) -> str | None:
    """A comma where numbers have one and none has a point; None where that is not so."""
    texts = [text for one in counted for text in itertools.islice(one.counts, 200)]
    commas = sum(1 for text in texts if _COMMA_NUMBER.fullmatch(text))
    points = sum(1 for text in texts if _POINT_NUMBER.fullmatch(text))
    return "," if commas and not points else None


def _column(
    source: SourceColumn,
    counted: _Counted,
    rows: int,
    decimal: str | None,
    kinds: dict[str, int],
) -> ColumnProfile:
    kept = counted.counts
    values = numbers(pa.array(list(kept), pa.string()), decimal).to_pylist()
    numeric = {text: value for text, value in zip(kept, values, strict=True) if value is not None}
    length = counted.letters / max(counted.filled, 1)
    return ColumnProfile(
        source, rows, counted.filled, counted.distinct, kept, numeric, length, kinds
    )
