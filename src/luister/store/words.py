"""Names and words of forms, apart from their answers: rows for a few forms, packed for many.

Single forms keep theirs as rows of `store_customer` and `store_comment`. The parts of a large file
keep theirs packed in `store_words`, one beside each part: a row and four index entries a form would
cost more than all else that an import does.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from luister.events.response_batch import TEXT
from luister.store.packing import packed, unpacked
from luister.store.truth import Truth

PACKED_FROM = 1000
"""From so many rows with a name or words on they are packed; below, rows are found faster."""

_NOBODY: Any = pa.scalar(-1, pa.int64())

Place = tuple[int, int]
"""The import and the number of its part."""


@dataclass(frozen=True, slots=True)
class Known:
    """`comments` by response, import and question; `keys` of the customers by their pseudonym."""

    comments: Mapping[tuple[int, int, str], str]
    keys: Mapping[int, str]


def keep_words(truth: Truth, place: Place, words: pa.Table) -> None:
    """Keeps the names and words of one part; call inside a transaction.

    `words` has response, customer (the pseudonym), customer_key and a column `text.q` a question.
    """
    if words.num_rows >= PACKED_FROM:
        truth.execute("INSERT INTO store_words VALUES (?, ?, ?)", (*place, packed(words)))
        return
    customers = dict(_pairs(words, "customer", "customer_key"))
    truth.executemany(
        "INSERT INTO store_customer (id, customer_key) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        ((identity, key) for identity, key in customers.items() if key is not None),
    )
    columns = ("import_id", "response", "question", "customer", "text")
    truth.copy("store_comment", columns, ((place[0], *one) for one in _comment_rows(words)))


def words_of(truth: Truth, forms: Iterable[tuple[int, int, int, int | None]]) -> Known:
    """The comments and the customers' keys of forms: response, import, part and pseudonym of each."""
    told = list(forms)
    comments, keys = _in_rows(truth, told)
    parts: dict[Place, list[int]] = {}
    for response, import_id, part, _ in told:
        parts.setdefault((import_id, part), []).append(response)
    for place, responses in parts.items():
        for words in _unpacked_part(truth, place):
            chosen = words.filter(np.isin(words["response"].to_numpy(), responses))
            keys |= {one: key for one, key in _pairs(chosen, "customer", "customer_key") if key}
            for response, question, _customer, text in _comment_rows(chosen):
                comments[response, place[0], question] = text
    return Known(comments, keys)


def holding(truth: Truth, search: str, *, most: int) -> Iterator[tuple[int, int]]:
    """The response and import of each form with a comment that holds the text; `most` at most."""
    escaped = search.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = truth.execute(
        "SELECT response, import_id FROM store_comment WHERE lower(text) LIKE ? ESCAPE '\\' LIMIT ?",
        (f"%{escaped}%", most),
    )
    yield from rows
    left = most - len(rows)
    for import_id, data in truth.stream("SELECT import_id, data FROM store_words"):
        if left <= 0:
            return
        found = _holding(unpacked(bytes(data)), search.lower())[:left]
        left -= len(found)
        yield from ((response, import_id) for response in found)


def is_named(truth: Truth, identity: int) -> bool:
    """True where the key of the customer is kept."""
    if truth.execute("SELECT 1 FROM store_customer WHERE id = ?", (identity,)):
        return True
    parts = truth.stream("SELECT data FROM store_words")
    return any(
        _of_customer(unpacked(bytes(data), ["customer"]), identity).any() for (data,) in parts
    )


def erase_words(truth: Truth, identity: int) -> int:
    """How many comments of the customer were erased, with the name; call inside a transaction."""
    rows = truth.execute(
        "DELETE FROM store_comment WHERE customer = ? RETURNING response", (identity,)
    )
    truth.execute("DELETE FROM store_customer WHERE id = ?", (identity,))
    erased = len(rows)
    for place in truth.execute("SELECT import_id, ordinal FROM store_words"):
        for words in _unpacked_part(truth, place):
            if not _of_customer(words, identity).any():
                continue
            theirs = _of_customer(words, identity)
            erased += sum(1 for _ in _comment_rows(words.filter(theirs)))
            truth.execute(
                "UPDATE store_words SET data = ? WHERE import_id = ? AND ordinal = ?",
                (packed(words.filter(~theirs)), *place),
            )
    return erased


def _in_rows(
    truth: Truth, forms: list[tuple[int, int, int, int | None]]
) -> tuple[dict[tuple[int, int, str], str], dict[int, str]]:
    responses = ", ".join(str(int(form[0])) for form in forms) or "0"
    customers = ", ".join(str(int(one)) for one in {form[3] for form in forms} if one is not None)
    comments = truth.execute(
        "SELECT response, import_id, question, text FROM store_comment "
        f"WHERE response IN ({responses})"
    )
    keys = truth.execute(
        f"SELECT id, customer_key FROM store_customer WHERE id IN ({customers or '0'})"
    )
    return {(row[0], row[1], row[2]): row[3] for row in comments}, dict(keys)


def _unpacked_part(truth: Truth, place: Place) -> Iterator[pa.Table]:
    """The names and words of a part; nothing where they are rows."""
    rows = truth.execute("SELECT data FROM store_words WHERE import_id = ? AND ordinal = ?", place)
    yield from (unpacked(bytes(data)) for (data,) in rows)


def _of_customer(words: pa.Table, identity: int) -> npt.NDArray[np.bool_]:
    """Where the rows are those of the customer; nobody's pseudonym is below nought."""
    customers: npt.NDArray[np.int64] = words["customer"].fill_null(_NOBODY).to_numpy()
    return np.asarray(customers == identity, dtype=np.bool_)


def _holding(words: pa.Table, lowered: str) -> list[int]:
    found: list[int] = []
    for name in _questions(words):
        hit = pc.match_substring(pc.utf8_lower(words[TEXT + name]), lowered)
        found += words["response"].filter(hit).to_numpy().tolist()
    return found


def _questions(words: pa.Table) -> list[str]:
    return [name.removeprefix(TEXT) for name in words.column_names if name.startswith(TEXT)]


def _comment_rows(words: pa.Table) -> Iterator[tuple[int, str, int | None, str]]:
    """Response, question, pseudonym and text of every comment."""
    for name in _questions(words):
        written = words.filter(pc.is_valid(words[TEXT + name]))
        columns = [written[one].to_pylist() for one in ("response", "customer", TEXT + name)]
        for response, customer, text in zip(*columns, strict=True):
            yield response, name, customer, text


def _pairs(words: pa.Table, one: str, other: str) -> Iterator[tuple[Any, Any]]:
    return zip(words[one].to_pylist(), words[other].to_pylist(), strict=True)
