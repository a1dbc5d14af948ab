"""A replay as a page shows it: what would have been raised, on the trend of each series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from string import ascii_uppercase

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister.errors import LuisterError
from luister.estimates.report import Report, ReportRequest
from luister.events.alarm import Alarm
from luister.events.replay import Replay
from luister.loop import measure
from luister_web.current_home import home
from luister_web.dashboard.metric_words import metric_label
from luister_web.look.charts.points import ChartMark, TrendPoint
from luister_web.look.charts.table_twin import table_twin
from luister_web.look.charts.trend import trend
from luister_web.look.wording import (
    day_words,
    estimate_words,
    number_words,
    period_words,
    tick_words,
)
from luister_web.warning.explained import about_words

_MOST_CHARTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedSeries:
    """The alarms of one series on its trend."""

    label: str
    metric: str
    chart: SafeString
    twin: SafeString
    alarms: list[tuple[str, Alarm]]


def replayed(found: Replay, *, today: date) -> list[ReplayedSeries]:
    """The series that raised alarms, those of the last alarm first."""
    ordered = sorted(found.alarms, key=lambda one: (one.metric, sorted(one.group.items())))
    series = [
        sorted(alarms, key=lambda one: one.raised_on)
        for _key, alarms in groupby(ordered, lambda one: (one.metric, sorted(one.group.items())))
    ]
    series.sort(key=lambda alarms: alarms[-1].raised_on, reverse=True)
    return [_series(alarms, found, today) for alarms in series[:_MOST_CHARTS]]


def _series(alarms: Sequence[Alarm], found: Replay, today: date) -> ReplayedSeries:
    one, lettered = alarms[0], list(zip(ascii_uppercase, alarms, strict=False))
    points = _points(one, found, today)
    marks = [ChartMark(letter, alarm.raised_on, _told(alarm)) for letter, alarm in lettered]
    return ReplayedSeries(
        label=about_words(one.group),
        metric=metric_label(one.metric),
        chart=trend(points, title=_("The course"), description="", marks=marks),
        twin=table_twin(
            _("The course as a table"),
            [_("Period"), _("Value")],
            [[p.label, estimate_words(p.estimate) if p.estimate else p.note] for p in points],
        ),
        alarms=lettered,
    )


def _told(alarm: Alarm) -> str:
    return _("raised on %(day)s") % {"day": day_words(alarm.raised_on)}


def _points(alarm: Alarm, found: Replay, today: date) -> list[TrendPoint]:
    every = "week" if found.days < 200 else "month"
    report = _report(alarm, found, every, today)
    rows = sorted(report.rows, key=lambda row: row.period.first) if report else []
    return [
        TrendPoint(
            label=period_words(row.period),
            days=(row.period.first, row.period.last),
            estimate=row.estimate,
            note=_("too few answers") if row.suppressed else _("no answers"),
            tick=tick_words(row.period, every),
        )
        for row in rows
    ]


def _report(alarm: Alarm, found: Replay, every: str, today: date) -> Report | None:
    request = ReportRequest(
        metric=alarm.metric,
        survey=alarm.surveys[0] if len(alarm.surveys) == 1 else None,
        question=alarm.question or None,
        every=every,
        first=found.first,
        last=found.last,
        where={name: (value,) for name, value in alarm.group.items()},
    )
    try:
        return measure.report(home(), request, today=today)
    except LuisterError:
        return None


def summary(found: Replay) -> str:
    """The replay in a sentence."""
    told = {
        "alarms": number_words(len(found.alarms)),
        "days": number_words(found.days),
        "series": number_words(found.series),
        "rate": number_words(found.alarms_per_year, 0 if found.alarms_per_year >= 10 else 1),
    }
    return (
        _(
            "%(alarms)s alarms in %(days)s days over %(series)s series, at %(rate)s false alarms a year."
        )
        % told
    )
