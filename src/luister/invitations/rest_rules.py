"""Who must be left in peace, for how long, and by which rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from luister.errors import MappingError
from luister.invitations.contact import BOUNCED, COMPLAINED, GOOD

OPTED_OUT, NO_ADDRESS, ALREADY_INVITED = "opted-out", "no-address", "already-invited"
FIXED = (OPTED_OUT, BOUNCED, COMPLAINED, NO_ADDRESS, ALREADY_INVITED)
"""The rules that nobody can switch off, in the order in which they are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRule:
    """At most `at_most` asks that count in `days`; or, with `after_event`, none within `days` of it.

    `asks` are the kinds of survey that the rule holds back, `counts` those whose past asks count;
    empty means all. `where` limits the rule to people with one of these values of each attribute.
    """

    name: str
    days: float
    at_most: int = 1
    asks: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    after_event: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses what cannot be meant."""
        if not self.name.strip() or self.name in FIXED:
            raise MappingError(
                f"A rule cannot be called {self.name!r}.", hint=f"Not one of {', '.join(FIXED)}."
            )
        if not 0 < self.days <= 3660:
            raise MappingError(f"Rule {self.name}: {self.days:g} days.", hint="Write 1 to 3660.")
        if not 1 <= self.at_most <= 1000:
            raise MappingError(
                f"Rule {self.name}: at most {self.at_most}.", hint="Write 1 or more."
            )


DEFAULTS = (
    RestRule(name="relation-180", days=180, asks=("relation",), counts=("relation",)),
    RestRule(name="any-30", days=30),
    RestRule(name="complaint-7", days=7, after_event="complaint"),
)
"""What holds until somebody decides otherwise."""


@dataclass(frozen=True, slots=True)
class PastAsk:
    """An ask that was allowed; `is_waiting` while no letter of it left and nobody else was promised it."""

    id: str
    survey: str
    kind: str
    at: datetime
    priority: int = 0
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class PastEvent:
    """Something that happened to the person: its name and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the rules look at.

    `can_be_reached` is whether there is an address for the channel, `is_invited` whether this same
    wave of the survey has invited the person before.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    opted_out: bool = False
    address_state: str = GOOD
    can_be_reached: bool = True
    is_invited: bool = False
    asks: Sequence[PastAsk] = ()
    events: Sequence[PastEvent] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is wanted of the person; the higher priority goes first."""

    survey: str
    kind: str
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """May we: and if not, the rule that stopped it and until when (None: for good, or until mended).

    `gives_way` are asks of lower priority that have not left yet and make room for this one.
    """

    allowed: bool
    rule: str | None = None
    until: datetime | None = None
    gives_way: tuple[str, ...] = ()


def decision(person: Person, ask: Ask, rules: Sequence[RestRule], *, now: datetime) -> Decision:
    """Whether the person may be asked now; of several rules that stop it, the one that lasts longest.

    An ask that is still waiting and of lower priority does not stop one of higher priority: it
    gives way. What was sent, or promised to another program, never does.
    """
    if fixed := _fixed(person):
        return Decision(False, fixed)
    stopped: list[tuple[datetime, str]] = []
    gives_way: set[str] = set()
    for rule in rules:
        if not _applies(rule, person, ask):
            continue
        until, yielding = _outcome(rule, person, ask, now)
        gives_way |= yielding
        if until is not None:
            stopped.append((until, rule.name))
    if stopped:
        until, name = max(stopped, key=lambda one: one[0])
        return Decision(False, name, until)
    return Decision(True, gives_way=tuple(sorted(gives_way)))


def longest_days(rules: Iterable[RestRule]) -> float:
    """How far back asks and events have to be known for these rules."""
    return max((rule.days for rule in rules), default=0.0)


def _fixed(person: Person) -> str | None:
    if person.opted_out:
        return OPTED_OUT
    if person.address_state in {BOUNCED, COMPLAINED}:
        return person.address_state
    if not person.can_be_reached:
        return NO_ADDRESS
    return ALREADY_INVITED if person.is_invited else None


def _applies(rule: RestRule, person: Person, ask: Ask) -> bool:
    if rule.asks and ask.kind not in rule.asks:
        return False
    return all(person.attributes.get(name) in values for name, values in rule.where.items())


def _outcome(
    rule: RestRule, person: Person, ask: Ask, now: datetime
) -> tuple[datetime | None, set[str]]:
    """Until when the rule stops the ask, and which waiting asks would make room."""
    rest = timedelta(days=rule.days)
    if rule.after_event:
        moments = [e.at for e in person.events if e.name == rule.after_event and e.at + rest > now]
        return max((at + rest for at in moments), default=None), set()
    counted = sorted(
        (
            past
            for past in person.asks
            if (not rule.counts or past.kind in rule.counts) and past.at + rest > now
        ),
        key=lambda past: past.at,
    )
    yielding = [past for past in counted if past.is_waiting and past.priority < ask.priority]
    firm = [past for past in counted if past not in yielding]
    if len(firm) >= rule.at_most:
        # It ends once so many have grown old that one more fits.
        return firm[len(firm) - rule.at_most].at + rest, set()
    surplus = len(counted) - rule.at_most + 1
    weakest = sorted(yielding, key=lambda past: past.priority)
    return None, {past.id for past in weakest[: max(0, surplus)]}
