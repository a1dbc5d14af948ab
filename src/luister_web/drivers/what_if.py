"""What if: several drivers raised together, reckoned for those whom the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.errors import LuisterError
from luister.estimates.driver_report import DriverLine, DriverReport
from luister.loop import suppose
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.drivers.order_page import PAGES
from luister_web.drivers.shown_drivers import trial_address
from luister_web.drivers.words import is_mood, robustness_words, unit_words
from luister_web.imports.core_words import in_words
from luister_web.jobs.calculations import own_scope
from luister_web.jobs.run_pages import Run, run_or_404
from luister_web.look.wording import change_words, number_words, range_words

_STEP, _MOST = 0.5, 2.0
_LARGEST_COST = 1e9


@dataclass(frozen=True, slots=True)
class Slider:
    """A driver that may be raised, by `step`, at `cost` a point; both as they were typed."""

    line: DriverLine
    place: int
    step: float
    cost: float
    most: float


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def what_if(request: HttpRequest, run: int) -> HttpResponse:
    """What the sliders in the address would do; htmx puts it under them."""
    found = run_or_404(request, PAGES, run)
    report = suppose.report_of(found)
    if report is None:
        raise Http404
    context = {"run": found, **slider_context(request, report, found)}
    is_part = "HX-Request" in request.headers
    template = "drivers/what_if_part.html" if is_part else "drivers/what_if.html"
    return render(request, template, context)


def slider_context(request: HttpRequest, report: DriverReport, run: Run) -> dict[str, Any]:
    """The sliders as the address sets them, and what they would do."""
    sliders = [_slider(request, line, place) for place, line in enumerate(report.lines)]
    group = request.GET.get("group", "")
    groups = [one.value for one in report.groups if one.lines and one.value]
    is_dimension = report.by not in ("", "year", "quarter", "month")
    context: dict[str, Any] = {
        "sliders": sliders,
        "step": _STEP,
        "group": group,
        "group_values": groups if is_dimension else [],
        "by_name": report.by,
    }
    raised = [one for one in sliders if one.step]
    if not raised:
        return context
    where = {report.by: (group,)} if is_dimension and group in groups else {}
    asked = suppose.request_of(run, own_scope(person(request)))
    steps = {one.line.name: one.step for one in raised}
    try:
        found = suppose.suppose(home(), report, asked, steps, where=where)
    except LuisterError as error:
        return {**context, "refusal": in_words(str(error))}
    return {**context, **_told(report, raised, found, str(run.settings["survey"]))}


def _told(
    report: DriverReport, raised: list[Slider], found: suppose.Supposed, survey: str
) -> dict[str, Any]:
    gain = found.change.gain
    cost = sum(one.cost * one.step for one in raised)
    # What costs nothing, as far as is told, would make the rest look cheap.
    is_priced = all(one.cost > 0 for one in raised)
    per_thousand = gain.value / cost * 1000 if is_priced else None
    labels = [(one.line.label, one.step) for one in raised]
    return {
        "supposed": found,
        "gain": change_words(gain.value, report.unit),
        "gain_range": range_words(gain.low, gain.high, report.unit),
        "unit": unit_words(report.unit),
        "room": number_words(100 * found.change.room, 0),
        "for_n": number_words(report.n),
        "cost": number_words(cost, 0) if cost > 0 else "",
        "per_thousand": None if per_thousand is None else change_words(per_thousand, "scale"),
        "robust": [(one.line.label, robustness_words(report, one.line)) for one in raised],
        "moods": ", ".join(one.line.label for one in raised if is_mood(report, one.line)),
        "is_shown": gain.low > 0 or gain.high < 0,
        **_beyond(report, found, [one.line.name for one in raised]),
        "trial_address": trial_address(report, labels, gain, survey),
        "outcome": report.outcome_label,
        "told": ", ".join(
            _("%(label)s +%(step)s") % {"label": label, "step": number_words(step, 1)}
            for label, step in labels
        ),
    }


def _beyond(report: DriverReport, found: suppose.Supposed, names: Sequence[str]) -> dict[str, Any]:
    """What all sliders together do beyond the placebo; nothing where there is none, or nothing but it is raised."""
    more = found.beyond
    if not report.placebo or list(names) == [report.placebo]:
        return {}
    if more is None:
        return {"beyond_unknown": report.placebo_margin is not None}
    return {
        "beyond": change_words(more.value, report.unit),
        "beyond_range": range_words(more.low, more.high, report.unit),
        "is_more": found.is_more_than_mood,
        "placebo": next(line.label for line in report.lines if line.name == report.placebo),
    }


def _slider(request: HttpRequest, line: DriverLine, place: int) -> Slider:
    most = _MOST if line.high is None or line.low is None else min(_MOST, line.high - line.low)
    step = min(max(_number(request.GET.get(f"raise_{place}", "")), 0.0), most)
    cost = min(max(_number(request.GET.get(f"cost_{place}", "")), 0.0), _LARGEST_COST)
    return Slider(line, place, step, cost, most)


def _number(text: str) -> float:
    """The number typed; nought where it is none."""
    plain = text.strip().replace(" ", "").replace(",", ".")
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
        return 0.0
    return float(plain)
