"""Demonstrate cases: some of the demo's own answers become cases and actions in several states, all made up."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from luister.cases.actor import Actor
from luister.cases.assignment import Member
from luister.cases.routing import GENERAL
from luister.events.response import Response
from luister.loop import annotate_case, contacts, follow_up, open_case, take_action, write_back
from luister.loop.arrange_cases import Queue, keep_queue
from luister.loop.follow_up import End
from luister.loop.show import ResponsesRequest, shown_responses
from luister.loop.take_action import Plan
from luister.store.home import Store

_SURVEY, _QUESTION = "complaints", "nps"
_LOW, _HIGH = tuple(float(mark) for mark in range(4)), (10.0,)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MADE_UP = "Made up for the demo."
_LATELY = timedelta(days=45)

# Each case: the states it goes through, a day apart, and how it ended where it did.
_WAYS: tuple[tuple[tuple[str, ...], End | None], ...] = (
    ((), None),
    (("accepted",), None),
    (("accepted", "contacted"), None),
    (("accepted", "contacted", "waiting"), None),
    (("accepted", "contacted", "solved"), None),
    (("accepted", "contacted", "solved", "closed"), End("helped", "waiting.reply")),
    (("accepted", "contacted", "closed"), End("partly", "mistake.handling")),
    (("accepted", "closed"), End("not_reached", "unknown")),
    (("accepted", "contacted", "solved", "closed"), End("helped", "information.missing")),
    (("accepted", "contacted", "solved", "closed"), End("helped", "waiting.reply")),
    (("accepted",), None),
    ((), None),
)


def add_demo_cases(
    store: Store, members: Sequence[Member], leaders: Sequence[str], *, now: datetime
) -> int:
    """How many cases there are now: on low answers of the last weeks, and some praise; each says it is made up."""
    keep_queue(store, Queue(name=GENERAL, members=tuple(members), leaders=tuple(leaders)))
    low, high = _answers(store, _LOW, now, len(_WAYS)), _answers(store, _HIGH, now, 2)
    ways = [*_WAYS[: len(low)], *[(("accepted",), None)] * len(high)]
    numbers = []
    for form, (states, end) in zip([*low, *high], ways, strict=True):
        _address(store, form, now)
        opened_at = min(form.occurred_at + _HOUR, now)
        number = open_case.from_answer(store, int(form.id), by=_DEMO, now=opened_at)
        annotate_case.add_note(store, number, _MADE_UP, by=_DEMO, now=opened_at)
        _walk(store, number, states, end, opened_at, now)
        numbers.append(number)
    for number in numbers[:1]:
        _plan_actions(store, number, members, now)
    if len(numbers) > 3:
        write_back.note_reply(store, numbers[3], _MADE_UP, by=_DEMO, now=now)
    return len(numbers)


_DEMO = Actor(name="demo")


def _answers(store: Store, marks: tuple[float, ...], now: datetime, most: int) -> list[Response]:
    """Forms of the last weeks with one of these marks and a customer, the latest first."""
    request = ResponsesRequest(
        survey=_SURVEY,
        question=_QUESTION,
        values=marks,
        first=(now - _LATELY).date(),
        microdata=True,
        limit=4 * most,
    )
    found = [one for one in shown_responses(store, request).responses if one.customer]
    return list({one.customer: one for one in found}.values())[:most]


def _address(store: Store, form: Response, now: datetime) -> None:
    """An address at which nobody lives, so that a reply can be tried."""
    row = {"key": form.customer or "", "email": f"{form.customer}@example.org", "language": "nl"}
    contacts.keep(store, [{name: str(value) for name, value in row.items()}], now=now)


def _walk(
    store: Store,
    number: int,
    states: Sequence[str],
    end: End | None,
    opened_at: datetime,
    now: datetime,
) -> None:
    at = opened_at
    for state in states:
        at = min(at + _DAY / 2, now)
        is_end = state == "closed"
        follow_up.move(store, number, state, by=_DEMO, now=at, end=end if is_end else None)


def _plan_actions(store: Store, case: int, members: Sequence[Member], now: datetime) -> None:
    today = now.date()
    employee = next((one.employee for one in members if one.employee), "")
    plans = [
        Plan(level="customer", kind="call_back", title="Call back before the weekend", case=case,
             due_on=today + timedelta(days=2)),
        Plan(level="process", kind="change_process", title="Say beforehand how long it takes",
             process="complaints", due_on=today + timedelta(days=30),
             expected="Fewer complaints about waiting"),
        Plan(level="organisation", kind="change_policy", title="One answer, one owner",
             due_on=today + timedelta(days=90)),
    ]  # fmt: skip
    if employee:
        plans.append(
            Plan(
                level="employee",
                kind="coach",
                title="Listen in on a call together",
                employee=employee,
                team=next(one.team for one in members if one.employee),
                due_on=today + timedelta(days=7),
            )
        )
    for plan in plans:
        number = take_action.plan(store, plan, by=_DEMO, now=now)
        take_action.progress(store, number, _MADE_UP, by=_DEMO, now=now)
