"""Escalate: who should hear of it hears that a case is overdue, once a level."""

from collections.abc import Callable
from datetime import datetime

from luister.cases import escalation
from luister.cases.actor import LUISTER
from luister.loop.arrange_cases import Arrangement, arrangement
from luister.loop.tell_case import facts, holding
from luister.store import cases as kept
from luister.store.case_history import note
from luister.store.case_rows import Case
from luister.store.home import Store
from luister.store.webhooks import notify


def tell_overdue(
    store: Store, *, now: datetime, should_stop: Callable[[], bool] = lambda: False
) -> int:
    """How many levels of escalation were told: each level of each case once, also after a kill."""
    arranged, told = arrangement(store), 0
    for number in kept.overdue(store.truth, now=now):
        if should_stop():
            break
        with holding(store, number, LUISTER) as case:
            told += _told(store, case, arranged, now)
    return told


def _told(store: Store, case: Case, arranged: Arrangement, now: datetime) -> int:
    if case.due_at is None:
        return 0
    levels = escalation.reached(
        arranged.escalation, arranged.calendar, due_at=case.due_at, told=case.told, now=now
    )
    queue = arranged.queue(case.queue)
    people = {"owner": (case.owner,), "leaders": queue.leaders, "managers": queue.managers}
    for level, one in levels:
        heard = [name for name in people[one.who] if name]
        details = {"level": level, "who": one.who, "people": heard}
        note(store.truth, case.id, "overdue", by=LUISTER.name, now=now, details=details)
        notify(store.truth, "case.overdue", {**facts(case), "level": level}, now=now)
        kept.change(store.truth, case.id, {"told": level}, now=now)
    return len(levels)
