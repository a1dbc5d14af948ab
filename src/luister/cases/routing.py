"""Which queue, team and priority a new case gets: rules read from top to bottom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luister.cases.service_level import NORMAL, checked_priority
from luister.errors import MappingError

IS, IS_NOT, AT_LEAST, AT_MOST = "is", "is_not", "at_least", "at_most"
COMPARISONS = (IS, IS_NOT, AT_LEAST, AT_MOST)
ABOUT, SIGNAL, SCORE, PROCESS, TEAM, SURVEY = (
    "about",
    "signal",
    "score",
    "process",
    "team",
    "survey",
)
OWN_FIELDS = (ABOUT, SIGNAL, SCORE, PROCESS, TEAM, SURVEY)
"""What a rule may look at beside the dimensions of an answer, such as a segment or region."""

GENERAL = "general"
"""The queue of what no rule gives to another."""


@dataclass(frozen=True, slots=True)
class RuleCondition:
    """What a fact of the case must be; texts are compared without regard to capitals."""

    fact: str
    comparison: str
    value: str

    def __post_init__(self) -> None:
        """Refuses a comparison that there is not, and a number that is none."""
        if self.comparison not in COMPARISONS:
            raise MappingError(
                f"There is no comparison {self.comparison!r}.",
                hint=f"There are: {', '.join(COMPARISONS)}.",
            )
        if self.comparison in (AT_LEAST, AT_MOST) and _number(self.value) is None:
            raise MappingError(f"{self.value!r} is no number.", hint="Write a number, such as 6.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingRule:
    """Where every condition holds, the case gets this queue, team and priority; empty leaves it as it is."""

    name: str
    conditions: tuple[RuleCondition, ...] = ()
    queue: str = ""
    team: str = ""
    priority: str = ""

    def __post_init__(self) -> None:
        """Refuses a rule without a name, or with a priority that there is not."""
        if not self.name.strip():
            raise MappingError("A rule without a name.", hint="Give it one.")
        if self.priority:
            checked_priority(self.priority)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What rules look at. `score` is the worst mark that the customer gave, where there is one."""

    about: str
    signal: str = ""
    survey: str = ""
    process: str = ""
    team: str = ""
    score: float | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes, and the rule that says so; no rule is the empty name."""

    queue: str
    team: str
    priority: str
    rule: str = ""


def route(rules: Sequence[RoutingRule], facts: CaseFacts) -> Route:
    """The way of a case by the first rule that fits; without one the general queue and its own team.

    >>> low = RuleCondition("score", "at_most", "2")
    >>> route([RoutingRule(name="Very low", conditions=(low,), priority="urgent")],
    ...       CaseFacts(about="complaint", team="Noord", score=1))
    Route(queue='general', team='Noord', priority='urgent', rule='Very low')
    """
    for rule in rules:
        if all(_holds(one, facts) for one in rule.conditions):
            return Route(
                rule.queue or GENERAL, rule.team or facts.team, rule.priority or NORMAL, rule.name
            )
    return Route(GENERAL, facts.team, NORMAL)


def _holds(condition: RuleCondition, facts: CaseFacts) -> bool:
    given = _fact(condition.fact, facts)
    if condition.comparison in (AT_LEAST, AT_MOST):
        found, bound = _number(given), _number(condition.value)
        if found is None or bound is None:
            return False
        return found >= bound if condition.comparison == AT_LEAST else found <= bound
    is_same = given.casefold() == condition.value.strip().casefold()
    return is_same if condition.comparison == IS else not is_same


def _fact(name: str, facts: CaseFacts) -> str:
    if name == SCORE:
        return "" if facts.score is None else str(facts.score)
    if name in OWN_FIELDS:
        return str(getattr(facts, name))
    return facts.dimensions.get(name, "")


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
