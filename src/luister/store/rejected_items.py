"""Items that came in and could not be kept, each with its reason, for a month."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from luister.events.received import RejectedItem
from luister.store.home import Store
from luister.store.truth import Truth

_KEPT_FOR = timedelta(days=30)
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A rejected item as the page lists it; `source` is the number of its source."""

    id: int
    source: int
    at: datetime
    reason: str
    item: str


def keep(truth: Truth, source: int, items: Sequence[RejectedItem], *, now: datetime) -> None:
    """Keeps rejected items; what is older than a month, or beyond ten thousand of a source, goes.

    Call inside a transaction.
    """
    if not items:
        return
    at = stamp(now)
    truth.executemany(
        "INSERT INTO store_rejected_item (source, at, reason, item) VALUES (?, ?, ?, ?)",
        [(source, at, item.reason, item.item) for item in items[:_MOST]],
    )
    truth.execute("DELETE FROM store_rejected_item WHERE at < ?", (stamp(now - _KEPT_FOR),))
    truth.execute(
        "DELETE FROM store_rejected_item WHERE source = ? AND id <= coalesce((SELECT id FROM "
        "store_rejected_item WHERE source = ? ORDER BY id DESC LIMIT 1 OFFSET ?), 0)",
        (source, source, _MOST),
    )


def listed(store: Store, *, source: int | None = None, limit: int = 200) -> list[RejectedLine]:
    """The last rejected items, the newest first."""
    where = "WHERE source = ?" if source is not None else ""
    rows = store.truth.execute(
        f"SELECT id, source, at, reason, item FROM store_rejected_item {where} ORDER BY id DESC LIMIT ?",
        (*((source,) if source is not None else ()), limit),
    )
    return [
        RejectedLine(number, of, datetime.fromisoformat(at), reason, item)
        for number, of, at, reason, item in rows
    ]


def of_names(truth: Truth, names: Iterable[str]) -> list[str]:
    """The rejected items that name a person by one of these names."""
    found: dict[int, str] = {}
    for pattern in _patterns(names):
        rows = truth.execute(
            "SELECT id, item FROM store_rejected_item WHERE lower(item) LIKE ? ESCAPE '\\'",
            (pattern,),
        )
        found |= {int(number): str(item) for number, item in rows}
    return [item for _, item in sorted(found.items())]


def forget(truth: Truth, names: Iterable[str]) -> int:
    """How many rejected items that name a person were erased; call inside a transaction."""
    gone = 0
    for pattern in _patterns(names):
        rows = truth.execute(
            "DELETE FROM store_rejected_item WHERE lower(item) LIKE ? ESCAPE '\\' RETURNING id",
            (pattern,),
        )
        gone += len(rows)
    return gone


def stamp(moment: datetime) -> str:
    """A time as text that sorts as times do.

    >>> stamp(datetime(2026, 5, 1, tzinfo=UTC))
    '2026-05-01T00:00:00.000000+00:00'
    """
    in_utc = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return in_utc.isoformat(timespec="microseconds")


def _patterns(names: Iterable[str]) -> list[str]:
    """What a name looks like in JSON: in quotes, or bare where it is a number."""
    found: list[str] = []
    for name in names:
        written = [json.dumps(name).lower()]
        if name.isdecimal():
            written += [f": {name},", f": {name}}}"]
        found += [f"%{_escaped(text)}%" for text in written]
    return found


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
