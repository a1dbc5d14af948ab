"""Trigger: what happened to a customer makes us ask, some time later, some of them, unless."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from luister.store import triggers
from luister.store.home import Store
from luister.store.triggers import DueAsk


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an ask: whether it is on its way, and if not, the rule that held it back."""

    is_asked: bool
    rule: str = ""


Ask = Callable[[Store, DueAsk, datetime], Outcome]
"""Invites one customer to `ask.trigger.survey`. It must take being called twice for one `ask.id`: a
worker may die between the invitation and the note of it."""


def trigger_asks_due(store: Store, *, now: datetime, ask: Ask, limit: int = 100) -> int:
    """How many asks that were due were worked: asked, held back by a rule, or stopped by an `unless`.

    At most `limit`; 0 means that nothing is left to do now. Two workers at once share the work.
    """
    due = triggers.lease_due(store, now=now, limit=limit)
    for one in due:
        _work(store, one, now, ask)
    return len(due)


def _work(store: Store, due: DueAsk, now: datetime, ask: Ask) -> None:
    stopper = triggers.reason_to_stop(store, due)
    if stopper:
        triggers.finish(store, due.id, triggers.STOPPED, stopper, now=now)
        return
    outcome = ask(store, due, now)
    state = triggers.ASKED if outcome.is_asked else triggers.HELD_BACK
    triggers.finish(store, due.id, state, outcome.rule, now=now)
