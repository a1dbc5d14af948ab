"""The form on which a check of questions is ordered."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister.estimates.factor_request import FactorRequest
from luister.events.answer import Question
from luister_web.factors.words import ROTATIONS

SEED = 1
"""One seed for all: who orders the same gets the same, to the byte."""
_MOST_FACTORS = 10


class OrderForm(forms.Form):
    """Questions of one survey, and how many factors are looked for."""

    questions = forms.MultipleChoiceField(
        label=_("Questions"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Two or more that may well measure the same; three or more say how many things."
        ),
    )
    factors = forms.TypedChoiceField(
        label=_("How many things"), required=False, coerce=int, empty_value=None
    )
    rotation = forms.ChoiceField(label=_("Factors"), choices=list(ROTATIONS.items()))

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        questions: Sequence[Question],
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offers the questions of the survey."""
        super().__init__(data, initial=initial)
        auto: tuple[str, str | Promise] = ("", _("as parallel analysis says"))
        numbers = [(str(number), str(number)) for number in range(1, _MOST_FACTORS + 1)]
        self.fields["questions"].choices = [(one.id, one.label) for one in questions]  # type: ignore[attr-defined]
        self.fields["factors"].choices = [auto, *numbers]  # type: ignore[attr-defined]

    def clean_questions(self) -> list[str]:
        """The questions, two or more of them."""
        chosen = list(self.cleaned_data["questions"])
        if len(chosen) < 2:
            raise forms.ValidationError(_("Tick two questions or more."))
        return chosen

    def request(self, survey: str) -> FactorRequest:
        """What is ordered."""
        given = self.cleaned_data
        return FactorRequest(
            questions=tuple(given["questions"]),
            factors=given["factors"],
            rotation=given["rotation"],
            survey=survey,
            seed=SEED,
        )
