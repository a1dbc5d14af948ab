"""Answers as a wide table: one row a response, one column a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from luister.events.answer import AnswerStatus, Question
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE
from luister.exports.plain_columns import plain_schema

STATUS_NAMES = {status.value: status.name.lower() for status in AnswerStatus}
"""The word for each status, as it stands in Parquet and JSON files."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of the wide table: its name, where it comes from, and its question if it has one.

    `source` is the column of the batch. `status` is the batch's column that says why there is no
    value, or None.
    """

    name: str
    source: str
    question: Question | None = None
    status: str | None = None


def answer_columns(schema: pa.Schema, questions: Sequence[Question]) -> tuple[AnswerColumn, ...]:
    """The columns of the wide table: about the response first, then a question each.

    A question that has a number and a text gets a second column `<id>.text`. Where a question is
    named like a column before it, the question is called `question.<id>`.
    """
    about = [
        AnswerColumn(name.removeprefix(DIMENSION), name)
        for name in schema.names
        if not name.startswith((VALUE, STATUS, TEXT))
    ]
    taken = {column.name for column in about}
    asked = [column for question in questions for column in _of_question(schema, question, taken)]
    return (*about, *asked)


def wide(batch: pa.Table, columns: Sequence[AnswerColumn]) -> pa.Table:
    """The batch with one column for each of `columns`; an answer that is not there is null."""
    data = [batch.column(column.source) for column in columns]
    table = pa.Table.from_arrays(data, names=[column.name for column in columns])
    return table.cast(plain_schema(table.schema))


def with_reasons(batch: pa.Table, columns: Sequence[AnswerColumn]) -> pa.Table:
    """As `wide`, and behind each question why there is no answer, in a word (`<id>.status`)."""
    table = wide(batch, columns)
    for place in range(len(columns) - 1, -1, -1):
        column = columns[place]
        if column.status is not None:
            words = _status_words(batch.column(column.status))
            table = table.add_column(place + 1, f"{column.name}.status", words)
    return table


def question_rows(questions: Sequence[Question]) -> pa.Table:
    """What was asked: a row a question, for a sheet beside the answers."""
    return pa.table(
        {
            "question": [question.id for question in questions],
            "wording": [question.label for question in questions],
            "scale": [question.scale.code for question in questions],
            "labels": [
                "; ".join(
                    f"{value:g} = {label}" for value, label in sorted(question.labels.items())
                )
                for question in questions
            ],
        },
        schema=pa.schema(dict.fromkeys(("question", "wording", "scale", "labels"), pa.string())),
    )


def _of_question(schema: pa.Schema, question: Question, taken: set[str]) -> list[AnswerColumn]:
    name = question.id if question.id not in taken else f"question.{question.id}"
    value, text, status = (f"{part}{question.id}" for part in (VALUE, TEXT, STATUS))
    has = set(schema.names)
    reason = status if status in has else None
    found = []
    if value in has:
        found.append(AnswerColumn(name, value, question, reason))
    if text in has:
        named = f"{name}.text" if found else name
        found.append(AnswerColumn(named, text, question, None if found else reason))
    return found


def _status_words(status: pa.ChunkedArray[Any]) -> pa.ChunkedArray[Any]:
    codes = pa.array(list(STATUS_NAMES), pa.int8())
    words: Any = pa.array(list(STATUS_NAMES.values()), pa.string())
    said: pa.ChunkedArray[Any] = pc.take(words, pc.index_in(status.cast(pa.int8()), codes))
    return said
