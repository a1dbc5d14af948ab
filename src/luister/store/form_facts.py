"""Forms that came in one by one, as columns: so they enter the facts many at a time."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from luister.events.answer import Question
from luister.events.response_batch import DIMENSION, FIXED_COLUMNS, STATUS, TEXT, VALUE
from luister.store.segment import PLACES
from luister.store.truth import Truth

NO_IMPORT = 0
"""What stands in place of an import's number at facts and comments of forms that came in one by one."""

_AT_ONCE = 500
_COLUMNS = "response, survey, shape, customer, day, occurred_at, complete, digest, body"


@dataclass(frozen=True, slots=True)
class FormTable:
    """Forms of one survey with the same questions and dimensions, a row each."""

    survey: str
    questions: tuple[dict[str, Any], ...]
    dimensions: tuple[str, ...]
    rows: pa.Table


def form_tables(truth: Truth, responses: Sequence[int]) -> Iterator[FormTable]:
    """The forms with these ids as they stand now; ids of forms that are gone are passed over."""
    by_shape: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _rows(truth, list(dict.fromkeys(responses))):
        by_shape[row[2]].append(row)
    for shape, rows in by_shape.items():
        survey, questions, dimensions = truth.execute(
            "SELECT survey, questions, dimensions FROM store_form_shape WHERE id = ?", (shape,)
        )[0]
        asked, own = tuple(json.loads(questions)), tuple(json.loads(dimensions))
        yield FormTable(survey, asked, own, _table(rows, asked, own))


def body_of(
    weight: float, dimensions: Mapping[str, str | None], answers: Mapping[str, Sequence[Any]]
) -> str:
    """What a form says, as it is kept: pseudonymous, without words. Answers: question -> status, value, option."""
    known = {name: value for name, value in dimensions.items() if value is not None}
    return json.dumps({"weight": weight, "places": known, "answers": dict(answers)})


def is_in_facts(question: Question) -> bool:
    """True where the answer itself stands among the facts; of a text only its status does."""
    return question.scale.kind != "text"


def _rows(truth: Truth, responses: list[int]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(responses), _AT_ONCE):
        some = responses[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        yield from truth.execute(
            f"SELECT {_COLUMNS} FROM store_form WHERE response IN ({marks})", some
        )


def _table(
    rows: list[tuple[Any, ...]], asked: Sequence[Mapping[str, Any]], own: Sequence[str]
) -> pa.Table:
    response, _, _, customer, day, occurred_at, complete, digest, _ = zip(*rows, strict=True)
    bodies = [json.loads(row[-1]) for row in rows]
    columns: dict[str, Any] = {
        "response": pa.array(response, pa.int64()),
        "digest": pa.array(digest, pa.int64()),
        "part": pa.array([0] * len(rows), pa.int32()),
        "day": pa.array([datetime.fromisoformat(one).date() for one in day], pa.date32()),
        "occurred_at": pa.array(
            [datetime.fromisoformat(one) for one in occurred_at],
            FIXED_COLUMNS.field("occurred_at").type,
        ),
        "weight": pa.array([body["weight"] for body in bodies], pa.float64()),
        "complete": pa.array([bool(one) for one in complete], pa.bool_()),
        "customer": pa.array(customer, pa.int64()),
    }
    places = [body["places"] for body in bodies]
    for name in PLACES:
        columns[name] = pa.array([one.get(name) for one in places], pa.string())
    for name in own:
        columns[DIMENSION + name] = pa.array([one.get(name) for one in places], pa.string())
    answers = [body["answers"] for body in bodies]
    for question in asked:
        columns |= _answer_columns(question, answers)
    return pa.table(columns)


_NOT_ASKED = (3, None, None)


def _answer_columns(
    question: Mapping[str, Any], answers: Sequence[Mapping[str, Sequence[Any]]]
) -> dict[str, Any]:
    name, kind = question["id"], question["scale"].partition(":")[0]
    told = [one.get(name, _NOT_ASKED) for one in answers]
    columns: dict[str, Any] = {STATUS + name: pa.array([one[0] for one in told], pa.int8())}
    if kind == "choice":
        columns[TEXT + name] = pa.array([one[2] for one in told], pa.string())
    elif kind != "text":
        columns[VALUE + name] = pa.array([one[1] for one in told], pa.float64())
    return columns
