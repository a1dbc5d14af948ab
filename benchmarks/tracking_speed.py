"""Tracking batches of 500, read, checked, resolved and kept durably, against writing the same rows at once."""

import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measured import Finding, Work, turn_about

from luister.loop import connect
from luister.loop.receive import Call, receive_tracking
from luister.store.home import Store

_NOW = datetime(2026, 11, 24, tzinfo=UTC)
_BATCHES, _ITEMS, _PEOPLE = 20, 500, 5_000
_TABLE = (
    "CREATE TABLE event (id TEXT NOT NULL, source TEXT NOT NULL, position BIGINT NOT NULL, kind TEXT NOT NULL, "
    "name TEXT NOT NULL, occurred_at TEXT NOT NULL, customer BIGINT, body TEXT NOT NULL, PRIMARY KEY (source, id))"
)
_INSERT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_ROWS = "SELECT id, source, position, kind, name, occurred_at, customer, body FROM store_event ORDER BY position"


def findings(work: Work) -> list[Finding]:
    """Ten thousand events that are new each time: batch by batch, and all rows at once."""
    folder = work.folder / "tracking"
    shutil.rmtree(folder, ignore_errors=True)
    store = Store(folder / "ours")
    ours = _Ours(store, 2 * work.repeats + 3)
    ours()
    bare = _Bare(folder / "bare.sqlite3", store.truth.execute(_ROWS))
    batched = _Bare(folder / "batched.sqlite3", bare.rows, at_once=_ITEMS)
    seconds, at_once = turn_about(ours, bare, work.repeats)
    again, in_batches = turn_about(ours, batched, work.repeats)
    count = store.truth.execute("SELECT count(*) FROM store_event")[0][0]
    store.close()
    total = _BATCHES * _ITEMS
    note = f"{total:,} events in {_BATCHES} batches, {total / seconds:,.0f} events/s; {count:,} kept in all"
    return [
        Finding("tracking batches of 500", seconds, at_once, "s", 15.0, True, note),
        Finding("the same, rows in the same batches", again, in_batches, "s", None, True, ""),
    ]


class _Ours:
    """Sends batches whose ids were never sent before; that the sender writes JSON is not our time."""

    def __init__(self, store: Store, times: int) -> None:
        self.store, self.run = store, 0
        source = connect.add_source(
            store, "shop", "tracking", mapping="", signing_secret="", now=_NOW
        )
        self.headers = {"x-api-key": connect.make_key(store, source.id, now=_NOW)}
        trigger = connect.Trigger("after", "tracked", "Order delivered", "order", share=0.1)
        connect.keep_trigger(store, None, trigger, now=_NOW)
        self.bodies = [[_body(run, number) for number in range(_BATCHES)] for run in range(times)]

    def __call__(self) -> None:
        bodies, self.run = self.bodies[self.run], self.run + 1
        for body in bodies:
            found = receive_tracking(self.store, Call(self.headers, body), "batch", now=_NOW)
            if found.kept != _ITEMS:
                raise SystemExit(f"{found.kept} of {_ITEMS} events were kept.")


class _Bare:
    """Writes rows that are finished into a table with the same key, as durably."""

    def __init__(self, path: Path, rows: list[tuple[Any, ...]], at_once: int = 10**9) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute(_TABLE)
        self.rows, self.at_once, self.run = rows, at_once, 0

    def __call__(self) -> None:
        self.run += 1
        rows = [(f"{self.run}-{row[0]}", *row[1:]) for row in self.rows]
        for start in range(0, len(rows), self.at_once):
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany(_INSERT, rows[start : start + self.at_once])
            self.connection.execute("COMMIT")


def _body(run: int, number: int) -> bytes:
    """A batch as Segment's library sends it."""
    items = [_item(run, number * _ITEMS + place) for place in range(_ITEMS)]
    return json.dumps({"batch": items, "sentAt": "2026-11-24T00:00:00Z"}).encode()


def _item(run: int, number: int) -> dict[str, Any]:
    return {
        "type": "track",
        "messageId": f"node-next-1795731141772-{run:08x}-{number:08x}-4652-8f60",
        "userId": f"customer-{number * 7919 % _PEOPLE}",
        "anonymousId": f"5f1c9c1e-{number * 7919 % _PEOPLE:08x}",
        "event": "Order delivered" if number % 5 == 0 else "Page viewed",
        "timestamp": "2026-11-23T23:59:59.123Z",
        "context": {"library": {"name": "@segment/analytics-node", "version": "3.1.0"}},
        "properties": {
            "order": number,
            "total": 19.95,
            "town": "Ede",
            "paid": True,
            "url": "/orders",
        },
    }
