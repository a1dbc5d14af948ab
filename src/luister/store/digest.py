"""Stable numbers for contents: the same on every machine and with every version of every library.

An engine's own hash may change with its version; a digest kept today must be found again in ten
years. So texts go through MD5 and SHA-256, each different text once, and numbers through fixed
integer mixing.
"""

import hashlib
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Hashes = npt.NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_POSITIVE = np.uint64(0x7FFFFFFFFFFFFFFF)
_FEW = 500
_ZERO: Any = 0.0
_NOUGHT: Any = 0
_TEXT_HASH = "md5_number_lower(t)"
_PSEUDONYM = "CAST('0x' || substr(sha256($secret || t), 1, 15) AS UBIGINT)"


def mixed(values: Hashes) -> Hashes:
    """Each number spread over all 64 bits.

    Source: Steele, Lea and Flood (2014), the finaliser of SplitMix64.

    >>> int(mixed(np.array([1], dtype=np.uint64))[0]) == 0x5692161D100B05E5
    True
    """
    values = (values ^ (values >> np.uint64(30))) * _FIRST
    values = (values ^ (values >> np.uint64(27))) * _SECOND
    return values ^ (values >> np.uint64(31))


def positive(values: Hashes) -> npt.NDArray[np.int64]:
    """The numbers as signed ones, without their highest bit."""
    return (values & _POSITIVE).astype(np.int64)


def seed(name: str) -> np.uint64:
    """The number of one text: the last eight bytes of its MD5, as the engine takes them."""
    digest = hashlib.md5(name.encode(), usedforsecurity=False).digest()
    return np.uint64(int.from_bytes(digest[8:], "little"))


def content_digest(
    table: pa.Table, names: list[str], scratch: duckdb.DuckDBPyConnection
) -> Hashes:
    """A number for the content of each row, whatever the order of its columns.

    A column that is empty in a row adds nothing, so a column that a later file no longer has changes nothing.
    """
    total = np.zeros(table.num_rows, dtype=np.uint64)
    for name in names:
        values, known = column_hashes(table[name], scratch)
        total += np.where(known, mixed(values ^ seed(name)), np.uint64(0))
    return mixed(total + _GOLDEN)


def column_hashes(
    column: "pa.ChunkedArray[Any]", scratch: duckdb.DuckDBPyConnection
) -> tuple[Hashes, npt.NDArray[np.bool_]]:
    """A number for each value, and where there is one at all."""
    known = np.asarray(column.is_valid())
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return text_hashes(column, scratch), known
    if pa.types.is_floating(column.type):
        numbers = np.asarray(pc.fill_null(column.cast(pa.float64()), _ZERO)) + 0.0
        return numbers.view(np.uint64), known
    whole = column.cast(pa.int8() if pa.types.is_boolean(column.type) else pa.int64())
    return np.asarray(pc.fill_null(whole.cast(pa.int64()), _NOUGHT)).view(np.uint64), known


def text_hashes(
    column: "pa.ChunkedArray[Any]", scratch: duckdb.DuckDBPyConnection, secret: str | None = None
) -> Hashes:
    """A number for each text, 0 where there is none; with a secret nobody can find the text by trying."""
    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    if len(coded.dictionary) == 0:
        return np.zeros(len(column), dtype=np.uint64)
    few = len(coded.dictionary) <= _FEW
    if secret is None and few:
        numbers = np.array(
            [seed(str(text)) for text in coded.dictionary.to_pylist()], dtype=np.uint64
        )
    elif secret is None:
        numbers = _hashed(coded.dictionary, scratch, _TEXT_HASH, {})
    else:
        numbers = _hashed(coded.dictionary, scratch, _PSEUDONYM, {"secret": secret})
    places = np.asarray(coded.indices.cast(pa.int64()).fill_null(_NOUGHT))
    return np.where(np.asarray(column.is_valid()), numbers[places], np.uint64(0))


def _hashed(
    texts: "pa.Array[Any]",
    scratch: duckdb.DuckDBPyConnection,
    expression: str,
    values: dict[str, str],
) -> Hashes:
    scratch.register("texts", pa.table({"t": texts.cast(pa.string())}))
    # The engine keeps the order of a single table that it only reads through.
    hashes = scratch.execute(f"SELECT {expression} AS h FROM texts", values).fetchnumpy()["h"]
    scratch.unregister("texts")
    return np.asarray(hashes).astype(np.uint64)
