"""The form on which a model is ordered: its text, the way of estimating, and what is wanted besides."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister.errors import LuisterError
from luister.estimates.model_request import COMPONENT_ESTIMATORS, ModelRequest
from luister.loop.propose_model import check_model
from luister_web.dashboard.filters import dimension_label
from luister_web.imports.core_words import in_words
from luister_web.structure.words import ESTIMATORS

SEED = 1
"""One seed for all: who orders the same gets the same, to the byte."""
_SAMPLES = 500


class OrderForm(forms.Form):
    """A model of one survey."""

    text = forms.CharField(
        label=_("The model"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_("“=~” is measured by, “~” depends on, “~~” goes together with."),
    )
    estimator = forms.ChoiceField(label=_("Way of estimating"), choices=list(ESTIMATORS.items()))
    group = forms.ChoiceField(label=_("Groups to compare"), required=False)
    steps = forms.BooleanField(
        label=_("Does it mean the same in all groups? (steps of invariance)"), required=False
    )
    samples = forms.BooleanField(
        label=_("Intervals from samples drawn anew (maximum likelihood, complete forms)"),
        required=False,
    )
    hints = forms.BooleanField(label=_("Hints on what the model leaves out"), required=False)

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - as Django's forms
        *,
        groups: Sequence[str],
        known: Sequence[str] = (),
        **more: Any,  # noqa: ANN401 - as Django's forms
    ) -> None:
        """Offers the dimensions that there are; a model may name the questions that are `known`."""
        super().__init__(data, **more)
        self._known = frozenset(known)
        none: tuple[str, str | Promise] = ("", _("none"))
        offered = [none, *((one, dimension_label(one)) for one in groups)]
        self.fields["group"].choices = offered  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """The text, where it can be read and everything in it has answers."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        try:
            named = check_model(text)
        except LuisterError as error:
            told = (in_words(one) for one in (error.problem, error.hint))
            raise forms.ValidationError(" ".join(told)) from None
        unknown = [one for one in named if one not in self._known]
        if unknown:
            raise forms.ValidationError(
                _("Neither a question nor a construct with questions: %(names)s."),
                params={"names": ", ".join(unknown)},
            )
        return text

    def request(self, survey: str) -> ModelRequest:
        """What is ordered; of what does not go with the way of estimating nothing is asked."""
        chosen = self.cleaned_data
        is_weighed = chosen["estimator"] in COMPONENT_ESTIMATORS
        return ModelRequest(
            text=chosen["text"],
            estimator=chosen["estimator"],
            group=chosen["group"],
            survey=survey,
            seed=SEED,
            samples=_SAMPLES if chosen["samples"] and chosen["estimator"] == "ml" else 0,
            hints=chosen["hints"] and not is_weighed,
            steps=bool(chosen["steps"] and chosen["group"]) and not is_weighed,
        )
