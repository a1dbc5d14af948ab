"""How far each respondent has come, so that the same link goes on where it was left."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.store.truth import Truth

Given = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """One respondent's way through a survey.

    `key` names it in the address of its page; `given` holds the answers so far, and nothing once it is finished;
    `pages` those that were answered, in order; `page` is the one to show next, None at the end.
    """

    key: str
    survey: str
    version: int
    link: str
    customer: int | None
    language: str
    page: int | None
    given: Given
    pages: tuple[int, ...]
    response: int
    started_at: datetime
    changed_at: datetime
    finished_at: datetime | None = None


_COLUMNS = (
    "key, survey, version, link, customer, language, page, given, pages, response, started_at, "
    "changed_at, finished_at"
)


def filling_of(truth: Truth, key: str) -> Filling | None:
    """The filling with this key; None where there is none, which is no fault: nobody began yet."""
    rows = truth.execute(f"SELECT {_COLUMNS} FROM store_filling WHERE key = ?", (key,))
    return _filling(rows[0]) if rows else None


def keep_filling(truth: Truth, one: Filling) -> None:
    """Keeps how far somebody has come; call inside the transaction that keeps the answers."""
    changed = [
        "language",
        "page",
        "given",
        "pages",
        "changed_at",
        "finished_at",
        "customer",
        "response",
        "version",
        "link",
    ]
    updates = ", ".join(f"{name} = excluded.{name}" for name in changed)
    truth.execute(
        f"INSERT INTO store_filling ({_COLUMNS}) VALUES ({', '.join('?' * 13)}) "
        f"ON CONFLICT (key) DO UPDATE SET {updates} WHERE store_filling.link = excluded.link",
        (
            one.key,
            one.survey,
            one.version,
            one.link,
            one.customer,
            one.language,
            one.page,
            json.dumps(one.given),
            json.dumps(one.pages),
            one.response,
            one.started_at.isoformat(),
            one.changed_at.isoformat(),
            one.finished_at.isoformat() if one.finished_at else None,
        ),
    )


def of_customer(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """What a customer began to fill in, as plain values."""
    rows = truth.execute(
        f"SELECT {_COLUMNS} FROM store_filling WHERE customer = ? ORDER BY started_at", (customer,)
    )
    found = [_filling(row) for row in rows]
    return [
        {
            "survey": one.survey,
            "language": one.language,
            "given": {name: list(values) for name, values in one.given.items()},
            "started_at": one.started_at.isoformat(),
            "finished_at": one.finished_at.isoformat() if one.finished_at else None,
        }
        for one in found
    ]


def erase(truth: Truth, customer: int) -> int:
    """How many fillings of a customer were erased."""
    return len(
        truth.execute("DELETE FROM store_filling WHERE customer = ? RETURNING key", (customer,))
    )


def _filling(row: tuple[Any, ...]) -> Filling:
    started, changed, finished = (datetime.fromisoformat(one) if one else None for one in row[10:])
    assert started is not None
    assert changed is not None
    return Filling(
        key=row[0],
        survey=row[1],
        version=row[2],
        link=row[3],
        customer=row[4],
        language=row[5],
        page=row[6],
        given={name: tuple(values) for name, values in json.loads(row[7]).items()},
        pages=tuple(json.loads(row[8])),
        response=row[9],
        started_at=started,
        changed_at=changed,
        finished_at=finished,
    )
