"""The answers behind a number as a file of any kind, written as they stream in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO
from zoneinfo import ZoneInfo

import pyarrow as pa

from luister.errors import NotEnoughError
from luister.events.answer import Question
from luister.exports.about import Fact
from luister.exports.answer_table import (
    AnswerColumn,
    answer_columns,
    question_rows,
    wide,
    with_reasons,
)
from luister.exports.csv_file import csv_blocks
from luister.exports.file_form import FileForm
from luister.exports.headings import headings
from luister.exports.json_file import json_blocks
from luister.exports.parquet_file import write_parquet
from luister.exports.plain_columns import in_local_time, plain_schema, reader
from luister.exports.scratch import Scratch, set_down
from luister.exports.spss_file import SpssForm, write_spss_answers
from luister.exports.workbook import Sheet, split, write_workbook

LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers that stream in, and what was asked; `columns` are those of the wide table."""

    schema: pa.Schema
    tables: Iterator[pa.Table]
    columns: tuple[AnswerColumn, ...]
    questions: tuple[Question, ...]


def answers_of(tables: Iterator[pa.Table], questions: Sequence[Question]) -> Answers:
    """The answers in the tables, all brought into the form of the first; it is read at once.

    Raises:
        NotEnoughError: there is no table.
    """
    first = next(tables, None)
    if first is None:
        raise NotEnoughError(
            "There are no answers here, or too few to show without giving somebody away.",
            hint="Take a longer period or fewer filters.",
        )
    schema = plain_schema(first.schema)
    same = (_like(table, schema) for table in chain((first,), tables))
    return Answers(schema, same, answer_columns(schema, questions), tuple(questions))


def answers_blocks(answers: Answers, kind: str, form: FileForm) -> Iterator[bytes]:
    """The answers as CSV or JSON, block by block.

    Raises:
        KeyError: `kind` is neither of them.
    """
    if kind == "json":
        return json_blocks(answers.tables, answers.columns)
    return {"csv": csv_blocks}[kind](_wide_rows(answers), form.csv)


def write_answers(
    target: BinaryIO,
    answers: Answers,
    kind: str,
    *,
    about: Sequence[Fact],
    form: FileForm,
    scratch: BinaryIO,
) -> None:
    """Writes the answers as xlsx, parquet or sav; memory stays bounded however many there are.

    Raises:
        KeyError: `kind` is none of them.
    """
    writers: dict[str, Callable[[], None]] = {
        "xlsx": lambda: _workbook(
            target, set_down(_wide_rows(answers), scratch), answers, (about, form)
        ),
        "parquet": lambda: write_parquet(target, _rows_with_reasons(answers), about=_words(about)),
        "sav": lambda: _spss(target, answers, form, scratch),
    }
    writers[kind]()


def _workbook(
    target: BinaryIO, rows: Scratch, answers: Answers, words: tuple[Sequence[Fact], FileForm]
) -> None:
    about, form = words
    local = in_local_time(rows.reader(), ZoneInfo(form.time_zone))
    names = _headings(answers, form)
    asked = question_rows(answers.questions)
    sheets = [
        *split(Sheet(form.translate("Answers"), names, local), rows.rows),
        Sheet(
            form.translate("Questions"),
            tuple(form.translate(name.capitalize()) for name in asked.column_names),
            asked.to_reader(),
        ),
    ]
    facts = (*about, Fact("Rows", rows.rows))
    write_workbook(target, sheets, about=facts, translate=form.translate)


def _spss(target: BinaryIO, answers: Answers, form: FileForm, scratch: BinaryIO) -> None:
    local = in_local_time(reader(answers.schema, answers.tables), ZoneInfo(form.time_zone))
    rows = set_down(local, scratch)
    names = [column.name for column in answers.columns]
    labels = dict(zip(names, _headings(answers, form), strict=True))
    made = SpssForm(form.generated_at, form.product)
    write_spss_answers(target, rows, answers.columns, labels, made)


def _headings(answers: Answers, form: FileForm) -> tuple[str, ...]:
    """The wording of each question, the name of everything else; two are never the same."""
    named = headings([column.name for column in answers.columns], form.translate)
    found: list[str] = []
    for column in answers.columns:
        heading = _wording(column) or named[column.name]
        found.append(heading if heading not in found else f"{heading} ({column.name})")
    return tuple(found)


def _wording(column: AnswerColumn) -> str:
    if column.question is None or column.name.endswith(".text"):
        return ""
    label = column.question.label
    return label if len(label) <= LONGEST_HEADING else f"{label[: LONGEST_HEADING - 1]}…"


def _wide_rows(answers: Answers) -> pa.RecordBatchReader:
    empty = wide(answers.schema.empty_table(), answers.columns)
    return reader(empty.schema, (wide(table, answers.columns) for table in answers.tables))


def _rows_with_reasons(answers: Answers) -> pa.RecordBatchReader:
    empty = with_reasons(answers.schema.empty_table(), answers.columns)
    tables = (with_reasons(table, answers.columns) for table in answers.tables)
    return reader(empty.schema, tables)


def _like(table: pa.Table, schema: pa.Schema) -> pa.Table:
    return table.select(schema.names).cast(schema)


def _words(about: Sequence[Fact]) -> dict[str, str]:
    return {fact.name: str(fact.value) for fact in about}
