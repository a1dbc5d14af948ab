"""What a person types to arrange cases: hours, promises, queues, rules, causes and templates."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from luister.loop.arrange_cases import (
    OWN_FIELDS,
    PRIORITIES,
    Arrangement,
    EscalationLevel,
    RoutingRule,
    RuleCondition,
    ServiceLevel,
    WorkingCalendar,
)
from luister_web.cases import words
from luister_web.goals.fields import NumberField
from luister_web.look.wording import DASH

LEVELS, CONDITIONS = 3, 3
_COMPARISONS = {
    "is": _("is"),
    "is_not": _("is not"),
    "at_least": _("is at least"),
    "at_most": _("is at most"),
}
FACTS = {
    "about": _("what it is (complaint, praise, ...)"),
    "score": _("the mark"),
    "signal": _("the kind of signal"),
    "process": _("the process"),
    "team": _("the team"),
    "survey": _("the survey"),
}


class HoursForm(forms.Form):
    """The hours in which the organisation works."""

    days = forms.MultipleChoiceField(
        label=_("Working days"),
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.TimeField(label=_("From"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    closes = forms.TimeField(label=_("To"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    time_zone = forms.CharField(label=_("Time zone"), max_length=60)
    holidays = forms.ChoiceField(
        label=_("Public holidays"),
        required=False,
        choices=[("nl", _("Dutch, with Easter and King's Day")), ("", _("none"))],
    )
    closed = forms.CharField(
        label=_("Own closed days"),
        required=False,
        max_length=5000,
        help_text=_("One day a line, such as 2026-12-24."),
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_time_zone(self) -> str:
        """A zone that there is."""
        name = str(self.cleaned_data["time_zone"]).strip()
        if name not in available_timezones():
            raise ValidationError(_("There is no such time zone; write Europe/Amsterdam."))
        return name

    def clean_closed(self) -> frozenset[date]:
        """The days that were typed."""
        try:
            return frozenset(
                date.fromisoformat(line) for line in str(self.cleaned_data["closed"]).split()
            )
        except ValueError:
            raise ValidationError(_("Write each day as 2026-12-24.")) from None

    def calendar(self) -> WorkingCalendar:
        """The hours that were typed; MappingError where they never come."""
        given = self.cleaned_data
        hours = (given["opens"], given["closes"])
        return WorkingCalendar(
            time_zone=given["time_zone"],
            days={int(day): hours for day in given["days"]},
            holidays=given["holidays"],
            closed=given["closed"],
        )


def hours_of(calendar: WorkingCalendar) -> dict[str, Any]:
    """What the form of hours begins with."""
    opens, closes = next(iter(calendar.days.values()))
    return {
        "days": [str(day) for day in calendar.days],
        "opens": opens,
        "closes": closes,
        "time_zone": calendar.time_zone,
        "holidays": calendar.holidays,
        "closed": "\n".join(sorted(day.isoformat() for day in calendar.closed)),
    }


class PromiseForm(forms.Form):
    """Working hours until contact and until it is solved, for each priority; and who hears when it is late."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, arranged: Arrangement) -> None:
        """One pair of fields a priority, one a level."""
        super().__init__(data)
        for name in PRIORITIES:
            level = arranged.levels[name]
            for part, minutes in (("contact", level.contact), ("solve", level.solve)):
                self._number(f"{part}_{name}", minutes / 60)
        kept = [*arranged.escalation, *[None] * LEVELS][:LEVELS]
        for number, level_or_none in enumerate(kept):
            after = level_or_none.after / 60 if level_or_none else None
            self._number(f"after_{number}", after, required=False)
            self.fields[f"who_{number}"] = forms.ChoiceField(
                label=_("Who hears of it"),
                required=False,
                choices=[("", _("nobody")), *words.WHO.items()],
                initial=level_or_none.who if level_or_none else "",
            )

    def _number(self, name: str, initial: float | None, *, required: bool = True) -> None:
        self.fields[name] = NumberField(label=_("Working hours"), required=required)
        self.fields[name].initial = None if initial is None else round(initial, 2)

    def rows(self) -> list[dict[str, Any]]:
        """The fields, a priority a row."""
        return [
            {
                "name": words.PRIORITIES[name],
                "contact": self[f"contact_{name}"],
                "solve": self[f"solve_{name}"],
            }
            for name in PRIORITIES
        ]

    def levels_rows(self) -> list[dict[str, Any]]:
        """The fields of escalation, a level a row."""
        return [
            {"number": number + 1, "after": self[f"after_{number}"], "who": self[f"who_{number}"]}
            for number in range(LEVELS)
        ]

    def levels(self) -> dict[str, ServiceLevel]:
        """What was promised; MappingError where contact comes after the solution."""
        given = self.cleaned_data
        return {
            name: ServiceLevel(
                round(given[f"contact_{name}"] * 60), round(given[f"solve_{name}"] * 60)
            )
            for name in PRIORITIES
        }

    def escalation(self) -> list[EscalationLevel]:
        """Who hears when; a level without people is none."""
        given = self.cleaned_data
        return [
            EscalationLevel(round((given[f"after_{number}"] or 0) * 60), given[f"who_{number}"])
            for number in range(LEVELS)
            if given[f"who_{number}"]
        ]


class RuleForm(forms.Form):
    """A rule of routing."""

    name = forms.CharField(label=_("Name"), max_length=80)
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    team = forms.CharField(label=_("Team"), required=False, max_length=200)
    priority = forms.ChoiceField(
        label=_("Priority"),
        required=False,
        choices=[("", _("normal")), *((one, words.PRIORITIES[one]) for one in PRIORITIES)],
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        arranged: Arrangement,
        dimensions: tuple[str, ...],
    ) -> None:
        """Offers the queues, and the dimensions that answers have."""
        super().__init__(data, auto_id="rule_%s")
        queues = [(one, words.queue_words(one)) for one in arranged.queues]
        self.fields["queue"].choices = [("", _("General")), *queues[1:]]  # type: ignore[attr-defined]
        own = [(one, one) for one in dimensions if one not in OWN_FIELDS]
        for number in range(CONDITIONS):
            self.fields[f"fact_{number}"] = forms.ChoiceField(
                label=_("Where"), required=False, choices=[("", DASH), *FACTS.items(), *own]
            )
            self.fields[f"comparison_{number}"] = forms.ChoiceField(
                label=_("Comparison"), required=False, choices=list(_COMPARISONS.items())
            )
            self.fields[f"value_{number}"] = forms.CharField(
                label=_("Value"), required=False, max_length=200
            )

    def conditions_rows(self) -> list[list[Any]]:
        """The fields of each condition."""
        return [
            [self[f"{part}_{number}"] for part in ("fact", "comparison", "value")]
            for number in range(CONDITIONS)
        ]

    def rule(self) -> RoutingRule:
        """The rule that was typed; MappingError where it cannot be meant."""
        given = self.cleaned_data
        return RoutingRule(
            name=given["name"],
            conditions=tuple(self._conditions()),
            queue=given["queue"],
            team=given["team"].strip(),
            priority=given["priority"],
        )

    def _conditions(self) -> Iterator[RuleCondition]:
        given = self.cleaned_data
        for number in range(CONDITIONS):
            if given[f"fact_{number}"]:
                yield RuleCondition(
                    given[f"fact_{number}"],
                    given[f"comparison_{number}"],
                    given[f"value_{number}"].strip(),
                )


def rule_words(rule: RoutingRule) -> list[str]:
    """The conditions of a rule in the reader's language."""
    return [
        f"{FACTS.get(one.fact, one.fact)} {_COMPARISONS[one.comparison]} {one.value}"
        for one in rule.conditions
    ]
