"""What a person types to leave people in peace."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.loop import rest
from luister_web.contacts.attribute_choices import attribute_choices, chosen_attribute
from luister_web.goals.fields import NumberField
from luister_web.surveys.words import survey_kinds

_AFTER_ASK, _AFTER_EVENT = "ask", "event"


class RuleForm(forms.Form):
    """Which survey rests for how long, after what, and for whom."""

    kind = forms.ChoiceField(label=_("Which survey is held back"), required=False)
    after = forms.ChoiceField(
        label=_("After what"),
        choices=[
            (_AFTER_ASK, _("after another survey")),
            ("same", _("after a survey of the same kind")),
            (_AFTER_EVENT, _("after something that happened")),
        ],
    )
    event = forms.CharField(
        label=_("Name of what happened"),
        max_length=200,
        required=False,
        help_text=_(
            "Only for “after something that happened”: as the source names it, such as complaint."
        ),
    )
    days = NumberField(label=_("For how many days"))
    at_most = forms.IntegerField(
        label=_("How many surveys are allowed in those days"),
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
    )
    where = forms.ChoiceField(label=_("For whom"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        attributes: Mapping[str, Mapping[str, int]],
    ) -> None:
        """Offers the kinds of survey, and the attributes that contacts have."""
        super().__init__(data)
        self.fields["kind"].choices = [("", _("any survey")), *survey_kinds()]  # type: ignore[attr-defined]
        self.fields["where"].choices = attribute_choices(attributes, _("everybody"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An event where one is meant."""
        given = super().clean() or {}
        if given.get("after") == _AFTER_EVENT and not given.get("event", "").strip():
            self.add_error("event", _("Please name what happened."))
        return given

    def rule(self) -> rest.NewRule:
        """The rule that was typed."""
        given = self.cleaned_data
        return rest.NewRule(
            days=given["days"],
            at_most=given["at_most"] or 1,
            kind=given["kind"],
            counts_own_kind=given["after"] == "same",
            after_event=given["event"].strip() if given["after"] == _AFTER_EVENT else "",
            where=chosen_attribute(given["where"]),
        )
