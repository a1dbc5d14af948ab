"""What a case takes from a signal, and the line in the signal's history that names the case."""

import json
from datetime import datetime

from luister.errors import UnknownNameError
from luister.events.signal import NewSignal
from luister.store.case_rows import Scope, within
from luister.store.moment_text import text_of
from luister.store.truth import Truth


def signal_of(truth: Truth, number: int, scope: Scope) -> NewSignal:
    """The signal with this number, without its figures.

    Raises:
        UnknownNameError: there is none, or the reader may not see it.
    """
    where, values = within(scope, {"team": ("team",), "employee": ("employee",)})
    rows = truth.execute(
        "SELECT kind, key, raised_at, survey, process, metric, dimensions, team, employee, "
        f"customer_key, response, customers FROM store_signal WHERE {where} AND id = ?",
        (*values, number),
    )
    if not rows:
        raise UnknownNameError(f"There is no signal {number}.", hint="It may be another team's.")
    kind, key, at, survey, process, metric, group, team, employee, customer, response, count = (
        rows[0]
    )
    return NewSignal(
        kind=kind, key=key, raised_at=datetime.fromisoformat(at), survey=survey, process=process,
        metric=metric, group=json.loads(group), team=team, employee=employee,
        customer_key=customer, response=response, customers=int(count),
    )  # fmt: skip


def name_case(truth: Truth, signal: int, case: int, *, by: str, now: datetime) -> None:
    """Keeps in the signal's history, once, that a case was opened on it."""
    facts = json.dumps({"case": case})
    truth.execute(
        "INSERT INTO store_signal_entry (signal, at, who, what, words, facts) "
        "SELECT ?, ?, ?, 'case', '', ? WHERE NOT EXISTS (SELECT 1 FROM store_signal_entry "
        "WHERE signal = ? AND what = 'case' AND facts = ?)",
        (signal, text_of(now), by, facts, signal, facts),
    )
