"""A rule on answers as a form."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.loop.heed import Rule
from luister_web.goals.fields import NumberField

KIND_WORDS = {
    "": _("no condition"),
    "detractor": _("is a detractor (0 to 6)"),
    "promoter": _("is a promoter (9 or 10)"),
    "mark": _("gave a mark from 1 to 10"),
    "value": _("answered a question with a number"),
    "option": _("chose an option"),
    "words": _("wrote words"),
}
COMPARISON_WORDS = {"at_most": _("at most"), "at_least": _("at least"), "is": _("exactly")}
_ROWS = 3
_PARTS = ("kind", "question", "comparison", "number", "text")
_NEW = {"days": 7, "wait_days": 0, "kind_0": "detractor", "comparison_0": "at_most"}


class RuleForm(forms.Form):
    """What an answer must be, of which survey and process, how old, and whether to wait first."""

    name = forms.CharField(label=_("Name"), max_length=80)
    survey = forms.CharField(
        label=_("Only this survey"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "surveys-known", "autocomplete": "off"}),
    )
    process = forms.CharField(
        label=_("Only this process"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "processes-known", "autocomplete": "off"}),
    )
    days = forms.IntegerField(
        label=_("Not when the answer is older than so many days"),
        min_value=0,
        max_value=3660,
        help_text=_("So that a file with years of answers does not fill the list."),
    )
    wait_days = NumberField(
        label=_("Wait so many days"),
        help_text=_("0 is at once."),
    )
    unless = forms.CharField(
        label=_("Unless the customer had a contact called"),
        max_length=400,
        required=False,
        help_text=_(
            "In the days we wait; as the help desk names it, such as closed. Divide several by commas."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, rule: Rule | None = None) -> None:
        """Shows `rule`, or a new one."""
        super().__init__(data, initial=_initial(rule) if rule else _NEW)
        for number in range(_ROWS):
            self._add_condition(number)

    def conditions(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each condition."""
        for number in range(_ROWS):
            yield [self[f"{part}_{number}"] for part in _PARTS]

    def clean_wait_days(self) -> float:
        """A wait of at most a year."""
        days = float(self.cleaned_data["wait_days"])
        if not 0 <= days <= 366:
            raise forms.ValidationError(_("Wait between nothing and a year."))
        return days

    def clean(self) -> dict[str, Any]:
        """At least one condition, and what each needs."""
        given = super().clean() or {}
        kinds = [given.get(f"kind_{number}") for number in range(_ROWS)]
        if not any(kinds):
            self.add_error("kind_0", _("Choose at least one condition."))
        for number, kind in enumerate(kinds):
            if kind in ("mark", "value") and given.get(f"number_{number}") is None:
                self.add_error(f"number_{number}", _("Please give a number."))
            if kind in ("value", "option") and not given.get(f"question_{number}"):
                self.add_error(f"question_{number}", _("Name the question."))
        return given

    def told(self) -> dict[str, Any]:
        """The rule that was typed, as plain values."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "survey": given["survey"].strip(),
            "process": given["process"].strip(),
            "days": given["days"],
            "wait_days": given["wait_days"],
            "unless": tuple(one.strip() for one in given["unless"].split(",") if one.strip()),
            "conditions": [self._condition(n) for n in range(_ROWS) if given[f"kind_{n}"]],
        }

    def _condition(self, number: int) -> dict[str, Any]:
        told = {part: self.cleaned_data[f"{part}_{number}"] for part in _PARTS}
        return {**told, "comparison": told["comparison"] or "at_most"}

    def _add_condition(self, number: int) -> None:
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_("The customer"), choices=list(KIND_WORDS.items()), required=False
        )
        self.fields[f"question_{number}"] = forms.CharField(
            label=_("Question, by its id"), max_length=200, required=False
        )
        self.fields[f"comparison_{number}"] = forms.ChoiceField(
            label=_("Comparison"), choices=list(COMPARISON_WORDS.items()), required=False
        )
        self.fields[f"number_{number}"] = NumberField(label=_("Number"), required=False)
        self.fields[f"text_{number}"] = forms.CharField(
            label=_("Option or words"), max_length=400, required=False
        )


def _initial(rule: Rule) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": rule.name,
        "survey": rule.survey,
        "process": rule.process,
        "days": rule.days,
        "wait_days": rule.wait_days,
        "unless": ", ".join(rule.unless),
    }
    for number, one in enumerate(rule.conditions[:_ROWS]):
        found |= {f"{part}_{number}": getattr(one, part) for part in _PARTS}
    return found
