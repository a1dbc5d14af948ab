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
_FEW, _SAMPLE = 500, 2000
# Plain Python values would be turned into these at every call.
_ZERO: Any = pa.scalar(0.0)
_NOUGHT: Any = pa.scalar(0, pa.int64())
_LITTLE: Any = pa.scalar(0, pa.int8())
_SMALL = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.int64).view(np.uint64)
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


def pseudonym(key: str, secret: str) -> int:
    """The number of one customer, as `text_hashes` takes it with the same secret."""
    return int(hashlib.sha256((secret + key).encode()).hexdigest()[:15], 16)


def content_digest(
    table: pa.Table, names: list[str], scratch: duckdb.DuckDBPyConnection
) -> Hashes:
    """A number for the content of each row, whatever the order of its columns.

    A column that is empty in a row adds nothing, so a column that a later file no longer has changes nothing.
    """
    total = np.zeros(table.num_rows, dtype=np.uint64)
    for name in names:
        if table[name].null_count < table.num_rows:
            total += _terms(table[name], seed(name), scratch)
    return mixed(total + _GOLDEN)


def _terms(
    column: "pa.ChunkedArray[Any]", name: np.uint64, scratch: duckdb.DuckDBPyConnection
) -> Hashes:
    """What a column adds to the digest of each row; 0 where it is empty."""
    known = np.asarray(column.is_valid())
    if _is_text(column.type):
        texts, places = _different(column)
        spread: Hashes = mixed(_hashes_of(texts, scratch) ^ name)[places]
    elif pa.types.is_floating(column.type):
        # A nought of either sign is the same answer.
        numbers = np.asarray(pc.fill_null(column.cast(pa.float64()), _ZERO)) + 0.0
        spread = mixed(numbers.view(np.uint64) ^ name)
    elif pa.types.is_int8(column.type) or pa.types.is_boolean(column.type):
        small = np.asarray(pc.fill_null(column.cast(pa.int8()), _LITTLE))
        spread = mixed(_SMALL ^ name)[small.view(np.uint8)]
    else:
        whole = np.asarray(pc.fill_null(column.cast(pa.int64()), _NOUGHT))
        spread = mixed(whole.view(np.uint64) ^ name)
    if column.null_count:
        spread[~known] = 0
    return spread


def text_hashes(
    column: "pa.ChunkedArray[Any]", scratch: duckdb.DuckDBPyConnection, secret: str | None = None
) -> Hashes:
    """A number for each text, 0 where there is none; with a secret nobody can find the text by trying."""
    if column.null_count == len(column):
        return np.zeros(len(column), dtype=np.uint64)
    texts, places = _different(column)
    spread: Hashes = _hashes_of(texts, scratch, secret)[places]
    if column.null_count:
        spread[np.asarray(column.is_null())] = 0
    return spread


def _is_text(kind: pa.DataType) -> bool:
    return (
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind)
    )


def _different(column: "pa.ChunkedArray[Any]") -> tuple["pa.Array[Any]", npt.NDArray[np.int64]]:
    """Texts, and for each row the place of its own among them; 0 where it has none.

    Where texts come back each stands once; where nearly all differ they stay as they are.
    """
    whole: Any = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_dictionary(whole.type) and _mostly_differ(whole):
        known = whole.is_valid()
        return whole.drop_null(), np.maximum(np.cumsum(np.asarray(known), dtype=np.int64) - 1, 0)
    coded = whole.dictionary_encode()
    return coded.dictionary, np.asarray(coded.indices.cast(pa.int64()).fill_null(_NOUGHT))


def _mostly_differ(texts: "pa.Array[Any]") -> bool:
    sample = texts.slice(0, _SAMPLE).drop_null()
    return len(sample) > 0 and len(sample.unique()) * 2 > len(sample)


def _hashes_of(
    texts: "pa.Array[Any]", scratch: duckdb.DuckDBPyConnection, secret: str | None = None
) -> Hashes:
    if secret is not None:
        return _hashed(texts, scratch, _PSEUDONYM, {"secret": secret})
    if len(texts) <= _FEW:
        return np.array([seed(str(text)) for text in texts.to_pylist()], dtype=np.uint64)
    return _hashed(texts, scratch, _TEXT_HASH, {})


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
