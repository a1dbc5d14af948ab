"""What a person fills in to agree on targets, to mark a day, or to choose a headline."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister_web.goals.fields import NumberField, day_field, process_field

_ENDS = {"points": (-100.0, 100.0), "percent": (0.0, 100.0), "count": (0.0, 1e12)}
MetricChoice = tuple[str, str, str, bool]
"""A metric as a form needs it: id, label, unit, whether higher is better."""


class TargetForm(forms.Form):
    """A target: the value to reach, the bound under which it is red, from which day on."""

    metric = forms.ChoiceField(label=_("Metric"))
    process = forms.ChoiceField()
    value = NumberField(label=_("Target"), help_text=_("The value you have agreed to reach."))
    lower_bound = NumberField(
        label=_("Lower bound"),
        required=False,
        help_text=_("On the wrong side of it the tile turns red. May be left empty."),
    )
    valid_from = day_field(_("Valid from"), _("Until the day on which a later target begins."))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
        metrics: Sequence[MetricChoice],
        processes: Sequence[str],
    ) -> None:
        """Offers the metrics and processes that exist."""
        super().__init__(data, initial=initial)
        self._metrics = {metric[0]: metric for metric in metrics}
        self.fields["metric"].choices = [(m[0], m[1]) for m in metrics]  # type: ignore[attr-defined]
        self.fields["process"] = process_field(processes)

    def clean(self) -> dict[str, Any]:
        """The target, if its numbers can be true together."""
        given = super().clean() or {}
        metric = self._metrics.get(given.get("metric", ""))
        if metric is None or given.get("value") is None:
            return given
        self._check_order(given["value"], given.get("lower_bound"), metric[3])
        for name in ("value", "lower_bound"):
            self._check_ends(name, given.get(name), metric)
        return given

    def _check_ends(self, name: str, value: float | None, metric: MetricChoice) -> None:
        low, high = _ENDS.get(metric[2], (-1e12, 1e12))
        if value is None or low <= value <= high:
            return
        if metric[2] == "count":
            self.add_error(name, _("A number of answers is never below 0."))
            return
        terms = {"metric": metric[1], "low": f"{low:g}", "high": f"{high:g}"}
        self.add_error(
            name, _("%(metric)s lies between %(low)s and %(high)s; please correct this.") % terms
        )

    def _check_order(self, value: float, bound: float | None, higher_is_better: bool) -> None:
        if bound is None:
            return
        if higher_is_better and bound >= value:
            self.add_error("lower_bound", _("The lower bound must lie below the target."))
        if not higher_is_better and bound <= value:
            message = _("Here lower is better, so the bound must lie above the target.")
            self.add_error("lower_bound", message)


class MarkForm(forms.Form):
    """Something that happened on a day and may explain a change."""

    day = day_field(_("Day"))
    label = forms.CharField(
        label=_("What happened"),
        max_length=80,
        help_text=_('A few words, such as "new telephone menu" or "price change".'),
        error_messages={"required": _("Please say in a few words what happened.")},
    )
    process = forms.ChoiceField()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
        processes: Sequence[str],
    ) -> None:
        """Offers the processes that exist."""
        super().__init__(data, initial=initial)
        self.fields["process"] = process_field(processes)


class HeadlinesForm(forms.Form):
    """For each process the metric that stands largest on its tile."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        metrics: Sequence[MetricChoice],
        chosen: Mapping[str, str | None],
    ) -> None:
        """Makes one choice a process; empty leaves the choice to the dashboard."""
        super().__init__(data)
        named = [(metric[0], metric[1]) for metric in metrics]
        self.processes = list(chosen)
        for number, (process, metric) in enumerate(chosen.items()):
            first = [] if metric else [("", _("chosen by the dashboard"))]
            self.fields[f"process_{number}"] = forms.ChoiceField(
                label=process, choices=[*first, *named], required=False, initial=metric or ""
            )

    def choices_made(self) -> dict[str, str]:
        """From each process to the metric chosen, empty where the dashboard may choose."""
        return {
            process: str(self.cleaned_data[f"process_{number}"])
            for number, process in enumerate(self.processes)
        }
