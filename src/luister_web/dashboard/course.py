"""The course of a metric: a trend with its target, comparison and marks, and its table twin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_uppercase

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister.estimates.goal_line import Mark
from luister.estimates.report import ReportRequest, ReportRow
from luister_web.dashboard import measured, periods
from luister_web.dashboard.days import Days, Option
from luister_web.dashboard.measured import Refusal
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import Subject
from luister_web.look.charts.points import ChartMark, TrendLines, TrendPoint
from luister_web.look.charts.table_twin import table_twin
from luister_web.look.charts.trend import trend
from luister_web.look.signs import status_sign
from luister_web.look.wording import (
    interval_words,
    number_words,
    period_words,
    tick_words,
    value_words,
)

EVERY_LABELS: dict[str, str | Promise] = {
    "day": gettext_lazy("Day"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
    "quarter": gettext_lazy("Quarter"),
    "year": gettext_lazy("Year"),
    "wave": gettext_lazy("Wave"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The trend as drawn, its twin, the marks in it, and the ways to cut it."""

    chart: SafeString
    twin: SafeString
    marks: tuple[ChartMark, ...]
    options: list[Option]
    has_before: bool
    request: ReportRequest
    refusal: Refusal | None = None
    points: int = 0
    unit: str = ""
    target: float | None = None
    lower_bound: float | None = None


def course(reader: Reader, subject: Subject, request: ReportRequest, days: Days) -> Course:
    """The course of the metric of `request`, further back than its days where that tells more."""
    every = every_of(reader, subject)
    first = periods.trend_start(every, days.period, subject.known)
    compare = "last-year" if reader.view.compare == "last-year" else None
    asked = subject.asked(
        replace(request, every=every, first=min(first, days.period.last), compare=compare)
    )
    result = measured.report(asked)
    rows = [] if isinstance(result, Refusal) else in_time(result.rows)
    points = [_point(reader, row, every) for row in rows]
    marks = chart_marks(measured.marks(), subject, points)
    target = next((row.target for row in reversed(rows) if row.target), None)
    lines = TrendLines(target.value, target.lower_bound) if target else TrendLines()
    return Course(
        chart=trend(
            points,
            title=_("The course"),
            description=_described(points),
            lines=lines,
            marks=marks,
        ),
        twin=_twin(rows),
        marks=marks,
        options=_options(reader, subject, every),
        has_before=any(point.before is not None for point in points),
        request=asked,
        refusal=result if isinstance(result, Refusal) else None,
        points=len(points),
        unit=next((row.estimate.unit for row in rows if row.estimate), ""),
        target=lines.target,
        lower_bound=lines.lower_bound,
    )


def every_of(reader: Reader, subject: Subject) -> str:
    """How the trend is cut: as asked, else as suits the answers."""
    return reader.view.every or periods.fitting_every(subject.known)


def in_time(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """The rows oldest first."""
    return sorted(rows, key=lambda row: row.period.first)


def chart_marks(
    marks: Sequence[Mark], subject: Subject, points: Sequence[TrendPoint]
) -> tuple[ChartMark, ...]:
    """The marks of the subject, and those of all, that fall within the points; lettered A, B, C."""
    if not points:
        return ()
    first, last = points[0].days[0], points[-1].days[1]
    found = [
        mark
        for mark in marks
        if mark.process in (None, subject.name) and first <= mark.day <= last
    ]
    latest = sorted(found, key=lambda mark: mark.day)[-len(ascii_uppercase) :]
    return tuple(
        ChartMark(letter, mark.day, mark.label)
        for letter, mark in zip(ascii_uppercase, latest, strict=False)
    )


def _point(reader: Reader, row: ReportRow, every: str) -> TrendPoint:
    before = row.comparison.estimate if row.comparison else None
    return TrendPoint(
        label=period_words(row.period),
        days=(row.period.first, row.period.last),
        estimate=row.estimate,
        before=before.value if before else None,
        note=_("too few answers") if row.suppressed else _("no answers"),
        address=_address(reader, row.period.first, row.period.last),
        tick=tick_words(row.period, every),
    )


def _address(reader: Reader, first: date, last: date) -> str:
    return replace(reader.view, period="", first=first, last=last).at(reader.path)


def _described(points: Sequence[TrendPoint]) -> str:
    """The course in a sentence: where it began and ended, its lowest and its highest."""
    known = [(point.estimate, point.label) for point in points if point.estimate]
    if not known:
        return ""
    told = {
        "first": known[0],
        "last": known[-1],
        "lowest": min(known, key=lambda pair: pair[0].value),
        "highest": max(known, key=lambda pair: pair[0].value),
    }
    sentence = _("From %(first)s to %(last)s; lowest %(lowest)s, highest %(highest)s.")
    return sentence % {
        name: f"{value_words(estimate.value, estimate.unit)} ({label})"
        for name, (estimate, label) in told.items()
    }


def _twin(rows: Sequence[ReportRow]) -> SafeString:
    headings = [_("Period"), _("Value"), _("Interval"), _("n"), _("Standing")]
    return table_twin(_("The course as a table"), headings, [_cells(row) for row in rows])


def _cells(row: ReportRow) -> list[str]:
    name, found = period_words(row.period), row.estimate
    if found is None:
        return [name, _("too few answers") if row.suppressed else _("no answers"), "", "", ""]
    return [
        name,
        value_words(found.value, found.unit),
        interval_words(found),
        number_words(found.n),
        str(status_sign(row.status).words),
    ]


def _options(reader: Reader, subject: Subject, every: str) -> list[Option]:
    offered = [one for one in EVERY_LABELS if one != "wave" or subject.known.waves]
    return [
        Option(
            str(EVERY_LABELS[one]), replace(reader.view, every=one).at(reader.path), one == every
        )
        for one in offered
    ]
