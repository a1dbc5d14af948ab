"""What a signal is weighed by: how much each part counts, and what the organisation knows of its own costs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from luister.errors import LuisterError

KNOWN_FIGURES = (
    "contacts_per_customer",
    "cost_per_contact",
    "value_per_customer",
    "hours_alarm",
    "hours_answer",
    "hours_silence",
)
"""What only the organisation can tell; None is unknown, which is not nought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Set in one place, by whoever may. The first four say how much a part counts, against each other.

    `good_news` is the share of its rank that a rise keeps. `unweighed` is where a signal stands of which nothing can be
    weighed, such as a silent feed. A part scores 100 at its `full_...`: whole customers (a customer whose experience
    went from one end of the scale to the other), contacts, value in money, and hours to mend. The rest is what the
    organisation knows of itself: contacts that one customer touched makes in 28 days, what a contact costs, what a
    customer is worth a year, the hours a signal of each kind takes. `value_attribute` names the attribute of a contact
    that holds what that customer is worth.
    """

    customers: float = 50
    contacts: float = 15
    value: float = 20
    effort: float = 15
    good_news: float = 0.5
    unweighed: float = 60
    full_customers: float = 100
    full_contacts: float = 1000
    full_value: float = 1_000_000
    full_hours: float = 80
    contacts_per_customer: float | None = None
    cost_per_contact: float | None = None
    value_per_customer: float | None = None
    hours_alarm: float | None = None
    hours_answer: float | None = None
    hours_silence: float | None = None
    value_attribute: str = ""

    def hours(self, kind: str) -> float | None:
        """How many hours a signal of this kind takes to mend; None where nobody told."""
        known = {
            "alarm": self.hours_alarm,
            "answer": self.hours_answer,
            "silence": self.hours_silence,
        }
        return known.get(kind)


def weights_from(told: Mapping[str, Any]) -> Weights:
    """The weights that plain values tell; what is left out is as it is by default.

    Raises:
        LuisterError: a name that is none, or a number that cannot be.
    """
    known = {one.name for one in fields(Weights)}
    for name in told:
        if name not in known:
            raise LuisterError(
                f"There is no weight {name!r}.", hint=f"There are: {', '.join(sorted(known))}."
            )
    made = Weights(**told)
    for name, value in asdict(made).items():
        _check(name, value)
    if not any((made.customers, made.contacts, made.value, made.effort)):
        raise LuisterError("Every part counts for nothing.", hint="Let one of the four count.")
    return made


def _check(name: str, value: object) -> None:
    if name == "value_attribute" or (value is None and name in KNOWN_FIGURES):
        return
    most = 1.0 if name == "good_news" else 100.0 if name == "unweighed" else 1e12
    least = 1.0 if name.startswith("full_") else 0.0
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not least <= float(str(value)) <= most:
        raise LuisterError(
            f"{name} is {value!r}.", hint=f"Give a number from {least:g} to {most:g}."
        )
