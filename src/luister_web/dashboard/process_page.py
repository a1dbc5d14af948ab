"""The page of one process: its number, its course, its answers, its groups."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from luister.estimates.report import ReportRequest, ReportRow
from luister.loop import measure
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.dashboard.breakdown import breakdown
from luister_web.dashboard.course import course
from luister_web.dashboard.days import Days, Option, days_of
from luister_web.dashboard.exporting import report_exports
from luister_web.dashboard.heat import heat
from luister_web.dashboard.kept_board import board_page
from luister_web.dashboard.measured import Refusal
from luister_web.dashboard.metric_words import metric_label, metric_meaning
from luister_web.dashboard.page import bar
from luister_web.dashboard.reader import Reader, reader_of
from luister_web.dashboard.spread import Addresses, spread
from luister_web.dashboard.subjects import PROCESS, SURVEY, Subject, aimed_at, headline
from luister_web.dashboard.tiles import is_higher_better
from luister_web.dashboard.touchpoint_watch import touchpoint_watch
from luister_web.dashboard.twin import Twin, is_weighted, other_of, twin_of, weightings
from luister_web.dashboard.view_address import ViewAddress
from luister_web.look.charts.interval_bar import interval_bar
from luister_web.look.signs import NO_TARGET, Sign, change_sign, status_sign


@needs(Right.SEE_DASHBOARD)
@require_safe
def process(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page of a process."""
    return _page(request, PROCESS, name)


@needs(Right.SEE_DASHBOARD)
@require_safe
def survey(request: HttpRequest, name: str) -> HttpResponseBase:
    """The page of a survey whose answers name no process."""
    return _page(request, SURVEY, name)


def _page(request: HttpRequest, kind: str, name: str) -> HttpResponseBase:
    reader = reader_of(request)
    subject = next((one for one in reader.subjects if (one.kind, one.name) == (kind, name)), None)
    if subject is None:
        raise Http404
    return board_page(request, reader, "process", lambda: _all_parts(reader, subject))


def _all_parts(reader: Reader, subject: Subject) -> dict[str, Any]:
    days = days_of(reader, subject.known)
    asked = asked_of(reader, subject, days)
    but = PROCESS if subject.kind == PROCESS else ""
    context = {"bar": bar(reader, subject.known, but=but), "subject": subject}
    return context | _numbers(reader, subject, asked) | _parts(reader, subject, asked, days)


def asked_of(reader: Reader, subject: Subject, days: Days) -> ReportRequest:
    """The question of the page, but for the subject itself."""
    aims = aimed_at(subject, measure.targets(home()))
    metric = reader.view.metric or headline(
        subject, reader.view.shown, measure.headlines(home()), aims
    )
    return ReportRequest(
        metric=metric,
        survey=reader.view.survey or None,
        question=reader.view.question or None,
        first=days.period.first,
        last=days.period.last,
        compare=days.compare,
        where=reader.view.where,
        scope=reader.scope,
        weighted=bool(reader.view.weighted),
    )


def _numbers(reader: Reader, subject: Subject, asked: ReportRequest) -> dict[str, Any]:
    """The headline of the page: the number, how it stands and how it changed."""
    result = measured.report(subject.asked(asked))
    row = None if isinstance(result, Refusal) or not result.rows else result.rows[0]
    difference = row.comparison.difference if row and row.comparison else None
    better = is_higher_better(asked.metric)
    return {
        "metric": asked.metric,
        "metric_label": metric_label(asked.metric),
        "metric_meaning": metric_meaning(asked.metric),
        "metrics": _metric_options(reader, subject, asked.metric),
        "row": row,
        "refusal": result if isinstance(result, Refusal) else None,
        "sign": status_sign(row.status) if row else NO_TARGET,
        "change": change_sign(difference, higher_is_better=better) if difference else None,
        "interval": interval_bar(row.estimate, row.target) if row and row.estimate else "",
        "spread": None
        if isinstance(result, Refusal)
        else spread(result, _score_addresses(reader, subject, result.questions)),
        "answers": _answers_address(reader, subject),
        "why": _why_address(reader, subject, asked, row),
        "twin": _twin(reader, subject, asked, row),
        "weightings": weightings(reader),
    }


def _twin(
    reader: Reader, subject: Subject, asked: ReportRequest, row: ReportRow | None
) -> Twin | None:
    """The number weighted, beside the one as answered; asked for only where a survey has weights."""
    if not is_weighted(reader, subject):
        return None
    request = subject.asked(asked)
    other = measured.found(other_of(request))
    weighted = measured.found(request) if asked.weighted else other
    return twin_of(
        row,
        other.rows if other else (),
        weighted,
        is_first=asked.weighted,
        higher_is_better=is_higher_better(asked.metric),
    )


def _parts(reader: Reader, subject: Subject, asked: ReportRequest, days: Days) -> dict[str, Any]:
    total = measured.found(subject.asked(asked))
    row = total.rows[0] if total and total.rows else None
    groups = breakdown(reader, subject, asked, row)
    return {
        "course": course(reader, subject, asked, days),
        "breakdown": groups,
        "heat": heat(reader, subject, asked, groups),
        "watch": touchpoint_watch(reader, subject, asked),
        "others": _others(subject, asked),
        "exports": report_exports(reader, groups.request if groups else subject.asked(asked)),
        "may_mark": Right.GOALS in reader.rights,
    }


def _others(
    subject: Subject, asked: ReportRequest
) -> list[tuple[str, ReportRow, Sign | None, Sign]]:
    """The other metrics of the subject, with how each changed."""
    found = []
    for metric in [one for one in subject.metrics[:6] if one != asked.metric]:
        report = measured.found(subject.asked(replace(asked, metric=metric, question=None)))
        if report and report.rows:
            row = report.rows[0]
            difference = row.comparison.difference if row.comparison else None
            better = is_higher_better(metric)
            sign = change_sign(difference, higher_is_better=better) if difference else None
            found.append((metric_label(metric), row, sign, status_sign(row.status)))
    return found


def _metric_options(reader: Reader, subject: Subject, metric: str) -> list[Option]:
    """The metrics of the subject, and the one shown where it is another."""
    names = (*subject.metrics, *(() if metric in subject.metrics else (metric,)))
    return [
        Option(
            metric_label(one),
            replace(reader.view, metric=one, question="").at(reader.path),
            one == metric,
        )
        for one in names
    ]


def _answers_address(reader: Reader, subject: Subject) -> str:
    if Right.SEE_ANSWERS not in reader.rights:
        return ""
    view = _about(reader, subject)
    return replace(view, metric="", by="", across="", sort="", every="").at(
        reverse("dashboard:answers")
    )


def _why_address(
    reader: Reader, subject: Subject, asked: ReportRequest, row: ReportRow | None
) -> str:
    """Where the difference is explained; empty where there is none."""
    if row is None or row.comparison is None or row.comparison.difference is None:
        return ""
    before, view = row.comparison.period, _about(reader, subject)
    compare = f"{before.first}..{before.last}"
    return replace(
        view,
        metric=asked.metric,
        period="",
        first=row.period.first,
        last=row.period.last,
        compare=compare,
    ).at(reverse("warning:why"))


def _about(reader: Reader, subject: Subject) -> ViewAddress:
    """The view of the page, with what the page is about as a filter."""
    if subject.kind == PROCESS:
        return reader.view.within(PROCESS, subject.name)
    return replace(reader.view, survey=subject.name)


def _score_addresses(reader: Reader, subject: Subject, questions: tuple[str, ...]) -> Addresses:
    """Where the bars lead: the answers to the one question that the metric counts."""
    address = _answers_address(reader, subject)
    if not address or len(questions) != 1:
        return Addresses("", "")
    sign = "&" if "?" in address else "?"
    question = "" if reader.view.question else urlencode({"question": questions[0]}) + "&"
    return Addresses(f"{address}{sign}{question}score=", "")
