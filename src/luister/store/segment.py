"""Turns a batch of filled-in forms into what is kept: pseudonymous columns, comments and customers apart."""

import re
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from luister.errors import StoreError
from luister.events.answer import Question
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE, ResponseBatch
from luister.store.digest import (
    Hashes,
    content_digest,
    mixed,
    positive,
    seed,
    text_hashes,
)
from luister.store.seen import Ids, SeenIds, earlier_occurrences

PLACES = ("wave", "process", "touchpoint", "channel", "employee", "team", "language")
"""The dimensions every response has, known or not."""

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


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of an import, ready to be kept.

    `table` holds no names and no words: response, digest, row, day, ..., `value.q`, `status.q` and,
    for choices, `text.q`.
    `words` has response, customer, customer_key and `text.q` of the forms that have a name or words.
    `repeated` are the rows of the file whose id stood in it before.
    """

    table: pa.Table
    words: pa.Table
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


def quoted(name: str) -> str:
    """The name as an identifier of SQL, whatever stands in it.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def segment_of(
    batch: ResponseBatch,
    seen: SeenIds,
    *,
    secret: str,
    time_zone: str,
    scratch: duckdb.DuckDBPyConnection,
) -> Segment:
    """What is kept of `batch`; rows whose id is in `seen` already are left out and told in `repeated`.

    `scratch` is an engine in memory that hashes and tells time; nothing stays in it.
    """
    rows = batch.rows.combine_chunks()
    digest = content_digest(rows, _content(rows), scratch)
    response, keep = _identity(rows, digest, batch.survey, seen, scratch)
    pseudonym = positive(text_hashes(rows["customer"], scratch, secret))
    known = pc.is_valid(rows["customer"])
    added = {
        "response": pa.array(response),
        "digest": pa.array(positive(digest)),
        "day": _days(rows["occurred_at"], time_zone, scratch),
        "pseudonym": pc.if_else(known, pa.array(pseudonym), pa.scalar(None, pa.int64())),
    }
    for name, column in added.items():
        rows = rows.append_column(name, column)
    repeated = tuple(int(row) for row in rows["row"].to_numpy()[~keep])
    rows = rows.filter(pa.array(keep)) if repeated else rows
    return Segment(
        table=_kept(rows, batch),
        words=_words(rows, batch),
        repeated=repeated,
    )


def new_scratch() -> duckdb.DuckDBPyConnection:
    """An engine in memory for `segment_of`."""
    scratch = duckdb.connect(config={"threads": "2", "memory_limit": "512MB"})
    scratch.execute("SET preserve_insertion_order = true")
    return scratch


def _text_questions(batch: ResponseBatch) -> list[Question]:
    return [question for question in batch.questions if question.scale.kind == "text"]


def _content(rows: pa.Table) -> list[str]:
    """The columns that make up what a form says; not where it stands in its file."""
    return [name for name in rows.column_names if name not in {"row", "key"}]


def _identity(
    rows: pa.Table,
    digest: Hashes,
    survey: str,
    seen: SeenIds,
    scratch: duckdb.DuckDBPyConnection,
) -> tuple[Ids, npt.NDArray[np.bool_]]:
    """The id of each form, and which are no repeats.

    A form with a key is its survey, wave and key. One without is its content and how often that came before, so that
    the same file again finds the same forms, and two people who say the same are two.
    """
    has_key = np.asarray(rows["key"].is_valid())
    place = seed(survey) + mixed(text_hashes(rows["wave"], scratch))
    keyed = mixed(text_hashes(rows["key"], scratch) + mixed(place))
    response = positive(np.where(has_key, keyed, mixed(digest ^ seed(survey))))
    times = earlier_occurrences(response) + seen.count(response)
    seen.add(response)
    nth = positive(response.astype(np.uint64) + times.astype(np.uint64) * _GOLDEN)
    return np.where(has_key, response, nth), ~(has_key & (times > 0))


def _days(
    moments: "pa.ChunkedArray[Any]", time_zone: str, scratch: duckdb.DuckDBPyConnection
) -> "pa.ChunkedArray[Any]":
    """The day of each moment on the organisation's calendar."""
    scratch.register("moments", pa.table({"t": moments}))
    days: pa.Table = scratch.sql(
        "SELECT CAST(t AT TIME ZONE $zone AS DATE) AS day FROM moments", params={"zone": time_zone}
    ).to_arrow_table()
    scratch.unregister("moments")
    return days["day"]


def _kept(rows: pa.Table, batch: ResponseBatch) -> pa.Table:
    """The columns without names and words."""
    same = ["response", "digest", "row", "day", "occurred_at", *PLACES, "weight", "complete"]
    columns = {name: rows[name] for name in same}
    columns["customer"] = rows["pseudonym"]
    columns |= {DIMENSION + name.lower(): rows[DIMENSION + name] for name in batch.dimensions}
    for question in batch.questions:
        columns[STATUS + question.id] = rows[STATUS + question.id]
        if question.scale.is_numeric:
            columns[VALUE + question.id] = rows[VALUE + question.id]
        elif question.scale.kind == "choice":
            columns[TEXT + question.id] = rows[TEXT + question.id]
    return pa.table(columns)


def _words(rows: pa.Table, batch: ResponseBatch) -> pa.Table:
    """The name and the words of each form that has any."""
    columns = {
        "response": rows["response"],
        "customer": rows["pseudonym"],
        "customer_key": rows["customer"],
    }
    said = pc.is_valid(rows["customer"])
    for question in _text_questions(batch):
        words = rows[TEXT + question.id]
        said = pc.or_(said, pc.is_valid(words))
        columns[TEXT + question.id] = words
    named = pa.table(columns)
    return named if pc.all(said).as_py() else named.filter(said)
