"""Turns a batch of filled-in forms into what is kept: pseudonymous columns, comments and customers apart."""

import io
import re
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from luister.errors import StoreError
from luister.events.answer import Question
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE, ResponseBatch
from luister.store.seen import Ids, SeenIds, earlier_occurrences

PLACES = ("wave", "process", "touchpoint", "channel", "employee", "team", "language")
"""The dimensions every response has, known or not."""

RESPONSE = "response"
"""The pseudo-question that every form answers: 1 when complete, 0 when it was left half-way."""

_RESERVED = {
    *PLACES,
    "survey",
    "question",
    "customer",
    "response",
    "day",
    "value",
    "weight",
    "complete",
}
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_POSITIVE = np.uint64(0x7FFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of an import, ready to be kept.

    `table` holds no names and no words: response, digest, row, day, ..., `value.q`, `status.q` and,
    for choices, `text.q`.
    `customers` has id and key; `comments` has response, question, customer and text.
    `repeated` are the rows of the file whose id stood in it before.
    """

    table: pa.Table
    customers: pa.Table
    comments: pa.Table
    repeated: tuple[int, ...]


def column_of(dimension: str) -> str:
    """The column in which a dimension stands among the facts.

    >>> column_of("team"), column_of("Region")
    ('team', 'd_region')
    """
    if dimension in PLACES or dimension in {"survey", "question"}:
        return dimension
    return "d_" + dimension.lower()


def checked_dimensions(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, in small letters, once it is sure that each can be a column.

    Raises:
        StoreError: a name is taken, or holds other than letters, digits and underscores.
    """
    for name in names:
        if name.lower() in _RESERVED or not re.fullmatch(r"\w[\w ]{0,59}", name):
            raise StoreError(
                f"A dimension cannot be named {name!r}.",
                hint="Use letters, digits and underscores, and no built-in name.",
            )
    return tuple(name.lower() for name in names)


def segment_of(batch: ResponseBatch, seen: SeenIds, *, secret: str, time_zone: str) -> Segment:
    """What is kept of `batch`; rows whose id is in `seen` already are left out and told in `repeated`."""
    with duckdb.connect() as scratch:
        scratch.execute("SET threads = 2")
        scratch.register("batch", batch.rows)
        keyed = _table(scratch, _keyed_sql(batch), {"secret": secret, "zone": time_zone})
        keyed, repeated = _without_repeats(keyed, batch.survey, seen)
        scratch.register("keyed", keyed)
        return Segment(
            table=_table(scratch, _kept_sql(batch)),
            customers=_table(scratch, _CUSTOMERS),
            comments=_table(scratch, _comments_sql(batch)),
            repeated=repeated,
        )


def packed(table: pa.Table) -> bytes:
    """The table as compressed Parquet."""
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    return target.getvalue()


def unpacked(data: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table that `packed` wrote, or some of its columns."""
    return pq.read_table(io.BytesIO(data), columns=columns)


def _table(
    scratch: duckdb.DuckDBPyConnection, sql: str, values: dict[str, str] | None = None
) -> pa.Table:
    table: pa.Table | None = scratch.sql(sql, params=values or {}).to_arrow_table()
    if table is None:
        raise StoreError(
            "The engine gave no table back.", hint="Report this as a fault of Luister."
        )
    return table


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _text_questions(batch: ResponseBatch) -> list[Question]:
    return [question for question in batch.questions if question.scale.kind == "text"]


def _keyed_sql(batch: ResponseBatch) -> str:
    """Adds to every row its digest, its response id (0 without a key), its day and its pseudonym.

    md5 and sha256 give the same value in every version and engine; the engine's own hash need not.
    """
    content = [name for name in batch.rows.column_names if name not in {"row", "key"}]
    joined = ", ".join(f"coalesce(CAST({_quoted(name)} AS VARCHAR), '\x00')" for name in content)
    survey = _literal(batch.survey)
    return f"""
        SELECT *, CAST(md5_number_lower(concat_ws('\x1f', {joined})) >> 1 AS BIGINT) AS digest,
          CASE WHEN key IS NOT NULL THEN CAST(md5_number_lower(
            concat_ws('\x1f', {survey}, coalesce(wave, ''), key)) >> 1 AS BIGINT) ELSE 0 END AS response,
          CAST(occurred_at AT TIME ZONE $zone AS DATE) AS day,
          CASE WHEN customer IS NOT NULL THEN
            CAST('0x' || substr(sha256($secret || customer), 1, 15) AS BIGINT) END AS pseudonym
        FROM batch"""


def _without_repeats(
    keyed: pa.Table, survey: str, seen: SeenIds
) -> tuple[pa.Table, tuple[int, ...]]:
    """Gives keyless rows an id of their content and how often it came; leaves out repeated keys."""
    digest = keyed["digest"].to_numpy()
    has_key = keyed["key"].is_valid().to_numpy()
    response = np.where(has_key, keyed["response"].to_numpy(), _salted(digest, survey))
    times = earlier_occurrences(response) + seen.count(response)
    seen.add(response)
    identity = np.where(has_key, response, _nth(response, times))
    keep = ~(has_key & (times > 0))
    repeated = tuple(int(row) for row in keyed["row"].to_numpy()[~keep])
    place = keyed.column_names.index("response")
    return keyed.set_column(place, "response", pa.array(identity)).filter(pa.array(keep)), repeated


def _salted(digest: Ids, survey: str) -> Ids:
    salt = np.uint64(int.from_bytes(survey.encode()[-8:].rjust(8, b"\0"), "big"))
    mixed = (digest.astype(np.uint64) ^ salt) * _GOLDEN
    return np.asarray(mixed & _POSITIVE).astype(np.int64)


def _nth(response: Ids, times: Ids) -> Ids:
    shifted = response.astype(np.uint64) + times.astype(np.uint64) * _GOLDEN
    return np.asarray(shifted & _POSITIVE).astype(np.int64)


def _kept_sql(batch: ResponseBatch) -> str:
    names = ["response", "digest", "row", "day", "occurred_at", *PLACES, "weight", "complete"]
    columns = [_quoted(name) for name in names] + ["pseudonym AS customer"]
    columns += [
        f"{_quoted(DIMENSION + name)} AS {_quoted(DIMENSION + name.lower())}"
        for name in batch.dimensions
    ]
    for question in batch.questions:
        columns.append(_quoted(STATUS + question.id))
        if question.scale.is_numeric:
            columns.append(_quoted(VALUE + question.id))
        elif question.scale.kind == "choice":
            columns.append(_quoted(TEXT + question.id))
    return f"SELECT {', '.join(columns)} FROM keyed ORDER BY row"


_CUSTOMERS = """SELECT DISTINCT pseudonym AS id, customer AS customer_key FROM keyed
    WHERE pseudonym IS NOT NULL"""


def _comments_sql(batch: ResponseBatch) -> str:
    parts = [
        f"SELECT response, {_literal(question.id)} AS question, pseudonym AS customer, "
        f"{_quoted(TEXT + question.id)} AS text FROM keyed "
        f"WHERE {_quoted(TEXT + question.id)} IS NOT NULL"
        for question in _text_questions(batch)
    ]
    empty = (
        "SELECT response, '' AS question, pseudonym AS customer, '' AS text FROM keyed WHERE false"
    )
    return " UNION ALL ".join(parts or [empty])
