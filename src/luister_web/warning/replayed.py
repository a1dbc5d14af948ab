"""A replay as a page shows it: what would have been raised, on the trend of each series."""

from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister.estimates.watched import STRICT, WarningSettings
from luister.events.alarm import Alarm
from luister.events.replay import CoursePoint, FoundAgain, ReplayedSeries
from luister_web.dashboard.filters import dimension_label
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
from luister_web.warning.settings_form import SettingsForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedLine:
    """The alarms of one series on its trend."""

    label: str
    metric: str
    chart: SafeString
    twin: SafeString
    alarms: list[tuple[str, Alarm]]


def replayed(found: FoundAgain) -> list[ReplayedLine]:
    """The series that raised alarms, those of the last alarm first."""
    return [_line(one) for one in found.shown]


def _line(series: ReplayedSeries) -> ReplayedLine:
    one, lettered = series.alarms[0], list(zip(ascii_uppercase, series.alarms, strict=False))
    points = [_point(point, series.every) for point in series.points]
    marks = [ChartMark(letter, alarm.raised_on, _told(alarm)) for letter, alarm in lettered]
    return ReplayedLine(
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


def _point(point: CoursePoint, every: str) -> TrendPoint:
    return TrendPoint(
        label=period_words(point.period),
        days=(point.period.first, point.period.last),
        estimate=point.estimate,
        note=_("too few answers") if point.is_hidden else _("no answers"),
        tick=tick_words(point.period, every),
    )


def settings_told(settings: WarningSettings) -> list[tuple[str, str]]:
    """The settings of a run, as names and values."""
    cuts = [
        f"{process}: {', '.join(map(dimension_label, names))}" if process else
        ", ".join(map(dimension_label, names))
        for process, names in sorted(settings.dimensions.items())
        if names
    ]  # fmt: skip
    metrics = ", ".join(map(metric_label, settings.metrics))
    chosen = {
        "alarms_per_year": _rate(settings.alarms_per_year),
        "strictness": _("strict") if settings.strictness == STRICT else _("sensitive"),
        "least_answers": number_words(settings.least_answers),
        "metrics": metrics or _("what suits each question"),
        "dimensions": "; ".join(cuts) or _("teams, channels, products, regions and the like"),
    }
    fields = SettingsForm.base_fields
    return [(str(fields[name].label), value) for name, value in chosen.items()]


def _rate(rate: float) -> str:
    return number_words(rate, 0 if rate >= 10 or rate == int(rate) else 1)


def summary(found: FoundAgain) -> str:
    """The replay in a sentence."""
    told = {
        "alarms": number_words(found.raised),
        "days": number_words(found.days),
        "series": number_words(found.series),
        "rate": _rate(found.alarms_per_year),
    }
    return (
        _(
            "%(alarms)s alarms in %(days)s days over %(series)s series, at %(rate)s false alarms a year."
        )
        % told
    )
