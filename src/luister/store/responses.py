"""Reads filled-in forms back: the single answers behind a number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any

import duckdb
import pyarrow as pa

from luister.events.answer import AnswerStatus, Question
from luister.events.response import Answer, Response
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE
from luister.store.counting import check_dimensions
from luister.store.fact_query import condition_sql
from luister.store.home import Store
from luister.store.projection import RESPONSE
from luister.store.questions import own_dimensions, questions_of
from luister.store.segment import PLACES, column_of

Cursor = duckdb.DuckDBPyConnection
_MOST_FOUND = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which forms: those with an answer to one of `questions` (all, where None) that pass the filter.

    `values` keeps forms whose answer to the question is one of them; `search` those with a comment that holds the text.
    """

    questions: tuple[tuple[str, str], ...]
    first: date
    last: date
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: tuple[float, ...] = ()
    search: str = ""


def found(store: Store, selection: Selection, *, limit: int, offset: int) -> tuple[int, list[int]]:
    """How many forms there are, and the ids of one page of them, the latest first."""
    check_dimensions(store, tuple(selection.where))
    store.projection.catch_up()
    cursor = store.projection.cursor()
    condition, values = _condition(store, selection, cursor)
    total = cursor.execute(
        f"SELECT count(*) FROM (SELECT response FROM fact WHERE {condition} GROUP BY response)",
        values,
    ).fetchone()
    page = cursor.execute(
        f"SELECT response, max(occurred_at) AS latest FROM fact WHERE {condition} GROUP BY response "
        f"ORDER BY latest DESC, response LIMIT {int(limit)} OFFSET {int(offset)}",
        values,
    ).fetchall()
    return int(total[0]) if total else 0, [int(row[0]) for row in page]


def responses(store: Store, ids: list[int]) -> list[Response]:
    """The forms with these ids, in this order, with comments and customer keys."""
    if not ids:
        return []
    cursor = store.projection.cursor()
    own = own_columns(store, cursor)
    marks = ", ".join(str(int(identity)) for identity in ids)
    places = ", ".join(f'"{column_of(name)}"' for name in (*PLACES, *own))
    rows = cursor.execute(
        "SELECT response, import_id, survey, occurred_at, question, scale, status, value, label, customer, "
        f"weight, {places} FROM fact WHERE response IN ({marks})"
    ).fetchall()
    comments = _comments(store, marks)
    keys = _keys(store, {row[9] for row in rows if row[9] is not None})
    labels = {s: {q.id: q for q in questions} for s, questions in questions_of(store).items()}
    by_id: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_id.setdefault(row[0], []).append(row)
    return [
        _response(by_id[identity], (*PLACES, *own), comments, keys, labels)
        for identity in ids
        if identity in by_id
    ]


def own_columns(store: Store, cursor: Cursor) -> tuple[str, ...]:
    """The own dimensions that some response has."""
    columns = {row[0] for row in cursor.execute("DESCRIBE fact").fetchall()}
    return tuple(name for name in own_dimensions(store) if column_of(name) in columns)


def _condition(store: Store, selection: Selection, cursor: Cursor) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"first": selection.first, "last": selection.last}
    parts = ["day BETWEEN $first AND $last", condition_sql(selection.where, values)]
    pairs = condition_sql({"survey": tuple({s for s, _ in selection.questions})}, values)
    asked = condition_sql({"question": tuple({q for _, q in selection.questions})}, values)
    parts += [pairs, asked, "status = 0"]
    if selection.values:
        parts.append(f"value IN ({', '.join(repr(float(value)) for value in selection.values)})")
    if selection.search:
        cursor.execute("CREATE OR REPLACE TEMP TABLE hit (response BIGINT, import_id BIGINT)")
        hits = _hits(store, selection.search)
        cursor.register("hits", hits)
        cursor.execute("INSERT INTO hit SELECT * FROM hits")
        cursor.unregister("hits")
        parts.append("(response, import_id) IN (SELECT response, import_id FROM hit)")
    return " AND ".join(parts), values


def _hits(store: Store, search: str) -> pa.Table:
    escaped = search.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = store.truth.execute(
        "SELECT response, import_id FROM store_comment WHERE lower(text) LIKE ? ESCAPE '\\' "
        f"LIMIT {_MOST_FOUND}",
        (f"%{escaped}%",),
    )
    return pa.table(
        {
            "response": pa.array([row[0] for row in rows], pa.int64()),
            "import_id": pa.array([row[1] for row in rows], pa.int64()),
        }
    )


def _comments(store: Store, marks: str) -> dict[tuple[int, int, str], str]:
    rows = store.truth.execute(
        f"SELECT response, import_id, question, text FROM store_comment WHERE response IN ({marks})"
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def _keys(store: Store, customers: set[int]) -> dict[int, str]:
    if not customers:
        return {}
    marks = ", ".join(str(int(identity)) for identity in customers)
    rows = store.truth.execute(
        f"SELECT id, customer_key FROM store_customer WHERE id IN ({marks})"
    )
    return {row[0]: row[1] for row in rows}


def _response(
    rows: list[tuple[Any, ...]],
    names: tuple[str, ...],
    comments: Mapping[tuple[int, int, str], str],
    keys: Mapping[int, str],
    questions: Mapping[str, Mapping[str, Question]],
) -> Response:
    form = next((row for row in rows if row[4] == RESPONSE), rows[0])
    asked = questions.get(form[2], {})
    order = {identity: place for place, identity in enumerate(asked)}
    answers = [
        _answer(row, asked.get(row[4]), comments.get((row[0], row[1], row[4])))
        for row in sorted(rows, key=lambda row: order.get(row[4], len(order)))
        if row[4] != RESPONSE
    ]
    return Response(
        id=str(form[0]),
        survey=form[2],
        occurred_at=form[3].replace(tzinfo=UTC),
        customer=keys.get(form[9]),
        complete=form[7] != 0,
        weight=form[10],
        dimensions=dict(zip(names, form[11:], strict=True)),
        answers=tuple(answers),
    )


def _answer(row: tuple[Any, ...], question: Question | None, comment: str | None) -> Answer:
    label = question.label if question else row[4]
    return Answer(row[4], label, row[5], AnswerStatus(row[6]), row[7], row[8] or comment)


def tables(
    store: Store, selection: Selection, *, survey: str, comments: bool, customers: bool
) -> Iterator[pa.Table]:
    """The forms of one survey, one row each, a column a question; a table for each stretch of days.

    Columns: response, occurred_at, survey, the dimensions, customer (where asked for), weight, complete; then for every
    question `value.q` or `text.q`, and `status.q`.
    """
    cursor = store.projection.cursor()
    questions = questions_of(store, survey).get(survey, ())
    condition, values = _condition(store, selection, cursor)
    own = own_columns(store, cursor)
    days = cursor.execute(
        f"SELECT day, count(*) FROM fact WHERE {condition} GROUP BY day ORDER BY day", values
    ).fetchall()
    for first, last in _stretches(days):
        values |= {"from": first, "until": last}
        chosen = f"SELECT DISTINCT response FROM fact WHERE {condition} AND day BETWEEN $from AND $until"
        table = cursor.sql(_wide_sql(questions, own, chosen), params=values).to_arrow_table()
        if table is not None:
            yield _completed(store, table, questions, comments=comments, customers=customers)


def _stretches(days: list[tuple[date, int]], most: int = 20_000) -> Iterator[tuple[date, date]]:
    """Runs of days that hold about `most` answers, so that memory stays the same however many there are."""
    first, held = None, 0
    for place, (day, n) in enumerate(days):
        first, held = first or day, held + n
        if held >= most or place == len(days) - 1:
            yield first, day
            first, held = None, 0


def _wide_sql(questions: tuple[Question, ...], own: tuple[str, ...], chosen: str) -> str:
    parts = []
    for question in questions:
        here = f"FILTER (question = '{question.id.replace(chr(39), chr(39) * 2)}')"
        if question.scale.is_numeric:
            parts.append(f"max(value) {here} AS {_quoted(VALUE + question.id)}")
        if question.scale.kind == "choice":
            parts.append(f"max(label) {here} AS {_quoted(TEXT + question.id)}")
        parts.append(f"max(status) {here} AS {_quoted(STATUS + question.id)}")
    form = f"FILTER (question = '{RESPONSE}')"
    places = [f'max("{name}") {form} AS "{name}"' for name in PLACES]
    places += [f'max("{column_of(n)}") {form} AS {_quoted(DIMENSION + n)}' for n in own]
    columns = ", ".join([*places, *parts])
    return (
        "SELECT response, max(occurred_at) AT TIME ZONE 'UTC' AS occurred_at, max(survey) AS survey, max(customer) AS "
        f"customer, max(import_id) AS import_id, max(weight) AS weight, max(value) {form} = 1 AS complete, "
        f"{columns} FROM fact WHERE response IN ({chosen}) GROUP BY response ORDER BY occurred_at, response"
    )


def _completed(
    store: Store,
    table: pa.Table,
    questions: tuple[Question, ...],
    *,
    comments: bool,
    customers: bool,
) -> pa.Table:
    """Adds what only the operational database holds: comments and customer keys."""
    ids: list[int] = table["response"].to_numpy().tolist()
    marks = ", ".join(map(str, ids)) or "0"
    words = _comments(store, marks) if comments else {}
    imports: list[int] = table["import_id"].to_numpy().tolist()
    for question in questions:
        if question.scale.kind == "text" and comments:
            texts = [
                words.get((identity, source, question.id))
                for identity, source in zip(ids, imports, strict=True)
            ]
            table = table.append_column(TEXT + question.id, pa.array(texts, pa.string()))
    pseudonyms = table["customer"].to_pylist()
    keys = _keys(store, {one for one in pseudonyms if one is not None}) if customers else {}
    table = table.drop_columns(["customer", "import_id"])
    if customers:
        named = pa.array([one and keys.get(one) for one in pseudonyms], pa.string())
        table = table.append_column("customer", named)
    return table.set_column(0, "response", pa.array([str(one) for one in ids], pa.string()))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
