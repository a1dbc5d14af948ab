"""What a person types to plan an action."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.loop.take_action import Plan
from luister_web.actions.words import kind_choices
from luister_web.goals.fields import day_field


class ActionForm(forms.Form):
    """What is to be done, on which level, by whom and when, and what it should bring."""

    kind = forms.ChoiceField(label=_("What"))
    title = forms.CharField(label=_("In a few words"), max_length=200)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    employee = forms.ChoiceField(
        label=_("With which employee"),
        required=False,
        help_text=_("For coaching and praise; the employee sees the action."),
    )
    team = forms.ChoiceField(label=_("Team"), required=False)
    process = forms.CharField(label=_("Process"), max_length=200, required=False)
    due_on = day_field(_("Done by"))
    expected = forms.CharField(
        label=_("What it should bring"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    case = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Sequence[tuple[str, str]],
        employees: Sequence[str],
        teams: Sequence[str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offers what lies in the reader's own part of the organisation."""
        super().__init__(data, initial=initial)
        self.fields["due_on"].required = False
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["owner"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["employee"].choices = [("", _("nobody")), *((one, one) for one in employees)]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", _("none")), *((one, one) for one in teams)]  # type: ignore[attr-defined]
        if len(teams) < 2:
            del self.fields["team"]

    def plan(self) -> Plan:
        """The action that was typed."""
        given = self.cleaned_data
        level, _colon, kind = given["kind"].partition(":")
        return Plan(
            level=level,
            kind=kind,
            title=given["title"],
            owner=given["owner"],
            employee=given["employee"] if level == "employee" else "",
            team=given.get("team", ""),
            process=given["process"].strip(),
            due_on=given["due_on"],
            expected=given["expected"],
            case=given["case"],
        )
