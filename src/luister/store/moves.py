"""Moves: alarms that tell of one and the same are kept together, and can be set apart again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.errors import StoreError
from luister.store.moment_text import text_of
from luister.store.signal_acts import enter
from luister.store.signal_list import COLUMNS, MERGED, KeptSignal, kept, scoped
from luister.store.truth import Truth

ALARM = "alarm"
Scope = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A signal as part of a move; the lowest place leads."""

    move: int
    place: int
    signal: KeptSignal


def ungathered(truth: Truth) -> list[KeptSignal]:
    """The alarms of which it is not settled what they are part of, oldest first."""
    rows = truth.execute(
        f"SELECT {COLUMNS} FROM store_signal s WHERE s.kind = ? AND NOT EXISTS "
        "(SELECT 1 FROM store_move_part p WHERE p.signal = s.id) ORDER BY s.id",
        (ALARM,),
    )
    return [kept(row) for row in rows]


def parts(truth: Truth, process: str, *, since: datetime) -> list[Part]:
    """The parts of moves in a process, of alarms raised since then; those that lead first."""
    return _parts(truth, "s.process = ? AND s.raised_at >= ?", (process, text_of(since)), scope={})


def parts_of(truth: Truth, move: int, *, scope: Scope) -> list[Part]:
    """The parts of one move that the reader may see, the one that leads first."""
    return _parts(truth, "p.move = ? AND s.state <> ?", (move, MERGED), scope=scope)


def move_of(truth: Truth, signal: int) -> int | None:
    """The move that a signal is part of; None where it is of none."""
    rows = truth.execute("SELECT move FROM store_move_part WHERE signal = ?", (signal,))
    return None if not rows or rows[0][0] is None else int(rows[0][0])


def unarranged(truth: Truth) -> list[int]:
    """The moves of which it is not settled who leads."""
    rows = truth.execute("SELECT id FROM store_move WHERE places IS NULL ORDER BY id")
    return [int(row[0]) for row in rows]


def join(truth: Truth, signal: int, move: int | None) -> int:
    """The move that the signal is part of from now on, as its last part; a new one where none is named."""
    if move is None:
        rows = truth.execute("INSERT INTO store_move (places) VALUES (NULL) RETURNING id")
        move = int(rows[0][0])
    truth.execute("UPDATE store_move SET places = NULL WHERE id = ?", (move,))
    truth.execute(
        "INSERT INTO store_move_part (signal, move, place) SELECT ?, ?, coalesce(max(place) + 1, 0) "
        "FROM store_move_part WHERE move = ? ON CONFLICT (signal) DO NOTHING",
        (signal, move, move),
    )
    return move


def arrange(
    truth: Truth,
    move: int,
    numbers: Sequence[int],
    *,
    places: Sequence[Mapping[str, str]],
    now: datetime,
) -> None:
    """Puts the parts of a move in order; who no longer or not yet speaks for itself is told so in its history."""
    placed = truth.execute("SELECT signal, place FROM store_move_part WHERE move = ?", (move,))
    was = {int(number): int(place) for number, place in placed}
    told = {
        int(row[0])
        for row in truth.execute(
            "SELECT DISTINCT e.signal FROM store_signal_entry e JOIN store_move_part p "
            "ON p.signal = e.signal WHERE p.move = ? AND e.what = 'grouped'",
            (move,),
        )
    }
    for place, number in enumerate(numbers):
        if was[number] != place:
            truth.execute(
                "UPDATE store_move_part SET place = ? WHERE signal = ? AND move = ?",
                (place, number, move),
            )
        if place > 0 and (number not in told or was[number] == 0):
            enter(truth, number, "grouped", who="", now=now)
        if place == 0 and number in told and was[number] > 0:
            enter(truth, number, "leads", who="", now=now)
    truth.execute(
        "UPDATE store_move SET places = ? WHERE id = ?",
        (json.dumps([dict(one) for one in places], ensure_ascii=False), move),
    )


def set_apart(truth: Truth, signal: int, *, who: str, now: datetime) -> None:
    """Takes a signal out of its move for good: it speaks for itself.

    Raises:
        StoreError: it is of none, or alone.
    """
    with truth.transaction():
        rows = truth.execute(
            "UPDATE store_move_part SET move = NULL WHERE signal = ? AND EXISTS "
            "(SELECT 1 FROM store_move_part o WHERE o.move = store_move_part.move "
            "AND o.signal <> store_move_part.signal) RETURNING signal",
            (signal,),
        )
        if not rows:
            raise StoreError(
                f"Signal {signal} is not part of a move of several.",
                hint="Only one that is shown within another can be taken out.",
            )
        enter(truth, signal, "set apart", who=who, now=now)


def acted_on(truth: Truth, move: int) -> int | None:
    """The part of a move that leads and on which somebody acted; None where nobody did."""
    rows = truth.execute(
        "SELECT p.signal FROM store_move_part p WHERE p.move = ? AND p.place = 0 AND EXISTS "
        "(SELECT 1 FROM store_signal_entry e WHERE e.signal = p.signal AND e.who <> '')",
        (move,),
    )
    return int(rows[0][0]) if rows else None


def about(
    truth: Truth, signals: Sequence[int], *, scope: Scope
) -> dict[int, tuple[int, list[dict[str, str]]]]:
    """Of each signal in a move: how many others of it the reader may see, and where it moved."""
    if not signals:
        return {}
    limits, values = scoped(scope, "o")
    inside = "".join(f" AND {limit}" for limit in limits)
    rows = truth.execute(
        "SELECT p.signal, m.places, (SELECT count(*) FROM store_move_part q JOIN store_signal o "
        f"ON o.id = q.signal WHERE q.move = p.move AND q.signal <> p.signal AND o.state <> ?{inside}) "
        "FROM store_move_part p JOIN store_move m ON m.id = p.move "
        f"WHERE p.signal IN ({', '.join('?' * len(signals))})",
        (MERGED, *values, *signals),
    )
    return {
        int(number): (int(others), json.loads(places or "[]")) for number, places, others in rows
    }


def _parts(truth: Truth, where: str, values: tuple[Any, ...], *, scope: Scope) -> list[Part]:
    limits, allowed = scoped(scope, "s")
    condition = " AND ".join([where, *limits])
    rows = truth.execute(
        f"SELECT {COLUMNS}, p.move, p.place FROM store_move_part p JOIN store_signal s "
        f"ON s.id = p.signal WHERE p.move IS NOT NULL AND {condition} ORDER BY p.move, p.place",
        (*values, *allowed),
    )
    return [Part(int(row[-2]), int(row[-1]), kept(row[:-2])) for row in rows]
