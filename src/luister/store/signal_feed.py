"""Signals as they come: what was raised in some time, as far as a reader may see it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.estimates.estimate import Estimate
from luister.store.case_rows import within
from luister.store.moment_text import moment_of, text_of
from luister.store.signal_list import leading
from luister.store.truth import Row, Truth

_COLUMNS = (
    "id, kind, raised_at, process, metric, dimensions, team, employee, customers, effect, state"
)
_PLACES = {"team": ("team",), "employee": ("employee",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshSignal:
    """A signal in short: without the customer, who is named on the page alone."""

    id: int
    kind: str
    raised_at: datetime | None
    process: str
    metric: str
    group: Mapping[str, str]
    team: str
    employee: str
    customers: int
    effect: Estimate | None
    state: str


def raised_between(
    truth: Truth,
    first: datetime,
    last: datetime,
    *,
    scope: Mapping[str, tuple[str, ...]],
    limit: int,
) -> tuple[int, list[FreshSignal]]:
    """How many open signals were raised from `first` up to `last`, and those that matter most."""
    where, values = within(scope, _PLACES)
    led, more = leading(scope)
    condition = f"{where} AND state = 'open' AND raised_at >= ? AND raised_at < ? AND {led}"
    wanted: tuple[Any, ...] = (*values, text_of(first), text_of(last), *more)
    total = truth.execute(f"SELECT count(*) FROM store_signal s WHERE {condition}", wanted)
    rows = truth.execute(
        f"SELECT {_COLUMNS} FROM store_signal s WHERE {condition} "
        "ORDER BY importance DESC, id DESC LIMIT ?",
        (*wanted, limit),
    )
    return int(total[0][0]), [_signal(row) for row in rows]


def fresh_signal(
    truth: Truth, number: int, *, scope: Mapping[str, tuple[str, ...]]
) -> FreshSignal | None:
    """One signal; None where it is not there, or not for this reader."""
    where, values = within(scope, _PLACES)
    rows = truth.execute(
        f"SELECT {_COLUMNS} FROM store_signal WHERE {where} AND id = ?", (*values, number)
    )
    return _signal(rows[0]) if rows else None


def _signal(row: Row) -> FreshSignal:
    effect = json.loads(row[9]) if row[9] else None
    return FreshSignal(
        id=int(row[0]), kind=row[1], raised_at=moment_of(row[2]), process=row[3], metric=row[4],
        group=json.loads(row[5]), team=row[6], employee=row[7], customers=int(row[8]),
        effect=Estimate(**effect) if effect else None, state=row[10],
    )  # fmt: skip
