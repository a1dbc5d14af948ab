"""Turns raw rows into filled-in forms, and says of each row that cannot become one why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from luister.events.answer import Scale
from luister.events.import_result import RejectedRow
from luister.events.response_batch import DIMENSION, FIXED_COLUMNS, STATUS, TEXT, VALUE
from luister.sources.answers import answers, codes_in, laid_out, named
from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.column_mapping import PLACES, ColumnMapping, dimension_name, question_id
from luister.sources.mapping import Mapping
from luister.sources.moments import Clock, midnight, moments
from luister.sources.numbers import numbers

_TEXT, _CODED = pa.string(), pa.dictionary(pa.int32(), pa.string())
# Plain Python values would be turned into these at every call, which costs more than the work itself.
_BLANK, _NO_TEXT = pa.scalar("", _TEXT), pa.scalar(None, _TEXT)
_NO, _YES, _NOUGHT = pa.scalar(False), pa.scalar(True), pa.scalar(0.0)
_NO_PLACE = pa.scalar(None, pa.int32())
_OWN_TO_ONE = ("id", "customer")
_COMPLETE = ("1", "true", "yes", "y", "100", "complete", "completed", "finished", "ja", "voltooid")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A mapping whose columns were found: `places` says which cell of a row each column is."""

    mapping: Mapping
    places: dict[str, int]
    names: tuple[str, ...]
    time_zone: str

    def mapped(self) -> list[ColumnMapping]:
        """The columns that have a part, in the order of the file; dates in that of the mapping."""
        used = [one for one in self.mapping.columns if one.role != "ignore"]
        dates = iter(self.mapping.of_role("date"))
        in_file = sorted(used, key=lambda column: self.places[column.name])
        return [next(dates) if column.role == "date" else column for column in in_file]


@dataclass(frozen=True, slots=True)
class Forms:
    """Some rows as filled-in forms: those kept, those rejected, and how often a code was met."""

    rows: pa.Table
    rejects: list[RejectedRow]
    missing: dict[tuple[str, str], int]
    empty: int


class _Work:
    """The columns of one stretch of rows, while they are being made."""

    def __init__(self, fitted: Fitted, cells: pa.Table) -> None:
        self.fitted, self.size = fitted, cells.num_rows
        self._cells = cells
        self.columns: dict[str, Column] = {}
        self.codes: dict[str, Column] = {}
        self.problems: list[tuple[str, Column]] = []

    def texts(self, column: ColumnMapping) -> Column:
        """The cells of a column, without blanks around them; null where nothing is left."""
        return filled(self._cells.column(self.fitted.places[column.name]).combine_chunks())

    def coded(self, column: ColumnMapping) -> Column:
        """The same as a dictionary, so that each different text is looked at once."""
        cells = self._cells.column(self.fitted.places[column.name]).combine_chunks()
        found = cells.dictionary_encode()
        return laid_out(filled(found.dictionary), found.indices)

    def constant(self, value: object, kind: pa.DataType) -> Column:
        """One value for all rows."""
        repeated: Any = pa.repeat
        return repeated(pa.scalar(value, kind), self.size)


def filled(cells: Column) -> Column:
    """The cells without blanks around them; null where nothing is left.

    >>> filled(pa.array([" 9 ", "  ", None])).to_pylist()
    ['9', None, None]
    """
    trimmed = pc.utf8_trim_whitespace(cells)
    return pc.if_else(pc.equal(trimmed, _BLANK), _NO_TEXT, trimmed)


def forms(fitted: Fitted, cells: pa.Table, row_numbers: Column) -> Forms:
    """The filled-in forms in some rows. A row with a cell that is wrong is rejected as a whole.

    Rows in which every cell is empty are no answers; they are only counted.
    """
    cells, row_numbers, empty = _without_empty_rows(cells, row_numbers)
    work = _Work(fitted, cells)
    work.columns["row"] = row_numbers
    _add_places(work)
    for column in fitted.mapped():
        _ADD.get(column.role, _add_place)(work, column)
    _add_moment(work)
    bad = _first_problems(work)
    keep = pc.is_null(bad)
    rejects = _rejects(work, cells, row_numbers, bad) if pc.any(pc.is_valid(bad)).as_py() else []
    rows = _table(work.columns, schema_of(fitted.mapping))
    rows = rows.filter(keep) if rejects else rows
    return Forms(rows, rejects, _missing_counts(work, keep), empty)


def schema_of(mapping: Mapping) -> pa.Schema:
    """The columns of the batches that a mapping gives; texts that come back again are coded."""
    fields = [
        pa.field(field.name, _CODED) if field.name in PLACES else field for field in FIXED_COLUMNS
    ]
    fields += [pa.field(DIMENSION + name, _CODED) for name in dimensions_of(mapping)]
    for column in mapping.of_role("question"):
        name, scale = question_id(column), column.scale or Scale("text")
        is_number = scale.is_numeric
        kind = pa.float64() if is_number else _CODED if scale.kind == "choice" else _TEXT
        fields.append(pa.field((VALUE if is_number else TEXT) + name, kind))
        fields.append(pa.field(STATUS + name, pa.int8()))
    return pa.schema(fields)


def _table(columns: dict[str, Column], schema: pa.Schema) -> pa.Table:
    """The columns in the order and the kinds of a schema."""
    return pa.table([_as(columns[field.name], field.type) for field in schema], schema=schema)


def _as(column: Column, kind: pa.DataType) -> Column:
    if column.type.equals(kind):
        return column
    return column.dictionary_encode() if kind.equals(_CODED) else column.cast(kind)


def dimensions_of(mapping: Mapping) -> tuple[str, ...]:
    """The own dimensions that a mapping declares."""
    constant = [name.lower() for name in mapping.dimensions]
    return (*constant, *(dimension_name(one) for one in mapping.of_role("dimension")))


def _without_empty_rows(cells: pa.Table, row_numbers: Column) -> tuple[pa.Table, Column, int]:
    # The first column tells nearly always, so that the others need no look.
    empty = _is_empty(cells.column(0))
    for column in cells.columns[1:]:
        if not pc.any(empty).as_py():
            return cells, row_numbers, 0
        empty = pc.and_(empty, _is_empty(column))
    keep = pc.invert(empty)
    kept = cells.filter(keep)
    return kept, row_numbers.filter(keep), cells.num_rows - kept.num_rows


def _is_empty(column: Column) -> Column:
    texts = column.combine_chunks()
    return pc.fill_null(pc.equal(pc.ascii_trim_whitespace(texts), _BLANK), _YES)


def _add_places(work: _Work) -> None:
    mapping = work.fitted.mapping
    for name in ("key", "customer", *PLACES):
        work.columns[name] = work.constant(mapping.constants.get(name), _TEXT)
    for name, value in mapping.dimensions.items():
        work.columns[DIMENSION + name.lower()] = work.constant(value, _TEXT)
    work.columns["weight"] = work.constant(1.0, pa.float64())
    work.columns["complete"] = work.constant(True, pa.bool_())


def _add_place(work: _Work, column: ColumnMapping) -> None:
    """A place, an own dimension, the key or the customer: text, its labels in place of its codes."""
    found = work.texts(column) if column.role in _OWN_TO_ONE else work.coded(column)
    if column.missing or column.labels:
        encoded = found.dictionary_encode()
        code = codes_in(encoded.dictionary, list(column.missing))
        shown = pc.if_else(code.is_valid(), _NO_TEXT, named(encoded.dictionary, column))
        found = laid_out(shown, encoded.indices)
    name = {"id": "key", "dimension": DIMENSION + dimension_name(column)}.get(
        column.role, column.role
    )
    if column.role in PLACES and column.role in work.fitted.mapping.constants:
        found = pc.coalesce(found.cast(_TEXT), work.columns[name])
    work.columns[name] = found


def _add_question(work: _Work, column: ColumnMapping) -> None:
    is_free = column.scale is not None and column.scale.kind == "text"
    texts = work.texts(column) if is_free else work.coded(column)
    found = answers(texts, column, decimal=work.fitted.mapping.file.decimal)
    name, is_number = question_id(column), (column.scale or Scale("text")).is_numeric
    work.columns[(VALUE if is_number else TEXT) + name] = found.value
    work.columns[STATUS + name] = found.status
    work.codes[column.name] = found.code
    work.problems.append((column.name, found.problem))


def _add_weight(work: _Work, column: ColumnMapping) -> None:
    coded = work.coded(column)
    weight = numbers(coded.dictionary, work.fitted.mapping.file.decimal)
    good = pc.and_(pc.greater_equal(weight, _NOUGHT), pc.is_finite(weight))
    work.columns["weight"] = weight.take(coded.indices)
    wrong = pc.invert(pc.fill_null(good.take(coded.indices), _NO))
    said = "is not a weight: a number of 0 or more"
    work.problems.append((column.name, _said_where(wrong, coded, said)))


def _add_complete(work: _Work, column: ColumnMapping) -> None:
    coded = work.coded(column)
    known = [value.casefold() for value in column.values or _COMPLETE]
    if "*" in known:
        work.columns["complete"] = coded.is_valid()
        return
    is_known = codes_in(pc.utf8_lower(coded.dictionary), known).is_valid()
    work.columns["complete"] = pc.fill_null(is_known.take(coded.indices), _NO)


def _add_date(work: _Work, column: ColumnMapping) -> None:
    """The moment in a column; a later date column fills in where an earlier one is empty."""
    texts = work.texts(column)
    found = moments(texts, Clock(column.date, work.fitted.time_zone))
    wrong = pc.and_(texts.is_valid(), found.is_null())
    work.problems.append((column.name, _said_where(wrong, texts, "is not a date as expected")))
    before = work.columns.get("occurred_at")
    work.columns["occurred_at"] = found if before is None else pc.coalesce(before, found)


def _add_moment(work: _Work) -> None:
    mapping, zone = work.fitted.mapping, work.fitted.time_zone
    dated = mapping.of_role("date")
    kind = FIXED_COLUMNS.field("occurred_at").type
    found: Column = work.columns.get("occurred_at", work.constant(None, kind))
    if mapping.day:
        found = pc.coalesce(found, midnight(mapping.day, zone))
    elif dated and found.null_count:
        said = work.constant("there is no date", _TEXT)
        work.problems.append((dated[0].name, pc.if_else(found.is_null(), said, _NO_TEXT)))
    work.columns["occurred_at"] = found


_ADD = {
    "question": _add_question,
    "weight": _add_weight,
    "complete": _add_complete,
    "date": _add_date,
}


def _said_where(mask: Column, texts: Column, what: str) -> Column:
    """What is wrong with the texts where the mask is true; null elsewhere."""
    if not pc.any(mask).as_py():
        return pa.nulls(len(texts), _TEXT)
    shown = pc.utf8_slice_codeunits(pc.fill_null(texts.cast(_TEXT), _BLANK), 0, 60)
    said = pc.binary_join_element_wise(pa.scalar("'"), shown, pa.scalar(f"' {what}"), "")
    return pc.if_else(mask, said, _NO_TEXT)


def _first_problems(work: _Work) -> Column:
    """For each row the place among the problems of its first one, or null."""
    first = pa.nulls(work.size, pa.int32())
    for place, (_, problem) in enumerate(work.problems):
        if problem.null_count < len(problem):
            found = pc.if_else(problem.is_valid(), pa.scalar(place, pa.int32()), _NO_PLACE)
            first = pc.coalesce(first, found)
    return first


def _rejects(work: _Work, cells: pa.Table, row_numbers: Column, bad: Column) -> list[RejectedRow]:
    chosen = pc.indices_nonzero(pc.is_valid(bad))
    raw = cells.take(chosen).to_pydict().values()
    records: Sequence[tuple[str, ...]] = [
        tuple(cell or "" for cell in record) for record in zip(*raw, strict=True)
    ]
    told = zip(row_numbers.take(chosen).to_pylist(), bad.take(chosen).to_pylist(), strict=True)
    rejects = []
    for at, (number, place), record in zip(chosen.to_pylist(), told, records, strict=True):
        name, problem = work.problems[place]
        rejects.append(RejectedRow(number, name, problem[at].as_py(), record))
    return rejects


def _missing_counts(work: _Work, keep: Column) -> dict[tuple[str, str], int]:
    """How many kept answers held each missing code, by column and code."""
    found = {}
    for column in work.fitted.mapping.of_role("question"):
        codes = list(column.missing)
        kept = work.codes[column.name].filter(keep) if codes else pa.nulls(0)
        for entry in pc.value_counts(kept.drop_null()).to_pylist() if codes else ():
            found[column.name, codes[entry["values"]]] = entry["counts"]
    return found
