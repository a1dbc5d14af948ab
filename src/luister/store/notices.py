"""Notices: who is told what, once each; which are due, which are on their way, what became of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row, Truth

WAITING, SENDING, SENT, FAILED, UNSURE, NOTHING = (
    "waiting", "sending", "sent", "failed", "unsure", "nothing",
)  # fmt: skip
"""It waits, is on its way, left, was turned down for good, may have left, or had nothing (any more) to say."""

NOBODY = ""
"""The reader of a mark: a thing of which it was settled who is to be told."""

_COLUMNS = "id, reader, thing, kind, way, detail, attempts, made_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNotice:
    """`reader` is to be told of `thing` (both are keys, once together); `detail` holds numbers and days, no words."""

    reader: str
    thing: str
    kind: str
    way: str
    detail: Mapping[str, Any]
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice that is due."""

    id: int
    reader: str
    thing: str
    kind: str
    way: str
    detail: Mapping[str, Any]
    attempts: int
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """What a notice becomes; `due_at` where it waits again, `was_tried` False where that was not its own fault."""

    id: int
    state: str
    problem: str = ""
    due_at: datetime | None = None
    was_tried: bool = True


def add(truth: Truth, notices: Iterable[NewNotice], *, now: datetime) -> int:
    """How many are new; who was told of a thing already is not told again. Call inside a transaction."""
    at, new = text_of(now), 0
    for one in notices:
        new += len(
            truth.execute(
                "INSERT INTO store_notice (reader, thing, kind, way, detail, state, due_at, attempts, "
                "made_at, changed_at, problem) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, '') "
                "ON CONFLICT (reader, thing) DO NOTHING RETURNING id",
                (
                    one.reader, one.thing, one.kind, one.way, json.dumps(one.detail), WAITING,
                    text_of(one.due_at), at, at,
                ),
            )
        )  # fmt: skip
    return new


def mark_settled(truth: Truth, thing: str, kind: str, *, now: datetime) -> bool:
    """True for the one who settles first who is told of a thing; call inside a transaction."""
    at = text_of(now)
    rows = truth.execute(
        "INSERT INTO store_notice (reader, thing, kind, way, detail, state, due_at, attempts, made_at, "
        "changed_at, problem) VALUES ('', ?, ?, '', '{}', ?, ?, 0, ?, ?, '') "
        "ON CONFLICT (reader, thing) DO NOTHING RETURNING id",
        (thing, kind, NOTHING, at, at, at),
    )
    return bool(rows)


def last_digest(truth: Truth, reader: str) -> dict[str, Any] | None:
    """What the reader's last digest was about; None where there was none yet."""
    rows = truth.execute(
        "SELECT detail FROM store_notice WHERE reader = ? AND kind = 'digest' "
        "ORDER BY id DESC LIMIT 1",
        (reader,),
    )
    return json.loads(rows[0][0]) if rows else None


def take_due(truth: Truth, way: str, *, sender: str, now: datetime, limit: int) -> list[Notice]:
    """Notices that are due, taken by `sender`: nobody else will send them."""
    skip = " FOR UPDATE SKIP LOCKED" if truth.is_postgres else ""
    at = text_of(now)
    with truth.transaction():
        rows = truth.execute(
            f"SELECT {_COLUMNS} FROM store_notice WHERE state = ? AND due_at <= ? AND way = ? "
            f"ORDER BY due_at, id LIMIT ?{skip}",
            (WAITING, at, way, limit),
        )
        truth.executemany(
            "UPDATE store_notice SET state = ?, sender = ?, changed_at = ?, "
            "attempts = attempts + 1 WHERE id = ?",
            [(SENDING, sender, at, row[0]) for row in rows],
        )
    return [_notice(row) for row in rows]


def on_their_way(truth: Truth, sender: str) -> list[int]:
    """The notices that a sender took and of which it told nothing."""
    rows = truth.execute(
        "SELECT id FROM store_notice WHERE state = ? AND sender = ?", (SENDING, sender)
    )
    return [int(number) for (number,) in rows]


def senders_before(truth: Truth, before: datetime) -> list[str]:
    """Those who took notices before a moment and told nothing of them since."""
    rows = truth.execute(
        "SELECT DISTINCT sender FROM store_notice WHERE state = ? AND changed_at < ?",
        (SENDING, text_of(before)),
    )
    return [str(sender) for (sender,) in rows]


def settle(
    truth: Truth, changes: Sequence[NoticeChange], *, sender: str, now: datetime
) -> list[int]:
    """The notices that were still `sender`'s and are now what the changes say; call inside a transaction."""
    at, settled = text_of(now), []
    for one in changes:
        rows = truth.execute(
            "UPDATE store_notice SET state = ?, problem = ?, changed_at = ?, "
            "due_at = coalesce(?, due_at), attempts = attempts - ?, sender = ? "
            "WHERE id = ? AND state = 'sending' AND sender = ? RETURNING id",
            (
                one.state, one.problem, at, text_of(one.due_at) if one.due_at else None,
                int(not one.was_tried), None if one.state == WAITING else sender, one.id, sender,
            ),
        )  # fmt: skip
        settled += [one.id] if rows else []
    return settled


def of_reader(truth: Truth, reader: str, *, limit: int = 20) -> list[dict[str, Any]]:
    """The last notices to a reader, the latest first, as plain values."""
    rows = truth.execute(
        "SELECT kind, thing, way, state, changed_at, problem FROM store_notice WHERE reader = ? "
        "ORDER BY id DESC LIMIT ?",
        (reader, limit),
    )
    names = ("kind", "thing", "way", "state", "changed_at", "problem")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [one | {"changed_at": moment_of(one["changed_at"])} for one in found]


def forget(truth: Truth, reader: str) -> int:
    """How many notices of a reader who is gone were let go."""
    rows = truth.execute("DELETE FROM store_notice WHERE reader = ? RETURNING id", (reader,))
    return len(rows)


def tidy(truth: Truth, *, before: datetime) -> int:
    """How many notices that ended before a moment were let go."""
    rows = truth.execute(
        "DELETE FROM store_notice WHERE state IN ('sent', 'nothing', 'failed', 'unsure') "
        "AND changed_at < ? RETURNING id",
        (text_of(before),),
    )
    return len(rows)


def fresh_alarms(truth: Truth, *, since: datetime) -> list[tuple[int, str, str]]:
    """Alarms and silent feeds raised since then of which it is not settled who is told: number, team, employee."""
    rows = truth.execute(
        "SELECT s.id, s.team, s.employee FROM store_signal s WHERE s.kind IN ('alarm', 'silence') "
        "AND s.raised_at > ? AND s.state = 'open' AND NOT EXISTS (SELECT 1 FROM store_notice n "
        "WHERE n.reader = '' AND n.thing = 'signal:' || s.id) ORDER BY s.id",
        (text_of(since),),
    )
    return [(int(number), team, employee) for number, team, employee in rows]


def told_of_moves(truth: Truth, signals: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Per signal the team and employee of those that told of its move before: settled, or now and leading it."""
    if not signals:
        return {}
    marks = ", ".join("?" * len(signals))
    rows = truth.execute(
        "SELECT me.signal, o.team, o.employee FROM store_move_part me "
        "JOIN store_move_part other ON other.move = me.move AND other.signal <> me.signal "
        f"JOIN store_signal o ON o.id = other.signal WHERE me.signal IN ({marks}) "
        f"AND ((other.signal IN ({marks}) AND other.place < me.place) OR EXISTS (SELECT 1 "
        "FROM store_notice n WHERE n.reader = '' AND n.thing = 'signal:' || other.signal))",
        (*signals, *signals),
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for number, team, employee in rows:
        found.setdefault(int(number), []).append((team, employee))
    return found


def fresh_case_entries(truth: Truth, *, since: datetime) -> list[dict[str, Any]]:
    """What happened to cases since then of which it is not settled who is told."""
    rows = truth.execute(
        "SELECT e.id, e.case_id, e.what, e.who, c.owner, c.team, c.employee "
        "FROM store_case_entry e JOIN store_case c ON c.id = e.case_id "
        "WHERE e.at > ? AND e.what IN ('opened', 'handed_over', 'overdue') "
        "AND NOT EXISTS (SELECT 1 FROM store_notice n WHERE n.reader = '' "
        "AND n.thing = 'case:' || e.id) ORDER BY e.id",
        (text_of(since),),
    )
    names = ("entry", "case", "what", "who", "owner", "team", "employee")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _notice(row: Row) -> Notice:
    return Notice(
        id=int(row[0]), reader=row[1], thing=row[2], kind=row[3], way=row[4],
        detail=json.loads(row[5]), attempts=int(row[6]) + 1, made_at=moment_of(row[7]),
    )  # fmt: skip
