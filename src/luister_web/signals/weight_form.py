"""The weights of signals as a form."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.loop.rank import KNOWN_FIGURES, Weights
from luister_web.goals.fields import NumberField

GROUPS: Mapping[str, tuple[str, ...]] = {
    "count": ("customers", "contacts", "value", "effort", "good_news", "unweighed"),
    "known": (
        "contacts_per_customer",
        "cost_per_contact",
        "value_per_customer",
        "value_attribute",
        "hours_alarm",
        "hours_answer",
        "hours_silence",
    ),
    "full": ("full_customers", "full_contacts", "full_value", "full_hours"),
}
"""Which field stands under which heading."""

_LABELS = {
    "customers": _("Customers: how many times how much it changed for them"),
    "contacts": _("Contacts it causes, and their cost"),
    "value": _("Value of the customers it touches"),
    "effort": _("Effort to mend: what is quickly mended counts"),
    "good_news": _("What a rise keeps of its rank, from 0 to 1"),
    "unweighed": _("Where a signal stands of which nothing can be weighed, from 0 to 100"),
    "full_customers": _("Customers' worth of score"),
    "full_contacts": _("Contacts in 28 days"),
    "full_value": _("Value a year"),
    "full_hours": _("Hours to mend"),
    "contacts_per_customer": _("Contacts that one customer it touches makes in 28 days"),
    "cost_per_contact": _("Cost of a contact"),
    "value_per_customer": _("Value of a customer a year"),
    "hours_alarm": _("Hours to mend a number that fell"),
    "hours_answer": _("Hours to help one customer"),
    "hours_silence": _("Hours to mend a silent feed"),
}


class WeightForm(forms.Form):
    """All weights; a figure that is left empty is unknown."""

    value_attribute = forms.CharField(
        label=_("Property of a contact that tells what that customer is worth"),
        max_length=80,
        required=False,
    )

    def __init__(self, weights: Weights, data: Mapping[str, Any] | None = None) -> None:
        """Shows `weights`, or what was typed."""
        super().__init__(data, initial=asdict(weights))
        for name, label in _LABELS.items():
            self.fields[name] = NumberField(label=label, required=name not in KNOWN_FIGURES)

    def counting(self) -> list[forms.BoundField]:
        """How much each part counts."""
        return [self[name] for name in GROUPS["count"]]

    def known(self) -> list[forms.BoundField]:
        """What the organisation knows of itself."""
        return [self[name] for name in GROUPS["known"]]

    def full(self) -> list[forms.BoundField]:
        """What counts as 100 points."""
        return [self[name] for name in GROUPS["full"]]
