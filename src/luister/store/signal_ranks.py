"""What ranks are made of and where they are kept: the weights, signals not ranked yet, what is known of customers."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from luister.store import jobs
from luister.store.moment_text import text_of
from luister.store.signal_list import KeptSignal, kept
from luister.store.signals import RANKING
from luister.store.truth import Truth

_SETTING = "signal_weights"
_COLUMNS = (
    "id, key, kind, raised_at, survey, process, metric, dimensions, team, employee, customer_key, "
    "response, customers, effect, details, state, snoozed_until, merged_into, importance, standing, "
    "ranked_at"
)


def weights(truth: Truth) -> dict[str, Any]:
    """The weights that somebody set, as plain values; empty where nobody did."""
    rows = truth.execute("SELECT value FROM store_setting WHERE name = ?", (_SETTING,))
    return dict(json.loads(rows[0][0])) if rows else {}


def keep_weights(truth: Truth, told: Mapping[str, Any], *, now: datetime) -> None:
    """Keeps other weights; every signal is ranked anew by them."""
    with truth.transaction():
        truth.execute(
            "INSERT INTO store_setting (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_SETTING, json.dumps(dict(told))),
        )
        truth.execute("UPDATE store_signal SET ranked_at = NULL")
        jobs.wake(truth, RANKING, due_at=now)


def unranked(truth: Truth, *, limit: int) -> list[KeptSignal]:
    """Signals that have no rank by the weights of now, the newest first."""
    rows = truth.execute(
        f"SELECT {_COLUMNS} FROM store_signal WHERE ranked_at IS NULL ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [kept(row) for row in rows]


def keep_ranks(
    truth: Truth, ranks: Iterable[tuple[int, float, Mapping[str, Any]]], *, now: datetime
) -> None:
    """Keeps importance and standing of signals; all in one transaction."""
    at = text_of(now)
    with truth.transaction():
        truth.executemany(
            "UPDATE store_signal SET importance = ?, standing = ?, ranked_at = ? WHERE id = ?",
            [(one, json.dumps(dict(why)), at, number) for number, one, why in ranks],
        )


def worth_of(truth: Truth, keys: Sequence[str], attribute: str) -> dict[str, float]:
    """What customers are worth by an attribute of their contact: key -> number; left out where it tells none."""
    if not attribute or not keys:
        return {}
    rows = truth.execute(
        f"SELECT customer_key, attributes FROM store_contact WHERE customer_key IN ({_marks(keys)})",
        keys,
    )
    told = {str(key): json.loads(text).get(attribute) for key, text in rows}
    return {key: number for key, one in told.items() if (number := _number(one)) is not None}


def contacts_of(truth: Truth, keys: Sequence[str], *, since: datetime) -> dict[str, int]:
    """How often each customer was in touch since then; empty where no source tells of contacts at all."""
    if not keys or not truth.execute("SELECT 1 FROM store_event WHERE kind = 'contact' LIMIT 1"):
        return {}
    rows = truth.execute(
        "SELECT c.customer_key, count(*) FROM store_event e JOIN store_customer c ON c.id = e.customer "
        f"WHERE e.kind = 'contact' AND e.occurred_at >= ? AND c.customer_key IN ({_marks(keys)}) "
        "GROUP BY c.customer_key",
        (text_of(since), *keys),
    )
    return {**dict.fromkeys(keys, 0), **{str(key): int(count) for key, count in rows}}


def _marks(keys: Sequence[str]) -> str:
    return ", ".join("?" * len(keys))


def _number(told: object) -> float | None:
    try:
        return float(str(told).replace(",", "."))
    except ValueError:
        return None
