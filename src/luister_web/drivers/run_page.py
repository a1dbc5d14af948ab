"""The page of a run of drivers: what it found, and its workbook."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.estimates.driver_report import DriverReport
from luister.loop import suppose
from luister.loop.export_drivers import drivers_file
from luister_web.access.rights import Right, needs
from luister_web.cases.shown_case import names_of_people
from luister_web.dashboard.filters import dimension_label
from luister_web.drivers.order_form import PERIOD_WORDS
from luister_web.drivers.order_page import PAGES
from luister_web.drivers.shown_drivers import map_of, map_twin, shown_groups, shown_lines
from luister_web.drivers.what_if import slider_context
from luister_web.drivers.words import METHODS, missing_words, remarks, unit_words, weights_words
from luister_web.jobs.run_pages import Run, run_or_404, run_page, run_workbook


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def run(request: HttpRequest, run: int) -> HttpResponse:
    """How far it is, and what it found."""
    found = run_or_404(request, PAGES, run)
    report = suppose.report_of(found)
    own = {
        "ordered_by": names_of_people().get(found.ordered_by, found.ordered_by),
        "otherwise": PAGES.list_address(
            {name: found.settings[name] for name in ("survey", "outcome")}
        ),
        "by": _dimension_words(str(found.settings["by"])),
        "method": METHODS[str(found.settings["missing"])],
        "controls": ", ".join(dimension_label(name) for name in found.settings["controls"]),
        **(_found(request, found, report) if report else {}),
    }
    return run_page(request, PAGES, found, own=own)


def _found(request: HttpRequest, run: Run, report: DriverReport) -> dict[str, Any]:
    lines = shown_lines(report, str(run.settings["survey"]))
    by_gain = request.GET.get("map") == "gain"
    placebo = next((line.label for line in report.lines if line.name == report.placebo), "")
    return {
        "report": report,
        "lines": lines,
        "unit": unit_words(report.unit),
        "remarks": remarks(report),
        "missing": missing_words(report),
        "weights": weights_words(report),
        "placebo": placebo,
        "by_gain": by_gain,
        "map": map_of(report, lines, by_gain=by_gain),
        "twin": map_twin(lines),
        "groups": shown_groups(report, {"": _("not known")}),
        "moved": any(group.moved for group in report.groups),
        **slider_context(request, report, run),
    }


def _dimension_words(name: str) -> str:
    if name in PERIOD_WORDS:
        return str(PERIOD_WORDS[name])
    return dimension_label(name) if name else ""


@needs(Right.UNDERSTAND)
@needs(Right.EXPORT)
@never_cache
@require_safe
def workbook(request: HttpRequest, run: int) -> HttpResponseBase:
    """What it found, as a workbook."""
    found = run_or_404(request, PAGES, run)
    report = suppose.report_of(found)
    if report is None:
        raise Http404
    name = f"{_('Drivers')}-{found.settings['survey']}-{report.outcome}.xlsx"
    return run_workbook(
        request, PAGES, found, name=name, written=lambda form: drivers_file(found, report, form)
    )
