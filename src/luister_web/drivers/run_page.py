"""The page of a run: how far it is, what it found, and its buttons."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.driver_report import DriverReport
from luister.exports.file_form import FileForm
from luister.loop import order_run, oversee_jobs, suppose
from luister.loop.export import KINDS
from luister.loop.export_drivers import drivers_file
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs, person, scope
from luister_web.cases.shown_case import names_of_people
from luister_web.current_home import home
from luister_web.dashboard.filters import dimension_label
from luister_web.drivers.order_form import PERIOD_WORDS
from luister_web.drivers.order_page import KIND
from luister_web.drivers.shown_drivers import map_of, map_twin, shown_groups, shown_lines
from luister_web.drivers.what_if import slider_context
from luister_web.drivers.words import METHODS, missing_words, remarks, unit_words
from luister_web.jobs.kind_words import words_of_error

Run = order_run.OrderedRun


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def run(request: HttpRequest, run: int) -> HttpResponse:
    """How far it is, and what it found; htmx asks for the middle part alone, every second."""
    found = run_or_404(request, run)
    report = suppose.report_of(found)
    context = {
        "run": found,
        "percent": round(found.share * 100),
        "is_open": found.is_open,
        "problem": words_of_error(found.problem),
        "hint": words_of_error(found.hint),
        "is_worked_on": oversee_jobs.is_worked_on(home(), now=timezone.now()),
        "ordered_by": names_of_people().get(found.ordered_by, found.ordered_by),
        "may_export": has_right(request.user, Right.EXPORT),
        "by": _dimension_words(str(found.settings["by"])),
        "method": METHODS[str(found.settings["missing"])],
        "controls": ", ".join(dimension_label(name) for name in found.settings["controls"]),
        **(_found(request, found, report) if report else {}),
    }
    is_part = "HX-Request" in request.headers
    if is_part and not found.is_open:  # The heading and the buttons above are others now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "drivers/run_part.html" if is_part else "drivers/run.html", context)


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
@require_POST
def cancel(request: HttpRequest, run: int) -> HttpResponse:
    """Stops it; nothing of it is kept."""
    found = run_or_404(request, run)
    try:
        order_run.cancel(home(), found.id, scope=own_scope(request), now=timezone.now())
    except LuisterError:
        messages.error(request, _("It is over, so it cannot be cancelled."))
    return redirect("drivers:run", run)


@needs(Right.UNDERSTAND)
@require_POST
def again(request: HttpRequest, run: int) -> HttpResponse:
    """Begins it anew."""
    found = run_or_404(request, run)
    try:
        order_run.again(home(), found.id, scope=own_scope(request), now=timezone.now())
    except LuisterError:
        messages.error(
            request, _("It cannot be tried again: it is done, or the same is being run.")
        )
    return redirect("drivers:run", run)


@needs(Right.UNDERSTAND)
@require_POST
def remove(request: HttpRequest, run: int) -> HttpResponse:
    """Takes it away for all who see it."""
    found = run_or_404(request, run)
    order_run.remove(home(), found.id, scope=own_scope(request), now=timezone.now())
    record(person(request), Action.MADE, f"drivers {found.id} removed")
    messages.success(request, _("The calculation was taken away."))
    return redirect("drivers:list")


@needs(Right.UNDERSTAND)
@needs(Right.EXPORT)
@never_cache
@require_safe
def workbook(request: HttpRequest, run: int) -> HttpResponseBase:
    """What it found, as a workbook."""
    found = run_or_404(request, run)
    report = suppose.report_of(found)
    if report is None:
        raise Http404
    form = FileForm(generated_at=timezone.now(), translate=_, time_zone=home().time_zone)
    record(person(request), Action.EXPORTED, "drivers", f"run {found.id} as xlsx")
    response = StreamingHttpResponse(
        drivers_file(found, report, form), content_type=KINDS["xlsx"].content_type
    )
    name = f"{_('Drivers')}-{found.settings['survey']}-{report.outcome}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def run_or_404(request: HttpRequest, number: int) -> Run:
    """A run of drivers within exactly the reader's scope; 404 where there is none."""
    try:
        found = order_run.progress_of(home(), number, scope=own_scope(request))
    except UnknownNameError:
        raise Http404 from None
    if found.kind != KIND:
        raise Http404
    return found


def own_scope(request: HttpRequest) -> order_run.Scope:
    """What the reader may see."""
    return dict(scope(person(request)))
