"""The pages of a run that are the same for every calculation: how far it is, its buttons, and its workbook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luister.errors import LuisterError, UnknownNameError
from luister.exports.file_form import FileForm
from luister.loop import order_run, oversee_jobs
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs, person
from luister_web.current_home import home
from luister_web.jobs.calculations import Calculation, own_scope, run_of
from luister_web.jobs.kind_words import words_of_error
from luister_web.look.page_file import workbook_response

Run = order_run.OrderedRun


@dataclass(frozen=True, slots=True)
class RunPages:
    """The pages of one calculation: `app` has their addresses and templates, `taken_away` says that a run is gone."""

    what: Calculation
    app: str
    taken_away: Promise

    def list_address(self, told: Mapping[str, object]) -> str:
        """Where another is ordered, with what the form begins with; a list becomes a value each."""
        return f"{reverse(f'{self.app}:list')}?{urlencode(told, doseq=True)}"


def acts(pages: RunPages) -> list[URLPattern]:
    """The addresses of the buttons."""
    given = {"pages": pages}
    return [
        path("<int:run>/cancel/", cancel, given, name="cancel"),
        path("<int:run>/again/", again, given, name="again"),
        path("<int:run>/remove/", remove, given, name="remove"),
    ]


def run_or_404(request: HttpRequest, pages: RunPages, number: int) -> Run:
    """A run of these pages within exactly the reader's scope; 404 where there is none."""
    try:
        found = run_of(person(request), number)
    except UnknownNameError:
        raise Http404 from None
    if found.kind != pages.what.kind:
        raise Http404
    return found


def run_page(
    request: HttpRequest, pages: RunPages, run: Run, *, own: Mapping[str, Any]
) -> HttpResponse:
    """How far a run is, with what is `own` to its kind; htmx asks for the middle part alone, every second."""
    is_part = "HX-Request" in request.headers
    if is_part and not run.is_open:  # The heading and the buttons above are others now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {
        "run": run,
        "percent": round(run.share * 100),
        "is_open": run.is_open,
        "problem": words_of_error(run.problem),
        "hint": words_of_error(run.hint),
        "is_worked_on": oversee_jobs.is_worked_on(home(), now=timezone.now()),
        "may_export": has_right(request.user, Right.EXPORT),
        **own,
    }
    return render(request, f"{pages.app}/{'run_part' if is_part else 'run'}.html", context)


@needs(Right.UNDERSTAND)
@require_POST
def cancel(request: HttpRequest, run: int, pages: RunPages) -> HttpResponse:
    """Stops it; nothing of it is kept."""
    found = run_or_404(request, pages, run)
    try:
        order_run.cancel(home(), found.id, scope=own_scope(person(request)), now=timezone.now())
    except LuisterError:
        messages.error(request, _("It is over, so it cannot be cancelled."))
    return redirect(f"{pages.app}:run", run)


@needs(Right.UNDERSTAND)
@require_POST
def again(request: HttpRequest, run: int, pages: RunPages) -> HttpResponse:
    """Begins it anew."""
    found = run_or_404(request, pages, run)
    try:
        order_run.again(home(), found.id, scope=own_scope(person(request)), now=timezone.now())
    except LuisterError:
        messages.error(
            request, _("It cannot be tried again: it is done, or the same is being run.")
        )
    return redirect(f"{pages.app}:run", run)


@needs(Right.UNDERSTAND)
@require_POST
def remove(request: HttpRequest, run: int, pages: RunPages) -> HttpResponse:
    """Takes it away for all who see it."""
    found = run_or_404(request, pages, run)
    order_run.remove(home(), found.id, scope=own_scope(person(request)), now=timezone.now())
    record(person(request), Action.MADE, f"{pages.what.word} {found.id} removed")
    messages.success(request, str(pages.taken_away))
    return redirect(f"{pages.app}:list")


def run_workbook(
    request: HttpRequest,
    pages: RunPages,
    run: Run,
    *,
    name: str,
    written: Callable[[FileForm], Iterator[bytes]],
) -> StreamingHttpResponse:
    """What a run found as a workbook to download, called `name`; that it left is written down first. 404: nothing."""
    if not run.result:
        raise Http404
    form = FileForm(generated_at=timezone.now(), translate=_, time_zone=home().time_zone)
    record(person(request), Action.EXPORTED, pages.what.word, f"run {run.id} as xlsx")
    return workbook_response(written(form), name)
