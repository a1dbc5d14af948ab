"""Arrange cases: hours, promises, queues, rules, escalation, causes and templates, as the organisation decided."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, time
from typing import Any

from luister.cases import (
    assignment,
    escalation,
    reply_words,
    root_causes,
    routing,
    service_level,
    working_hours,
)
from luister.cases.root_causes import checked_causes
from luister.errors import MappingError
from luister.store import case_queues as kept
from luister.store.home import Store

EscalationLevel = escalation.EscalationLevel
Member = assignment.Member
ReplyTemplate = reply_words.ReplyTemplate
ReplyText = reply_words.ReplyText
RootCause = root_causes.RootCause
RoutingRule = routing.RoutingRule
RuleCondition = routing.RuleCondition
ServiceLevel = service_level.ServiceLevel
WorkingCalendar = working_hours.WorkingCalendar
COMPARISONS = routing.COMPARISONS
GENERAL = routing.GENERAL
OWN_FIELDS = routing.OWN_FIELDS
OUTCOMES = root_causes.OUTCOMES
PLACES = reply_words.PLACES
PRIORITIES = service_level.PRIORITIES
words_of = root_causes.words_of

_CALENDAR, _LEVELS, _RULES, _ESCALATION, _CAUSES, _TEMPLATES = (
    "calendar",
    "service_levels",
    "rules",
    "escalation",
    "root_causes",
    "templates",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """Who works what comes in here, and who hears of what is overdue; the latter by the names of accounts."""

    name: str
    members: tuple[Member, ...] = ()
    leaders: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """All that was decided on cases; what nobody decided is as it comes."""

    calendar: WorkingCalendar
    levels: Mapping[str, ServiceLevel] = field(default_factory=lambda: service_level.DEFAULTS)
    rules: tuple[RoutingRule, ...] = ()
    escalation: tuple[EscalationLevel, ...] = escalation.DEFAULTS
    causes: tuple[RootCause, ...] = root_causes.DEFAULTS
    templates: tuple[ReplyTemplate, ...] = reply_words.DEFAULTS
    queues: Mapping[str, Queue] = field(default_factory=dict)

    def queue(self, name: str) -> Queue:
        """The queue of this name; one without people where it is gone."""
        return self.queues.get(name) or Queue(name=name)


def arrangement(store: Store) -> Arrangement:
    """What holds now."""
    found = kept.kept_settings(store.truth)
    decided: dict[str, Any] = {"calendar": _calendar(found.get(_CALENDAR), store.time_zone)}
    if _LEVELS in found:
        decided["levels"] = {name: ServiceLevel(*pair) for name, pair in found[_LEVELS].items()}
    if _RULES in found:
        decided["rules"] = tuple(_rule(one) for one in found[_RULES])
    if _ESCALATION in found:
        decided["escalation"] = tuple(EscalationLevel(*pair) for pair in found[_ESCALATION])
    if _CAUSES in found:
        decided["causes"] = tuple(RootCause(**one) for one in found[_CAUSES])
    if _TEMPLATES in found:
        decided["templates"] = tuple(_template(one) for one in found[_TEMPLATES])
    queues = {GENERAL: Queue(name=GENERAL)}
    queues |= {name: _queue(name, one) for name, one in kept.kept_queues(store.truth).items()}
    return Arrangement(**decided, queues=queues)


def set_calendar(store: Store, calendar: WorkingCalendar) -> None:
    """Keeps the working hours; deadlines that were promised stay as they are."""
    plain = {
        "time_zone": calendar.time_zone,
        "days": {
            str(day): [f"{first:%H:%M}", f"{last:%H:%M}"]
            for day, (first, last) in calendar.days.items()
        },
        "holidays": calendar.holidays,
        "closed": sorted(day.isoformat() for day in calendar.closed),
    }
    kept.keep_setting(store.truth, _CALENDAR, plain)


def set_levels(store: Store, levels: Mapping[str, ServiceLevel]) -> None:
    """Keeps what is promised for each priority.

    Raises:
        MappingError: a priority is missing.
    """
    if set(levels) != set(PRIORITIES):
        raise MappingError("A promise for each priority.", hint=f"For {', '.join(PRIORITIES)}.")
    kept.keep_setting(
        store.truth, _LEVELS, {name: [one.contact, one.solve] for name, one in levels.items()}
    )


def set_rules(store: Store, rules: Sequence[RoutingRule]) -> None:
    """Keeps the rules of routing in this order.

    Raises:
        UnknownNameError, MappingError: a rule names a queue that there is not.
    """
    queues = arrangement(store).queues
    for one in rules:
        if one.queue and one.queue not in queues:
            raise MappingError(
                f"The rule {one.name!r} names the queue {one.queue!r}.",
                hint=f"There are: {', '.join(queues)}.",
            )
    kept.keep_setting(store.truth, _RULES, [asdict(one) for one in rules])


def set_escalation(store: Store, levels: Sequence[EscalationLevel]) -> None:
    """Keeps who hears of what is overdue, and when."""
    kept.keep_setting(store.truth, _ESCALATION, [[one.after, one.who] for one in levels])


def set_causes(store: Store, causes: Sequence[RootCause]) -> None:
    """Keeps the taxonomy; MappingError where it cannot be used."""
    kept.keep_setting(store.truth, _CAUSES, [asdict(one) for one in checked_causes(causes)])


def set_templates(store: Store, templates: Sequence[ReplyTemplate]) -> None:
    """Keeps the templates; MappingError where words of one cannot be sent."""
    for template in templates:
        for words in template.texts.values():
            reply_words.checked_text(words)
    kept.keep_setting(store.truth, _TEMPLATES, [asdict(one) for one in templates])


def keep_queue(store: Store, queue: Queue) -> None:
    """Keeps a queue and its people; MappingError where it has no name."""
    if not queue.name.strip() or len(queue.name) > 80:
        raise MappingError("A queue without a name.", hint="Give it one of up to 80 signs.")
    plain = asdict(queue)
    del plain["name"]
    kept.keep_queue(store.truth, queue.name.strip(), plain)


def remove_queue(store: Store, name: str) -> bool:
    """True where the queue was there; its cases stay, and go to nobody new by it."""
    return kept.remove_queue(store.truth, name)


def _calendar(plain: Mapping[str, Any] | None, time_zone: str) -> WorkingCalendar:
    if plain is None:
        return WorkingCalendar(time_zone=time_zone)
    days = {
        int(day): (time.fromisoformat(first), time.fromisoformat(last))
        for day, (first, last) in plain["days"].items()
    }
    closed = frozenset(date.fromisoformat(day) for day in plain["closed"])
    return WorkingCalendar(
        time_zone=plain["time_zone"], days=days, holidays=plain["holidays"], closed=closed
    )


def _rule(plain: Mapping[str, Any]) -> RoutingRule:
    conditions = tuple(RuleCondition(**one) for one in plain["conditions"])
    return RoutingRule(**{**plain, "conditions": conditions})


def _template(plain: Mapping[str, Any]) -> ReplyTemplate:
    texts = {language: ReplyText(**words) for language, words in plain["texts"].items()}
    return ReplyTemplate(plain["name"], texts)


def _queue(name: str, plain: Mapping[str, Any]) -> Queue:
    members = tuple(Member(**one) for one in plain["members"])
    leaders, managers = tuple(plain["leaders"]), tuple(plain["managers"])
    return Queue(name=name, members=members, leaders=leaders, managers=managers)
