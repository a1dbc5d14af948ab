"""Heed: answers that came in are held against the rules, and what one customer said becomes a signal at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from luister.events.response import Response
from luister.events.signal import NewSignal
from luister.signals import answer_rule
from luister.signals.answer_rule import AnswerRule, Match
from luister.store import answer_rules
from luister.store.answer_rules import LogPart, Waiting
from luister.store.home import Store
from luister.store.responses import responses
from luister.store.segment import PLACES
from luister.store.signals import raise_signals

Rule = AnswerRule
Condition = answer_rule.AnswerCondition
KINDS, COMPARISONS = answer_rule.KINDS, answer_rule.COMPARISONS
_ENTRIES = 1000
_FORMS = 1000
_WAITS = 500


@dataclass(frozen=True, slots=True)
class NumberedRule:
    """A rule as it is kept."""

    id: int
    rule: AnswerRule
    is_on: bool


def rules(store: Store) -> list[NumberedRule]:
    """All rules, those that are on first."""
    return [
        NumberedRule(one.id, answer_rule.rule_from(one.definition), one.is_on)
        for one in answer_rules.rules(store.truth)
    ]


def rule(store: Store, number: int) -> NumberedRule:
    """One rule; UnknownNameError where there is none."""
    one = answer_rules.rule_of(store.truth, number)
    return NumberedRule(one.id, answer_rule.rule_from(one.definition), one.is_on)


def plain(kept: NumberedRule) -> dict[str, Any]:
    """A rule as plain values."""
    return {"id": kept.id, "is_on": kept.is_on, **answer_rule.plain(kept.rule)}


def keep_rule(store: Store, number: int | None, told: Mapping[str, Any], *, now: datetime) -> int:
    """The number of a rule, new or changed.

    Raises:
        LuisterError: a part of it cannot be.
    """
    made = answer_rule.rule_from(told)
    return answer_rules.keep_rule(store.truth, number, answer_rule.plain(made), now=now)


def switch_rule(store: Store, number: int, is_on: bool, *, now: datetime) -> None:
    """Puts a rule on or off."""
    answer_rules.switch_rule(store.truth, number, is_on, now=now)


def heed_answers(store: Store, *, now: datetime) -> int:
    """How many signals were raised by answers that came in, and by waits that are over.

    The place in the log and the signals are one transaction, and a signal's key names rule and form: a kill in
    between raises none twice and loses none.
    """
    raised = _heed_waits(store, now)
    while True:
        start = answer_rules.place(store.truth)
        parts = answer_rules.log_after(store.truth, start, limit=_ENTRIES)
        if not parts:
            return raised
        raised += _heed_parts(store, start, parts, now)
        if len(parts) < _ENTRIES:  # While answers stream in there is always more.
            return raised


def _heed_parts(store: Store, start: int, parts: Sequence[LogPart], now: datetime) -> int:
    active = [one for one in rules(store) if one.is_on]
    found = [
        match
        for form in _forms(store, active, parts, now)
        for match in _matches(active, form, now)
    ]
    at_once = [signal for one, _, signal in found if not one.rule.wait_days]
    later = [
        (
            Waiting(one.id, form.id, form.customer or "", form.occurred_at, signal),
            form.occurred_at + timedelta(days=one.rule.wait_days),
        )
        for one, form, signal in found
        if one.rule.wait_days
    ]
    with store.truth.transaction():
        if not answer_rules.keep_place(store.truth, start, parts[-1].position):
            return 0
        answer_rules.keep_waiting(store.truth, later)
        return len([one for one in raise_signals(store.truth, at_once) if one])


def _forms(
    store: Store, active: Sequence[NumberedRule], parts: Sequence[LogPart], now: datetime
) -> Iterator[Response]:
    """The forms that came in and are young enough for some rule."""
    if not active:
        return
    if store.projection.position < parts[-1].position:
        store.projection.catch_up()
    since = now - timedelta(days=max(one.rule.days for one in active))
    ids = list(dict.fromkeys(_ids(store, parts, since)))
    for first in range(0, len(ids), _FORMS):
        yield from responses(store, ids[first : first + _FORMS])


def _ids(store: Store, parts: Iterable[LogPart], since: datetime) -> Iterator[int]:
    for part in parts:
        yield from part.responses
        if part.import_id is not None:
            yield from answer_rules.imported_since(store, part.import_id, since=since)


def _matches(
    active: Sequence[NumberedRule], form: Response, now: datetime
) -> Iterator[tuple[NumberedRule, Response, NewSignal]]:
    for one in active:
        if form.occurred_at < now - timedelta(days=one.rule.days):
            continue
        met = answer_rule.match(one.rule, form)
        if met is not None:
            yield one, form, _signal(one, form, met, now)


def _signal(one: NumberedRule, form: Response, met: Match, now: datetime) -> NewSignal:
    places = {name: form.dimensions.get(name) or "" for name in PLACES}
    return NewSignal(
        kind="answer",
        key=f"answer:{one.id}:{form.id}",
        raised_at=now,
        survey=form.survey,
        process=places.get("process", ""),
        metric=met.metric,
        group={name: value for name, value in form.dimensions.items() if value},
        team=places.get("team", ""),
        employee=places.get("employee", ""),
        customer_key=form.customer or "",
        response=form.id,
        customers=1,
        effect=met.effect,
        details={
            "rule": one.id,
            "rule_name": one.rule.name,
            "question": met.question,
            "label": met.label,
            "value": met.value,
            "span": met.span,
            "answered_at": form.occurred_at.isoformat(),
        },
    )


def _heed_waits(store: Store, now: datetime) -> int:
    """Comes back to forms: who got no answer meanwhile is a signal now."""
    raised = 0
    while answer_rules.is_due(store.truth, now=now):
        known = {one.id: one for one in rules(store) if one.is_on}
        with store.truth.transaction():
            due = answer_rules.due(store.truth, now=now, limit=_WAITS)
            still = [
                replace(one.signal, raised_at=now)
                for one in due
                if _is_unanswered(store, one, known)
            ]
            raised += len([one for one in raise_signals(store.truth, still) if one])
            answer_rules.forget_waiting(store.truth, due)
        if not due:
            break
    return raised


def _is_unanswered(store: Store, one: Waiting, known: Mapping[int, NumberedRule]) -> bool:
    if one.rule not in known:
        return False
    names = known[one.rule].rule.unless
    return not answer_rules.was_answered(store.truth, one.customer_key, names, one.since)
