"""The report on cases: how soon, how often in time, why, and whether it helped; and the same as a workbook."""

from datetime import date, datetime, time, timedelta
from math import isinf
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.estimates.estimate import Estimate
from luister.loop.arrange_cases import arrangement
from luister.loop.export import KINDS, FileForm
from luister.loop.export_cases import review_file
from luister.loop.review_cases import CaseReview, review
from luister_web.access.audit import record
from luister_web.access.models import Action, User
from luister_web.access.rights import Right, has_right, needs, person
from luister_web.cases import words
from luister_web.cases.actor import actor
from luister_web.current_home import home
from luister_web.look.wording import number_words, value_words

_DAYS = 90
FILE_WORDS: tuple[Promise, ...] = (
    gettext_lazy("Figures"), gettext_lazy("Cases"), gettext_lazy("Figure"), gettext_lazy("Value"),
    gettext_lazy("Low"), gettext_lazy("High"), gettext_lazy("Unit"), gettext_lazy("Opened"),
    pgettext_lazy("work", "Under way"), gettext_lazy("Overdue"), gettext_lazy("Closed"),
    gettext_lazy("Not contacted"), gettext_lazy("Hours to first contact (median)"),
    gettext_lazy("Contacted in time"), gettext_lazy("Solved in time"),
    gettext_lazy("Came back after closing"), gettext_lazy("Case"), gettext_lazy("State"),
    gettext_lazy("About"), gettext_lazy("Priority"), gettext_lazy("Queue"), gettext_lazy("Team"),
    gettext_lazy("Owner"), gettext_lazy("Survey"), gettext_lazy("Process"),
    gettext_lazy("Outcome"), gettext_lazy("Root cause"), gettext_lazy("Contact due"),
    gettext_lazy("First contact"), gettext_lazy("Solve due"), gettext_lazy("Solved"),
    gettext_lazy("Cases opened since"), gettext_lazy("Made at"), gettext_lazy("Interval"),
    gettext_lazy("Item"), gettext_lazy("About this file"),
)  # fmt: skip
"""The words of the workbook, so that they can be translated."""


@needs(Right.WORK_CASES)
@never_cache
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The figures of the cases that this reader may see."""
    user, since = person(request), since_of(request)
    found = _review(user, since)
    names = {one.id: words.cause_words(one) for one in arrangement(home()).causes}
    figures = found.figures
    context = {
        "found": found,
        "figures": figures,
        "since": since,
        "first_contact": _hours(figures.first_contact),
        "causes": [(names.get(name, name), count) for name, count in figures.causes],
        "outcomes": [(words.OUTCOMES.get(name, name), count) for name, count in figures.outcomes],
        "helped": found.helped,
        "may_export": has_right(user, Right.EXPORT),
        "has_scope": bool(actor(user).scope),
    }
    return render(request, "cases/report.html", context)


@needs(Right.EXPORT)
@never_cache
@require_safe
def report_file(request: HttpRequest) -> HttpResponseBase:
    """The figures and the cases behind them as a workbook; without names or words of customers."""
    user, since = person(request), since_of(request)
    form = FileForm(generated_at=timezone.now(), translate=_, time_zone=home().time_zone)
    blocks = review_file(home(), _review(user, since), form, by=actor(user))
    record(user, Action.EXPORTED, "cases", f"since {since} as xlsx")
    response = StreamingHttpResponse(blocks, content_type=KINDS["xlsx"].content_type)
    name = f"{_('Cases')}-{since}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def since_of(request: HttpRequest) -> date:
    """The first day in the address; three months ago where there is none that can be read."""
    try:
        return date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return timezone.localdate() - timedelta(days=_DAYS)


def _review(user: User, since: date) -> CaseReview:
    start = timezone.make_aware(datetime.combine(since, time()))
    return review(home(), by=actor(user), since=start, now=timezone.now())


def _hours(found: Estimate | None) -> dict[str, Any] | None:
    """The median in words; an end of the interval that nobody knows is said so."""
    if found is None:
        return None
    said = {"low": number_words(found.low, 1), "high": number_words(found.high, 1)}
    between = (
        _("%(low)s to %(high)s hours") % said
        if not isinf(found.high)
        else (_("from %(low)s hours; too many still wait to tell an upper end") % said)
    )
    return {
        "value": _("%(hours)s hours") % {"hours": value_words(found.value, "hours")},
        "between": between,
        "n": found.n,
    }
