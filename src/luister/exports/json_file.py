"""Answers as JSON: an array of objects, written as the rows stream in."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pyarrow as pa

from luister.events.answer import AnswerStatus
from luister.events.response import Answer, Response
from luister.exports.answer_table import STATUS_NAMES, AnswerColumn, with_reasons

Json = dict[str, object]
_ROWS_A_BLOCK = 500


def json_blocks(batches: Iterator[pa.Table], columns: Sequence[AnswerColumn]) -> Iterator[bytes]:
    """The array block by block, one response a line; a batch is a table with `columns`.

    A question is an object with `value` or `text`, and `status`; moments are ISO 8601 in UTC.
    """
    mark = "[\n"
    for batch in batches:
        for part in with_reasons(batch, columns).to_batches(_ROWS_A_BLOCK):
            rows = (_object(row, columns) for row in part.to_pylist())
            yield (mark + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)).encode()
            mark = ",\n"
    yield b"[]\n" if mark == "[\n" else b"\n]\n"


def response_object(response: Response) -> Json:
    """One response as it stands in JSON, of the same shape as in `json_blocks`."""
    return {
        "response": response.id,
        "survey": response.survey,
        "occurred_at": response.occurred_at.isoformat(),
        "customer": response.customer,
        "complete": response.complete,
        "weight": response.weight,
        **response.dimensions,
        "answers": {answer.question: _answer(answer) for answer in response.answers},
    }


def _answer(answer: Answer) -> Json:
    return {
        "value": answer.value,
        "text": answer.text,
        "status": STATUS_NAMES[answer.status.value],
    }


def _object(row: Json, columns: Sequence[AnswerColumn]) -> Json:
    about = {
        column.name: _plain(row[column.name]) for column in columns if column.question is None
    }
    answers: dict[str, Json] = {}
    for column in columns:
        if column.question is not None:
            found = answers.setdefault(column.question.id, _no_answer())
            found[_part(column)] = row[column.name]
            found["status"] = row.get(f"{column.name}.status", found["status"])
    return {**about, "answers": answers}


def _no_answer() -> Json:
    return {"value": None, "text": None, "status": STATUS_NAMES[AnswerStatus.NOT_ASKED.value]}


def _part(column: AnswerColumn) -> str:
    return column.source.partition(".")[0]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
