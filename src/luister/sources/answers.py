"""Turns the cells of one column into answers: a value, a status, and what is wrong where it is."""

from dataclasses import dataclass

import pyarrow as pa

from luister.events.answer import AnswerStatus, Scale
from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.column_mapping import ColumnMapping
from luister.sources.numbers import numbers

_WHOLE = {"nps", "ces", "cas", "csat"}
# Plain Python values would be turned into these at every call, which costs more than the work itself.
_NO_TEXT, _NO_PLACE, _NO = (
    pa.scalar(None, pa.string()),
    pa.scalar(None, pa.int32()),
    pa.scalar(False),
)
_QUOTE, _JOINED = pa.scalar("'"), pa.scalar("")
_STATUS = {status: pa.scalar(int(status), pa.int8()) for status in AnswerStatus}


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in a column.

    `value` (float64, string or coded string) is null unless answered; `status` is int8; `code` is the place in the
    mapping's missing codes of the one that a cell held, or null; `problem` says what is wrong, or null.
    """

    value: Column
    status: Column
    code: Column
    problem: Column


def answers(cells: Column, column: ColumnMapping, *, decimal: str | None) -> Answers:
    """What the cells (text, trimmed, null where empty) answer to the column's question.

    Each different text is looked at once, so a million answers on a scale cost little.
    """
    if column.scale and column.scale.kind == "text":
        return _of_texts(cells, column)
    encoded = cells.dictionary_encode()
    if column.scale and column.scale.is_numeric:
        found = _of_numbers(encoded.dictionary, column, decimal)
        return _spread(found, found.value.take(encoded.indices), encoded.indices, column)
    found = _of_choices(encoded.dictionary, column)
    return _spread(found, laid_out(found.value, encoded.indices), encoded.indices, column)


def laid_out(texts: Column, indices: Column) -> Column:
    """The texts at these places as a dictionary in which each text stands once and none is null.

    >>> laid_out(pa.array(["a", None, "a"]), pa.array([0, 1, 2, 2], pa.int32())).to_pylist()
    ['a', None, 'a', 'a']
    """
    coded = texts.dictionary_encode()
    return pa.DictionaryArray.from_arrays(coded.indices.take(indices), coded.dictionary)


def codes_in(texts: Column, codes: list[str]) -> Column:
    """The place in `codes` of each text, or null.

    "11" and "11.0" are one code; "2000..3000" is every number between, and an end may be left out.
    """
    found = pc.index_in(texts, value_set=pa.array(codes, pa.string()))
    values = numbers(pa.array(codes, pa.string()), None)
    numbered = values.filter(values.is_valid())
    ranges = [(place, code) for place, code in enumerate(codes) if ".." in code]
    if not len(numbered) and not ranges:
        return found
    number = numbers(texts, None)
    places = pa.array(range(len(codes)), pa.int32()).filter(values.is_valid())
    same = pc.index_in(number, value_set=numbered, skip_nulls=True)
    found = pc.coalesce(found, places.take(same))
    for place, code in ranges:
        low, _, high = code.partition("..")
        above = pc.greater_equal(number, float(low or "-inf"))
        within = pc.and_(above, pc.less_equal(number, float(high or "inf")))
        found = pc.coalesce(found, pc.if_else(within, pa.scalar(place, pa.int32()), _NO_PLACE))
    return found


def _of_numbers(texts: Column, column: ColumnMapping, decimal: str | None) -> Answers:
    code = codes_in(texts, list(column.missing))
    value = pc.coalesce(_labelled(texts, column), numbers(texts, decimal))
    problem = pc.if_else(code.is_valid(), _NO_TEXT, _problems(texts, value, column.scale))
    return Answers(_only(value, code), _statuses(texts, code, column), code, problem)


def _of_choices(texts: Column, column: ColumnMapping) -> Answers:
    code = codes_in(texts, list(column.missing))
    return Answers(
        _only(named(texts, column), code), _statuses(texts, code, column), code, _none(texts)
    )


def _of_texts(texts: Column, column: ColumnMapping) -> Answers:
    code = pc.index_in(texts, value_set=pa.array(list(column.missing), pa.string()))
    return Answers(_only(texts, code), _statuses(texts, code, column), code, _none(texts))


def named(texts: Column, column: ColumnMapping) -> Column:
    """The labels of the texts, or the texts themselves where they have none."""
    if not column.labels:
        return texts
    code = codes_in(texts, list(column.labels))
    return pc.coalesce(pa.array(list(column.labels.values()), pa.string()).take(code), texts)


def _labelled(texts: Column, column: ColumnMapping) -> Column:
    """The values of texts that are labels, such as 5 of "very satisfied"."""
    known = {label.strip().casefold(): value for value, label in column.labels.items()}
    values = numbers(pa.array(list(known.values()), pa.string()), None)
    found = pc.index_in(
        pc.utf8_lower(texts), value_set=pa.array(list(known), pa.string()), skip_nulls=True
    )
    return values.take(found)


def _problems(texts: Column, value: Column, scale: Scale | None) -> Column:
    """What is wrong with each text as an answer on the scale; null where nothing is."""
    problem = _say(texts, "is not a number", value.is_null())
    if scale is None or scale.low is None or scale.high is None:
        return problem
    outside = pc.or_(pc.less(value, scale.low), pc.greater(value, scale.high))
    ends = f"is not on the scale from {scale.low:g} to {scale.high:g}"
    problem = pc.coalesce(problem, _say(texts, ends, outside))
    if scale.kind in _WHOLE:
        parts = pc.not_equal(value, pc.floor(value))
        problem = pc.coalesce(problem, _say(texts, "is not a whole number", parts))
    return problem


def _say(texts: Column, what: str, where: Column) -> Column:
    where = pc.and_(pc.fill_null(where, _NO), texts.is_valid())
    if not pc.any(where).as_py():
        return _none(texts)
    shown = pc.utf8_slice_codeunits(texts, 0, 60)
    said = pc.binary_join_element_wise(_QUOTE, shown, pa.scalar(f"' {what}"), _JOINED)
    return pc.if_else(where, said, _NO_TEXT)


def _statuses(texts: Column, code: Column, column: ColumnMapping) -> Column:
    known = pa.array([int(status) for status in column.missing.values()], pa.int8()).take(code)
    plain = pc.if_else(texts.is_valid(), _STATUS[AnswerStatus.ANSWERED], _empty_status(column))
    return pc.coalesce(known, plain)


def _empty_status(column: ColumnMapping) -> Column:
    return _STATUS[column.missing.get("", AnswerStatus.NOT_ANSWERED)]


def _only(value: Column, code: Column) -> Column:
    return pc.if_else(code.is_valid(), pa.scalar(None, value.type), value)


def _none(texts: Column) -> Column:
    return pa.nulls(len(texts), pa.string())


def _spread(found: Answers, value: Column, indices: Column, column: ColumnMapping) -> Answers:
    """The answers of different texts, laid out again over the rows that held them."""
    status = pc.fill_null(found.status.take(indices), _empty_status(column))
    return Answers(value, status, _taken(found.code, indices), _taken(found.problem, indices))


def _taken(few: Column, indices: Column) -> Column:
    if few.null_count == len(few):
        return pa.nulls(len(indices), few.type)
    return few.take(indices)
