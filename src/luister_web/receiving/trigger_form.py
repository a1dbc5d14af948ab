"""What a person types to have people asked after something happened."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.events.kinds import CASE, CONTACT, IDENTIFIED, KINDS, TRACKED
from luister.loop.connect import COMPARISONS, Condition, Trigger, Unless
from luister_web.goals.fields import NumberField
from luister_web.receiving.trigger_letter import asked_surveys, can_propose, has_letter

KIND_WORDS = {
    TRACKED.name: _("an event of an app, shop or system"),
    CONTACT.name: _("a contact (ticket or conversation)"),
    IDENTIFIED.name: _("somebody was identified"),
    CASE.name: _("a case (opened, contacted, closed)"),
}
COMPARISON_WORDS = dict(
    zip(
        COMPARISONS,
        (_("is"), _("is not"), _("is at least"), _("is at most"), _("is known")),
        strict=True,
    )
)
_UNITS = {"minutes": _("minutes"), "hours": _("hours"), "days": _("days")}
_CHANNELS = {"mail": _("e-mail"), "sms": _("SMS")}
_ROWS = 3
_LONGEST_WAIT = timedelta(days=366)


class TriggerForm(forms.Form):
    """After which event, how long to wait, whom to ask what, and when not to."""

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(label=_("After"), choices=list(KIND_WORDS.items()))
    event = forms.CharField(
        label=_("Called"),
        max_length=200,
        help_text=_(
            "As the source names it, such as Order delivered; for a contact its state, such as closed."
        ),
        widget=forms.TextInput(attrs={"list": "names-seen", "autocomplete": "off"}),
    )
    wait = NumberField(label=_("Wait"))
    unit = forms.ChoiceField(label=_("Minutes, hours or days"), choices=list(_UNITS.items()))
    survey = forms.CharField(
        label=_("Ask this survey"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "surveys-known", "autocomplete": "off"}),
    )
    with_letter = forms.BooleanField(
        label=_("Invite with the proposed letter; it can be changed at any time"), required=False
    )
    channel = forms.ChoiceField(label=_("By"), choices=list(_CHANNELS.items()))
    share = NumberField(
        label=_("Share of the people, in per cent"),
        help_text=_("The same people are always in or out of it, so that nobody is drawn twice."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        trigger: Trigger | None = None,
        may_propose: bool = False,
    ) -> None:
        """Shows `trigger`, or a new one: after a day, everybody; who `may_propose` can have a letter kept."""
        super().__init__(data, initial=_initial(trigger) if trigger else _NEW)
        self.may_propose, self.needs_letter, self.can_propose = may_propose, False, False
        for number in range(_ROWS):
            self._add_condition(number)
            self._add_unless(number)

    def conditions(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each condition."""
        for number in range(_ROWS):
            yield [self[f"{part}_{number}"] for part in ("attribute", "comparison", "value")]

    def unless(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each event that stops an ask."""
        for number in range(_ROWS):
            yield [
                self[f"{part}_{number}"] for part in ("unless_kind", "unless_name", "unless_days")
            ]

    def clean_share(self) -> float:
        """A share from 0 to 100."""
        return _between(self.cleaned_data["share"], 0, 100)

    def clean_survey(self) -> str:
        """A survey that somebody can be invited to."""
        survey = str(self.cleaned_data["survey"]).strip()
        if survey not in asked_surveys():
            raise forms.ValidationError(
                _("There is no published survey of this name. Publish one under Surveys first.")
            )
        self.needs_letter = not has_letter(survey)
        self.can_propose = self.needs_letter and self.may_propose and can_propose(survey)
        return survey

    def clean(self) -> dict[str, Any]:
        """A wait of at most a year, and a letter to invite with."""
        given = super().clean() or {}
        if self.needs_letter and not (self.can_propose and given.get("with_letter")):
            self.add_error("survey", _("This survey has no letter yet, so nobody could be asked."))
        if "wait" in given and "unit" in given:
            given["span"] = self._span(given["wait"], given["unit"])
        return given

    def trigger(self) -> Trigger:
        """The trigger that was typed."""
        given = self.cleaned_data
        return Trigger(
            name=given["name"],
            kind=given["kind"],
            event=given["event"].strip(),
            survey=given["survey"],
            wait=given["span"],
            share=given["share"] / 100,
            channel=given["channel"],
            conditions=tuple(self._typed_conditions()),
            unless=tuple(self._typed_unless()),
        )

    def _span(self, wait: float, unit: str) -> timedelta:
        try:
            span = timedelta(**{unit: wait})
        except OverflowError:
            span = timedelta.max
        if not timedelta() <= span <= _LONGEST_WAIT:
            self.add_error("wait", _("Wait between nothing and a year."))
        return span

    def _typed_conditions(self) -> Iterator[Condition]:
        given = self.cleaned_data
        for number in range(_ROWS):
            if attribute := given[f"attribute_{number}"].strip():
                named = _attribute(attribute, given["kind"])
                yield Condition(named, given[f"comparison_{number}"], given[f"value_{number}"])

    def _typed_unless(self) -> Iterator[Unless]:
        given = self.cleaned_data
        for number in range(_ROWS):
            if name := given[f"unless_name_{number}"].strip():
                days = int(given[f"unless_days_{number}"] or 0)
                yield Unless(given[f"unless_kind_{number}"], name, days)

    def _add_condition(self, number: int) -> None:
        self.fields[f"attribute_{number}"] = forms.CharField(
            label=_("Property"), max_length=200, required=False
        )
        self.fields[f"comparison_{number}"] = forms.ChoiceField(
            label=_("Comparison"), choices=list(COMPARISON_WORDS.items()), required=False
        )
        self.fields[f"value_{number}"] = forms.CharField(
            label=_("Value"), max_length=200, required=False
        )

    def _add_unless(self, number: int) -> None:
        self.fields[f"unless_kind_{number}"] = forms.ChoiceField(
            label=_("Kind"), choices=list(KIND_WORDS.items()), required=False
        )
        self.fields[f"unless_name_{number}"] = forms.CharField(
            label=_("Called"), max_length=200, required=False
        )
        self.fields[f"unless_days_{number}"] = forms.IntegerField(
            label=_("Days before"), min_value=0, max_value=3660, required=False
        )


_NEW = {"wait": 1, "unit": "days", "share": 100}


def _initial(trigger: Trigger) -> dict[str, Any]:
    wait, unit = _in_unit(trigger.wait)
    found: dict[str, Any] = {
        "name": trigger.name,
        "kind": trigger.kind,
        "event": trigger.event,
        "wait": wait,
        "unit": unit,
        "survey": trigger.survey,
        "channel": trigger.channel,
        "share": round(trigger.share * 100, 4),
    }
    for number, one in enumerate(trigger.conditions):
        shown = one.attribute.removeprefix(KINDS[trigger.kind].free)
        found |= _numbered(number, attribute=shown, comparison=one.comparison, value=one.value)
    for number, stop in enumerate(trigger.unless):
        found |= _numbered(
            number, unless_kind=stop.kind, unless_name=stop.name, unless_days=stop.days
        )
    return found


def _numbered(number: int, **values: object) -> dict[str, object]:
    return {f"{name}_{number}": value for name, value in values.items()}


def _in_unit(wait: timedelta) -> tuple[float, str]:
    """The wait in the largest unit of which it is a whole number."""
    for unit in ("days", "hours"):
        count = wait / timedelta(**{unit: 1})
        if count.is_integer() and count:
            return int(count), unit
    return wait / timedelta(minutes=1), "minutes"


def _attribute(typed: str, kind: str) -> str:
    """The attribute of an event that a person means: `order` is `property.order` in an event of a shop."""
    event_kind = KINDS[kind]
    own = {**event_kind.required, **event_kind.optional}
    return typed if typed in own or typed.startswith(event_kind.free) else event_kind.free + typed


def _between(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise forms.ValidationError(
            _("Give a number from %(low)s to %(high)s."), params={"low": low, "high": high}
        )
    return value


def waits_in_words(triggers: Sequence[Trigger]) -> list[tuple[str, str]]:
    """How long each trigger waits: the number and the unit."""
    return [
        (f"{wait:g}", str(_UNITS[unit]))
        for wait, unit in map(_in_unit, (t.wait for t in triggers))
    ]
