"""SPSS system files (.sav): labels, measures, and missing answers that say why they are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from luister.events.answer import AnswerStatus, Question
from luister.exports.answer_table import AnswerColumn
from luister.exports.plain_columns import is_text
from luister.exports.scratch import Scratch
from luister.exports.spss_dictionary import Variable, header
from luister.exports.spss_names import valid_names
from luister.exports.spss_rows import compressed

REASONS = {
    AnswerStatus.NOT_ANSWERED: "not answered",
    AnswerStatus.NOT_APPLICABLE: "not applicable",
    AnswerStatus.NOT_ASKED: "not asked",
}
"""Why there is no answer, in the order of the codes -97, -98 and -99."""

MOST_OPTIONS = 500
"""A choice with more options than this stays text."""

_CODES, _FAR_CODES = (-97.0, -98.0, -99.0), (-9_999_997.0, -9_999_998.0, -9_999_999.0)
_NOT_SAFE_BELOW = -90.0


@dataclass(frozen=True, slots=True)
class SpssForm:
    """What the head of the file says besides the variables."""

    made_at: datetime
    product: str


def write_spss(
    target: BinaryIO,
    rows: Scratch,
    variables: Sequence[Variable],
    form: SpssForm,
) -> None:
    """Writes the rows as they are; each column is the variable in the same place."""
    _write(target, (variables, rows.rows, rows.batches()), form)


def plain_variables(rows: Scratch, headings: Mapping[str, str]) -> tuple[Variable, ...]:
    """A variable for each column, labelled by its heading."""
    names = valid_names(rows.schema.names)
    return tuple(
        _plain_variable(name, field, rows.widths.get(field.name, 0), headings.get(field.name, ""))
        for name, field in zip(names, rows.schema, strict=True)
    )


def write_spss_answers(
    target: BinaryIO,
    rows: Scratch,
    columns: Sequence[AnswerColumn],
    headings: Mapping[str, str],
    form: SpssForm,
) -> None:
    """Writes answers: numbers with their labels, choices as labelled numbers, texts as texts.

    Where there is no answer stands -97 (not answered), -98 (not applicable) or -99 (not asked),
    declared as missing; a question whose own numbers reach there has -9999997 to -9999999. `rows`
    has the columns of the batch: values, texts and statuses.
    """
    options = _options(rows, columns)
    names = valid_names(column.name for column in columns)
    variables = tuple(
        _answer_variable(name, column, (rows, headings, options))
        for name, column in zip(names, columns, strict=True)
    )
    batches = (_coded(batch, columns, variables) for batch in rows.batches())
    _write(target, (variables, rows.rows, batches), form)


def _write(
    target: BinaryIO,
    content: tuple[Sequence[Variable], int, Iterable[pa.RecordBatch]],
    form: SpssForm,
) -> None:
    variables, count, batches = content
    target.write(header(variables, count, made_at=form.made_at, product=form.product))
    for block in compressed(batches, variables):
        target.write(block)


def _plain_variable(name: str, field: pa.Field[Any], width: int, label: str) -> Variable:
    kind = field.type
    if is_text(kind):
        return Variable(name, label, form="text", width=width)
    if pa.types.is_timestamp(kind):
        return Variable(name, label, form="moment", measure="scale")
    if pa.types.is_date(kind):
        return Variable(name, label, form="day", measure="scale")
    if pa.types.is_boolean(kind):
        return Variable(name, label, values={0.0: "no", 1.0: "yes"})
    decimals = 2 if pa.types.is_floating(kind) else 0
    return Variable(name, label, decimals=decimals, measure="scale")


def _answer_variable(
    name: str,
    column: AnswerColumn,
    file: tuple[Scratch, Mapping[str, str], Mapping[str, Mapping[float, str]]],
) -> Variable:
    rows, headings, options = file
    kind = rows.schema.field(column.source)
    heading = headings.get(column.name, column.name)
    plain = _plain_variable(name, kind, rows.widths.get(column.source, 0), heading)
    if column.question is None or (plain.form == "text" and column.source not in options):
        return plain
    labels = options.get(column.source) or column.question.labels
    codes = _missing_codes(column.question)
    reasons = dict(zip(codes, REASONS.values(), strict=True))
    return replace(
        plain,
        form="number",
        width=0,
        decimals=0,
        values={**labels, **reasons},
        missing=codes,
        measure=_measure(column.question),
    )


def _measure(question: Question) -> str:
    return {"choice": "nominal", "number": "scale"}.get(question.scale.kind, "ordinal")


def _missing_codes(question: Question) -> tuple[float, ...]:
    scale = question.scale
    if scale.kind == "choice":
        return _CODES
    is_safe = scale.low is not None and scale.low > _NOT_SAFE_BELOW
    return _CODES if is_safe else _FAR_CODES


def _options(rows: Scratch, columns: Sequence[AnswerColumn]) -> dict[str, Mapping[float, str]]:
    """For each choice, by the column it comes from: the code and label of each option."""
    choices = {
        column.source: column.question
        for column in columns
        if column.question is not None
        and column.question.scale.kind == "choice"
        and is_text(rows.schema.field(column.source).type)
    }
    seen: dict[str, set[str]] = {source: set() for source in choices}
    for batch in rows.batches() if choices else ():
        for source, labels in seen.items():
            labels.update(str(one) for one in pc.unique(batch.column(source)).drop_null())
    return {
        source: _numbered(labels, choices[source].labels)
        for source, labels in seen.items()
        if len(labels) <= MOST_OPTIONS
    }


def _numbered(seen: set[str], known: Mapping[float, str]) -> Mapping[float, str]:
    """The labels with the codes of the question, and the next free ones for those it lacks."""
    free = int(max([0.0, *known])) + 1
    added = sorted(seen - set(known.values()))
    return {**known, **{float(free + place): label for place, label in enumerate(added)}}


def _coded(
    batch: pa.RecordBatch, columns: Sequence[AnswerColumn], variables: Sequence[Variable]
) -> pa.RecordBatch:
    data = [
        _with_codes(batch, column, variable)
        for column, variable in zip(columns, variables, strict=True)
    ]
    return pa.RecordBatch.from_arrays(data, names=[variable.name for variable in variables])


def _with_codes(batch: pa.RecordBatch, column: AnswerColumn, variable: Variable) -> pa.Array[Any]:
    values = batch.column(column.source)
    if not variable.missing:
        return values
    if is_text(values.type):
        values = _option_codes(values, variable)
    if column.status is None:
        return values
    status: Any = (
        batch.column(column.status).cast(pa.int8()).fill_null(AnswerStatus.NOT_ASKED.value)
    )
    for reason, code in zip(REASONS, variable.missing, strict=True):
        is_missing = pc.and_(
            pc.equal(status, pa.scalar(reason.value, pa.int8())), pc.is_null(values)
        )
        values = pc.if_else(is_missing, pa.scalar(code), values)
    return values


def _option_codes(labels: pa.Array[Any], variable: Variable) -> pa.Array[Any]:
    options = {
        label: code for code, label in variable.values.items() if code not in variable.missing
    }
    places = pc.index_in(labels, pa.array(list(options), pa.string()))
    return pc.take(pa.array(list(options.values()), pa.float64()), places)
