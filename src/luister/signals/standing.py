"""Where a signal stands in the list and why: each part on a cautious value, what is unknown left out and named."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log1p

from luister.estimates.estimate import Estimate
from luister.signals.weights import Weights

PARTS = ("customers", "contacts", "value", "effort")
_FULL = 100.0
_Part = Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What is known of a signal when it is weighed; None or 0 customers is unknown.

    `span` is the length of the metric's scale. `contacts` are those this very customer made, where it is about one;
    `value` is what this customer is worth.
    """

    kind: str
    customers: int = 0
    effect: Estimate | None = None
    span: float | None = None
    contacts: float | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rank: what it amounts to with its interval, the cautious value, its points and its weight.

    All numbers are None where it is unknown. Points run from 0 to 100.
    """

    name: str
    weight: float
    value: float | None = None
    low: float | None = None
    high: float | None = None
    cautious: float | None = None
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A rank from 0 to 100 and its parts; `factor` is below 1 where it is good news. `cost` is in money."""

    importance: float
    factor: float
    parts: tuple[Part, ...]
    cost: float | None = None


def standing(weighed: Weighed, weights: Weights) -> Standing:
    """Where the signal stands: the weighted mean of the points of the parts that are known.

    An unknown part is left out, as if it were like the rest, and says so; it is never a nought.

    >>> effect = Estimate(-8.0, -12.0, -4.0, 400, "points")
    >>> found = standing(Weighed(kind="alarm", customers=1200, effect=effect, span=200), Weights())
    >>> found.parts[0].value, found.parts[0].cautious, round(found.importance)
    (48.0, 24.0, 70)
    >>> [part.name for part in found.parts if part.points is None]
    ['contacts', 'value', 'effort']
    """
    is_good = weighed.effect is not None and weighed.effect.value > 0
    contacts = _contacts(weighed, weights)
    parts = (
        _customers(weighed, weights),
        Part("contacts", weights.contacts) if is_good else contacts,
        _value(weighed, weights),
        Part("effort", weights.effort) if is_good else _effort(weighed, weights),
    )
    factor = weights.good_news if is_good else 1.0
    made = contacts.value
    price = weights.cost_per_contact
    cost = None if is_good or made is None or price is None else made * price
    return Standing(_importance(parts, weights) * factor, factor, parts, cost)


def cautious(effect: Estimate) -> float:
    """The end of the interval nearest to no change; 0 where the interval holds no change.

    >>> cautious(Estimate(-8.0, -12.0, -4.0, 400, "points")), cautious(Estimate(-2.0, -5.0, 1.0, 40, "points"))
    (-4.0, 0.0)
    """
    if effect.low <= 0 <= effect.high:
        return 0.0
    return effect.high if effect.high < 0 else effect.low


def points(amount: float, full: float) -> float:
    """Points from 0 to 100 for an amount: ten times as much is not ten times as urgent, so they grow as its logarithm.

    >>> points(0, 100), points(100, 100), points(500, 100), round(points(9, 99))
    (0.0, 100.0, 100.0, 50)
    """
    return min(_FULL, _FULL * log1p(max(amount, 0.0)) / log1p(full))


def _importance(parts: tuple[Part, ...], weights: Weights) -> float:
    known = [(one.points, one.weight) for one in parts if one.points is not None and one.weight]
    # How hard something is to mend does not say that it matters.
    if not any(one.points is not None and one.name != "effort" for one in parts) or not known:
        return weights.unweighed
    total = sum(weight for _, weight in known)
    return sum(score * weight for score, weight in known) / total


def _customers(weighed: Weighed, weights: Weights) -> Part:
    """How many whole customers' worth of experience was lost or won: customers times effect as a share of the scale."""
    effect, span = weighed.effect, weighed.span
    if effect is None or not span or not weighed.customers:
        return Part("customers", weights.customers)
    each = weighed.customers / span
    ends = sorted((abs(effect.low), abs(effect.high)))
    careful = abs(cautious(effect)) * each
    low = 0.0 if effect.low <= 0 <= effect.high else ends[0] * each
    return Part(
        "customers",
        weights.customers,
        abs(effect.value) * each,
        low,
        ends[1] * each,
        careful,
        points(careful, weights.full_customers),
    )


def _contacts(weighed: Weighed, weights: Weights) -> Part:
    made = weighed.contacts
    if made is None and weighed.customers and weights.contacts_per_customer is not None:
        made = weighed.customers * weights.contacts_per_customer
    return _plain("contacts", weights.contacts, made, weights.full_contacts)


def _value(weighed: Weighed, weights: Weights) -> Part:
    worth = weighed.value
    if worth is None and weighed.customers and weights.value_per_customer is not None:
        worth = weighed.customers * weights.value_per_customer
    return _plain("value", weights.value, worth, weights.full_value)


def _effort(weighed: Weighed, weights: Weights) -> Part:
    """Points for what is quickly mended."""
    hours = weights.hours(weighed.kind)
    if hours is None:
        return Part("effort", weights.effort)
    left = _FULL - points(hours, weights.full_hours)
    return Part("effort", weights.effort, hours, hours, hours, hours, left)


def _plain(name: str, weight: float, amount: float | None, full: float) -> Part:
    if amount is None:
        return Part(name, weight)
    return Part(name, weight, amount, amount, amount, amount, points(amount, full))
