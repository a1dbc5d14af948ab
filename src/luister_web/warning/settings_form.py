"""What an administrator decides on watching: the rate of false alarms, how strict, and what is watched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.estimates.watched import SENSITIVE, STRICT, WarningSettings
from luister_web.dashboard.filters import dimension_label
from luister_web.dashboard.metric_words import metric_label


class SettingsForm(forms.Form):
    """The settings; nothing ticked among metrics or groups leaves the choice to Luister."""

    alarms_per_year = forms.FloatField(
        label=_("False alarms a year, over everything together"),
        min_value=0.1,
        max_value=1000,
        help_text=_("Fewer false alarms mean that a real fall is noticed later."),
    )
    strictness = forms.ChoiceField(
        label=_("Small, slow changes"),
        choices=[
            (STRICT, _("Strict: lets slow drift and tiny differences pass")),
            (SENSITIVE, _("Sensitive: tells of every change that is no chance")),
        ],
        widget=forms.RadioSelect,
    )
    least_answers = forms.IntegerField(
        label=_("Watch a group from so many answers on"), min_value=12, max_value=10_000
    )
    metrics = forms.MultipleChoiceField(
        label=_("Metrics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the metric that suits each process's own question."),
    )
    dimensions = forms.MultipleChoiceField(
        label=_("Groups, beside each process as a whole"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: teams, channels, products, regions and the like."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        metrics: Sequence[str],
        dimensions: Sequence[str],
        kept: WarningSettings,
    ) -> None:
        """Offers the metrics and dimensions that there are, and begins with what is kept."""
        super().__init__(data, initial=values_of(kept))
        self._kept = kept
        for name, offered, label in (
            ("metrics", metrics, metric_label),
            ("dimensions", dimensions, dimension_label),
        ):
            self.fields[name].choices = [(one, label(one)) for one in offered]  # type: ignore[attr-defined]

    def settings(self) -> WarningSettings:
        """The settings that were filled in."""
        given = self.cleaned_data
        by_process = {name: cuts for name, cuts in self._kept.dimensions.items() if name}
        chosen = tuple(given["dimensions"])
        return replace(
            self._kept,
            alarms_per_year=given["alarms_per_year"],
            strictness=given["strictness"],
            least_answers=given["least_answers"],
            metrics=tuple(given["metrics"]),
            dimensions=by_process | ({"": chosen} if chosen else {}),
        )


def values_of(kept: WarningSettings) -> dict[str, Any]:
    """The settings as the fields of the form hold them."""
    return {
        "alarms_per_year": f"{kept.alarms_per_year:g}",
        "strictness": kept.strictness,
        "least_answers": kept.least_answers,
        "metrics": list(kept.metrics),
        "dimensions": list(kept.dimensions.get("", ())),
    }
