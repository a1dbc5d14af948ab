"""What a person chooses to have drivers calculated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from luister.estimates.driver_request import DriverRequest
from luister.events.answer import Question
from luister_web.dashboard.filters import dimension_label
from luister_web.drivers.words import METHODS
from luister_web.goals.fields import day_field

PERIOD_WORDS = {"year": _("Year"), "quarter": _("Quarter"), "month": _("Month")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The survey and outcome that the form is about; empty where there is no survey.

    An outcome is one of the `questions`, one that is answered `in_words`, or a dimension that says yes or no. `answers`
    are those given to an outcome in words; `is_weighted` where forms of the survey may weigh differently.
    """

    survey: str
    questions: tuple[Question, ...]
    in_words: tuple[Question, ...] = ()
    yes_or_no: tuple[str, ...] = ()
    outcome: str = ""
    answers: tuple[str, ...] = ()
    is_weighted: bool = False


class OrderForm(forms.Form):
    """Outcome and drivers of a survey, and what besides."""

    outcome = forms.ChoiceField(label=_("Outcome"))
    drivers = forms.MultipleChoiceField(
        label=_("Drivers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What people rated and may have made them answer so. Proposed: ratings of one thing each."
        ),
    )
    by = forms.ChoiceField(
        label=_("Side by side"),
        required=False,
        help_text=_(
            "The same for each group or period: are the knobs others there, did they change?"
        ),
    )
    controls = forms.MultipleChoiceField(
        label=_("Take out first"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What makes groups answer otherwise whatever they rate, such as a product or region."
        ),
    )
    missing = forms.ChoiceField(
        label=_("Missing answers"), required=False, choices=list(METHODS.items())
    )
    placebo = forms.ChoiceField(
        label=_("Placebo"),
        required=False,
        help_text=_(
            "A rating that cannot do anything. What it seems to do is the mood of the day; others must do more."
        ),
    )
    weighted = forms.BooleanField(
        label=_("Let each form count by its weight"),
        required=False,
        help_text=_(
            "As known totals of the survey say, or as the forms came: then the drivers are those of all who were meant."
        ),
    )
    yes = forms.ChoiceField(
        label=_("What counts as yes"),
        required=False,
        help_text=_("This answer is set against all others; effects are percentage points."),
    )
    first = day_field(_("From"))
    last = day_field(_("Up to"))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        chosen: Chosen,
        groups: Sequence[str],
        initial: dict[str, Any],
    ) -> None:
        """Offers the questions of the survey and the groups there are."""
        super().__init__(data, initial=initial)
        named = [(one.id, one.label) for one in chosen.questions]
        dimensions = [(name, _group_words(name)) for name in groups]
        in_words = [(one.id, one.label) for one in chosen.in_words]
        offered = {
            "outcome": [
                *named,
                *in_words,
                *((name, dimension_label(name)) for name in chosen.yes_or_no),
            ],
            "yes": [(one, one) for one in chosen.answers],
            "drivers": named,
            "by": [("", _now("nothing")), *dimensions],
            "controls": [(name, words) for name, words in dimensions if name not in PERIOD_WORDS],
            "placebo": [("", _now("the driver that does least")), *named],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["first"].required = self.fields["last"].required = False
        self.fields["yes"].required = bool(chosen.answers)
        for name, is_offered in (("yes", chosen.answers), ("weighted", chosen.is_weighted)):
            if not is_offered:
                del self.fields[name]

    def request(self, survey: str, seed: int) -> DriverRequest:
        """What was chosen."""
        given = self.cleaned_data
        outcome = given["outcome"]
        return DriverRequest(
            survey=survey,
            outcome=outcome,
            drivers=tuple(name for name in given["drivers"] if name != outcome),
            by=given["by"],
            controls=tuple(name for name in given["controls"] if name != given["by"]),
            missing=given["missing"] or "auto",
            placebo=given["placebo"],
            weighted=given.get("weighted", False),
            yes=given.get("yes", ""),
            first=given["first"],
            last=given["last"],
            seed=seed,
        )


def _group_words(name: str) -> str:
    return str(PERIOD_WORDS[name]) if name in PERIOD_WORDS else dimension_label(name)
