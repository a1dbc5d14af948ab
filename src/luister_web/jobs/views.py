"""The page that shows what waits, runs and failed, and its buttons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError
from luister.loop import invite, oversee_jobs, run_again, work
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs, person, scope
from luister_web.current_home import home
from luister_web.imports.models import ImportJob, JobState
from luister_web.jobs.kind_words import words_of_error, words_of_kind

_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One job as the page shows it."""

    job: work.Job
    name: str
    percent: int
    error: str
    hint: str
    run: tuple[int, str] | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Runs:
    """What jobs carry out that has a page of its own, by the number of the job."""

    invitations: Mapping[int, tuple[int, str]]
    years: Mapping[int, int]


@needs(Right.SOURCES)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """What waits, runs and failed; htmx asks for the middle part alone, every few seconds."""
    template = "jobs/part.html" if "HX-Request" in request.headers else "jobs/list.html"
    return render(request, template, _context(request, timezone.now()))


def _context(request: HttpRequest, now: datetime) -> dict[str, Any]:
    runs = Runs(
        invite.runs_by_job(home()),
        run_again.runs_by_job(home(), scope=dict(scope(request.user))),
    )
    open_jobs = [_line(job, runs) for job in oversee_jobs.waiting_and_running(home())]
    waiting = [one for one in open_jobs if one.job.state == "waiting" and not one.job.every]
    waiting.sort(key=lambda one: str(one.job.due_at))
    counts = oversee_jobs.counts(home())
    return {
        "counts": {state: counts.get(state, 0) for state in ("waiting", "running", "failed")},
        "failed": [_line(job, runs) for job in oversee_jobs.ended(home(), "failed")[:_SHOWN]],
        "cancelled": [
            _line(job, runs) for job in oversee_jobs.ended(home(), "cancelled")[:_SHOWN]
        ],
        "running": [one for one in open_jobs if one.job.state == "running" and not one.job.every],
        "waiting": waiting[:_SHOWN],
        "duties": sorted((one for one in open_jobs if one.job.every), key=lambda one: one.name),
        "done": [_line(job, runs) for job in oversee_jobs.ended(home(), "done")[:_SHOWN]],
        "imports": _imports(now),
        "may_warn": has_right(request.user, Right.WARNING),
        "may_invite": has_right(request.user, Right.CONTACTS),
        "may_import": has_right(request.user, Right.IMPORT),
        "is_worked_on": oversee_jobs.is_worked_on(home(), now=now),
        "now": now,
    }


def _line(job: work.Job, runs: Runs) -> Line:
    return Line(
        job,
        words_of_kind(job.kind),
        round(job.progress * 100),
        words_of_error(job.error),
        words_of_error(job.hint),
        runs.invitations.get(job.id),
        runs.years.get(job.id),
    )


def _imports(now: datetime) -> list[dict[str, Any]]:
    """The files on their way in, and those that did not make it."""
    shown = ImportJob.objects.filter(state__in=(JobState.RUNNING, JobState.FAILED))[:_SHOWN]
    return [
        {
            "job": job,
            "percent": round(job.progress * 100),
            "is_interrupted": job.is_interrupted(now),
        }
        for job in shown
    ]


@needs(Right.SOURCES)
@require_POST
def again(request: HttpRequest, job: int) -> HttpResponse:
    """Lets a job begin anew at once."""
    try:
        oversee_jobs.retry(home(), job, now=timezone.now())
    except LuisterError:
        messages.error(request, _("This job cannot be tried again now: it runs or is done."))
    else:
        record(person(request), Action.CHANGED, f"job {job}", detail="tried again")
        messages.success(request, _("The job is tried again."))
    return redirect("jobs:list")


@needs(Right.SOURCES)
@require_POST
def cancel(request: HttpRequest, job: int) -> HttpResponse:
    """Takes a waiting job out of the queue; one that runs stops soon."""
    try:
        oversee_jobs.cancel(home(), job, now=timezone.now())
    except LuisterError:
        messages.error(request, _("This job is over, so it cannot be cancelled."))
    else:
        record(person(request), Action.REMOVED, f"job {job}", detail="cancelled")
        messages.success(request, _("The job is cancelled."))
    return redirect("jobs:list")
