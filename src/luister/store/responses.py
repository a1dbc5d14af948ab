"""Reads filled-in forms back: the single answers behind a number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any

import duckdb
import pyarrow as pa

from luister.events.answer import AnswerStatus, Question
from luister.events.response import Answer, Response
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE
from luister.store.counting import asked_columns, check_dimensions
from luister.store.form_filter import form_condition
from luister.store.histogram import AskedColumn, Histogram
from luister.store.home import Store
from luister.store.questions import own_dimensions, questions_of
from luister.store.segment import PLACES, column_of, quoted
from luister.store.words import Known, holding, words_of

Cursor = duckdb.DuckDBPyConnection
_MOST_FOUND = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which forms: those with an answer to one of `questions` (all, where None) that pass the filter.

    `values` keeps forms whose answer to the question is one of them; `search` those with a comment that holds the text,
    `only` the one with that id.
    """

    questions: tuple[tuple[str, str], ...]
    first: date
    last: date
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: tuple[float, ...] = ()
    search: str = ""
    only: int | None = None


def found(store: Store, selection: Selection, *, limit: int, offset: int) -> tuple[int, list[int]]:
    """How many forms there are, and the ids of one page of them, the latest first."""
    check_dimensions(store, tuple(selection.where))
    store.follow()
    cursor = store.projection.cursor()
    condition, values = _condition(store, selection, cursor)
    total = cursor.execute(f"SELECT count(*) FROM fact WHERE {condition}", values).fetchone()
    page = cursor.execute(
        f"SELECT response FROM fact WHERE {condition} "
        f"ORDER BY occurred_at DESC, response LIMIT {int(limit)} OFFSET {int(offset)}",
        values,
    ).fetchall()
    return int(total[0]) if total else 0, [int(row[0]) for row in page]


def responses(store: Store, ids: list[int]) -> list[Response]:
    """The forms with these ids, in this order, with comments and customer keys."""
    if not ids:
        return []
    cursor = store.projection.cursor()
    marks = ", ".join(str(int(identity)) for identity in ids)
    # One column is looked through for where they stand, and all columns are read there alone.
    where = f"response IN ({marks})"
    first, last = cursor.execute(
        f"SELECT min(rowid), max(rowid) FROM fact WHERE {where}"
    ).fetchall()[0]
    read = cursor.execute(
        f"SELECT * FROM fact WHERE rowid BETWEEN $first AND $last AND {where}",
        {"first": first, "last": last},
    )
    names = [column[0] for column in read.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in read.fetchall()]
    places = ((row["response"], row["import_id"], row["part"], row["customer"]) for row in rows)
    known = _Known(
        words=words_of(store.truth, places),
        labels={s: {q.id: q for q in questions} for s, questions in questions_of(store).items()},
        columns=asked_columns(store),
        own=own_columns(store, cursor),
    )
    by_id = {row["response"]: row for row in rows}
    return [_response(by_id[identity], known) for identity in ids if identity in by_id]


def own_columns(store: Store, cursor: Cursor) -> tuple[str, ...]:
    """The own dimensions that some response has."""
    columns = {row[0] for row in cursor.execute("DESCRIBE fact").fetchall()}
    return tuple(name for name in own_dimensions(store) if column_of(name) in columns)


def _condition(store: Store, selection: Selection, cursor: Cursor) -> tuple[str, dict[str, Any]]:
    columns = asked_columns(store, selection.questions)
    kept = Histogram(
        questions=selection.questions,
        stretches=((selection.first, selection.last),),
        where=selection.where,
    )
    condition, values = form_condition(columns, kept, values=selection.values)
    if selection.only is not None:
        condition += f" AND response = {int(selection.only)}"
    if not selection.search:
        return condition, values
    cursor.execute("CREATE OR REPLACE TEMP TABLE hit (response BIGINT, import_id BIGINT)")
    cursor.register("hits", _hits(store, selection.search))
    cursor.execute("INSERT INTO hit SELECT * FROM hits")
    cursor.unregister("hits")
    hit = "(response, import_id) IN (SELECT response, import_id FROM hit)"
    return f"{condition} AND {hit}", values


def _hits(store: Store, search: str) -> pa.Table:
    rows = list(holding(store.truth, search, most=_MOST_FOUND))
    return pa.table(
        {
            "response": pa.array([row[0] for row in rows], pa.int64()),
            "import_id": pa.array([row[1] for row in rows], pa.int64()),
        }
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What turns a row of facts back into a form."""

    words: Known
    labels: Mapping[str, Mapping[str, Question]]
    columns: list[AskedColumn]
    own: tuple[str, ...]


def _response(row: Mapping[str, Any], known: _Known) -> Response:
    asked = known.labels.get(row["survey"], {})
    order = {identity: place for place, identity in enumerate(asked)}
    columns = [column for column in known.columns if row["survey"] in column.surveys]
    columns.sort(key=lambda column: order.get(column.question, len(order)))
    answers = (_answer(row, column, known) for column in columns)
    return Response(
        id=str(row["response"]),
        survey=row["survey"],
        occurred_at=row["occurred_at"].replace(tzinfo=UTC),
        customer=known.words.keys.get(row["customer"]),
        complete=row["complete"] != 0,
        weight=row["weight"],
        dimensions={name: row[column_of(name)] for name in (*PLACES, *known.own)},
        answers=tuple(answer for answer in answers if answer is not None),
    )


def _answer(row: Mapping[str, Any], column: AskedColumn, known: _Known) -> Answer | None:
    """One answer of a form; None where the question was not asked."""
    status = row[column.status or "complete"]
    if status is None or status == AnswerStatus.NOT_ASKED:
        return None
    question = known.labels.get(row["survey"], {}).get(column.question)
    chosen = row.get("t" + column.value[1:])
    words = known.words.comments.get((row["response"], row["import_id"], column.question))
    return Answer(
        question=column.question,
        label=question.label if question else column.question,
        scale=column.scale,
        status=AnswerStatus(status),
        value=row.get(column.value),
        text=chosen if chosen is not None else words,
    )


def tables(
    store: Store, selection: Selection, *, survey: str, comments: bool, customers: bool
) -> Iterator[pa.Table]:
    """The forms of one survey, one row each, a column a question; a table for each stretch of days.

    Columns: response, occurred_at, survey, the dimensions, customer (where asked for), weight, complete; then for every
    question `value.q` or `text.q`, and `status.q`.
    """
    store.follow()
    cursor = store.projection.cursor()
    questions = questions_of(store, survey).get(survey, ())
    columns = [one for one in asked_columns(store) if survey in one.surveys]
    condition, values = _condition(store, selection, cursor)
    wide = _wide_columns(questions, columns, own_columns(store, cursor))
    days = cursor.execute(
        f"SELECT day, count(*) FROM fact WHERE {condition} GROUP BY day ORDER BY day", values
    ).fetchall()
    for first, last in _stretches(days):
        sql = (
            f"SELECT {wide} FROM fact WHERE {condition} AND day BETWEEN $from AND $until "
            "ORDER BY occurred_at, response"
        )
        table = cursor.sql(sql, params={**values, "from": first, "until": last}).to_arrow_table()
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


def _wide_columns(
    questions: Sequence[Question], columns: Sequence[AskedColumn], own: Sequence[str]
) -> str:
    """What is selected of each form: its places, and for each question value or label, and status."""
    parts = [
        "response, occurred_at AT TIME ZONE 'UTC' AS occurred_at, survey, customer, import_id, part, weight",
        "complete = 1 AS complete",
        *(f'"{name}"' for name in PLACES),
        *(f'"{column_of(name)}" AS {quoted(DIMENSION + name)}' for name in own),
    ]
    for question in {one.id: one for one in questions}.values():
        numbers = [one.value[1:] for one in columns if one.question == question.id]
        if question.scale.is_numeric:
            parts.append(f"{_first_known('v', numbers)} AS {quoted(VALUE + question.id)}")
        if question.scale.kind == "choice":
            parts.append(f"{_first_known('t', numbers)} AS {quoted(TEXT + question.id)}")
        parts.append(f"{_first_known('s', numbers)} AS {quoted(STATUS + question.id)}")
    return ", ".join(parts)


def _first_known(kind: str, numbers: Sequence[str]) -> str:
    """The answer, whichever wording or scale of the question it was given to."""
    columns = [f"{kind}{number}" for number in numbers]
    return f"coalesce({', '.join(columns)})" if columns else "NULL"


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
    imports: list[int] = table["import_id"].to_numpy().tolist()
    pseudonyms = table["customer"].to_pylist()
    places = zip(ids, imports, table["part"].to_numpy().tolist(), pseudonyms, strict=True)
    known = words_of(store.truth, places) if comments or customers else Known({}, {})
    for question in questions:
        if question.scale.kind == "text" and comments:
            texts = [
                known.comments.get((identity, source, question.id))
                for identity, source in zip(ids, imports, strict=True)
            ]
            table = table.append_column(TEXT + question.id, pa.array(texts, pa.string()))
    table = table.drop_columns(["customer", "import_id", "part"])
    if customers:
        named = pa.array([one and known.keys.get(one) for one in pseudonyms], pa.string())
        table = table.append_column("customer", named)
    return table.set_column(0, "response", pa.array([str(one) for one in ids], pa.string()))
