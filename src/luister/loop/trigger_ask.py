"""Trigger ask: an event's ask becomes an invitation, once, if the rules of rest allow it."""

from datetime import datetime

from luister.loop.ask import invite_one
from luister.loop.trigger import Outcome, trigger_asks_due
from luister.store.home import Store
from luister.store.invitations import is_invited_for
from luister.store.triggers import DueAsk


def work_due(store: Store, *, now: datetime) -> int:
    """How many asks that were due were worked; 0 means that nothing is left to do now.

    Raises:
        MappingError: a survey has no words to invite with.
    """
    return trigger_asks_due(store, now=now, ask=ask)


def ask(store: Store, due: DueAsk, now: datetime) -> Outcome:
    """What became of one ask. A worker that died after the invitation finds it made, and makes no second."""
    reason = f"trigger ask {due.id}"
    if is_invited_for(store.truth, due.trigger.survey, reason):
        return Outcome(True)
    result = invite_one(
        store,
        due.trigger.survey,
        due.customer_key,
        now=now,
        channel=due.trigger.channel,
        reason=reason,
    )
    return Outcome(result.invited > 0, next(iter(result.held_back), ""))
