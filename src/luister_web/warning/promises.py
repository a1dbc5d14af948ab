"""What watching promises: per series its threshold and when a fall of each size is noticed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luister.estimates.watched import Delay, WatchedSeries
from luister_web.dashboard.metric_words import metric_label
from luister_web.look.wording import number_words, value_words
from luister_web.warning.explained import about_words

_YEAR = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One size of fall: when it is noticed; `was` is what today's settings promise, where it differs."""

    drop: str
    words: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseLine:
    """One series with all that it promises."""

    label: str
    metric: str
    series: WatchedSeries
    threshold: str
    was_threshold: str
    promises: list[Promise]


def promise_lines(
    tried: Sequence[WatchedSeries], kept: Sequence[WatchedSeries]
) -> list[PromiseLine]:
    """A line for each series that is tried, the busiest first, beside what is promised now."""
    before = {_key(one): one for one in kept}
    ordered = sorted(tried, key=lambda one: (not one.is_watched, -(one.answers_per_day or 0.0)))
    return [_line(one, before.get(_key(one))) for one in ordered]


def lines_found(lines: Sequence[PromiseLine], text: str) -> list[PromiseLine]:
    """The lines whose process, segment or metric has all the words of `text`."""
    words = text.casefold().split()
    told = ((line, f"{line.label} {line.metric}".casefold()) for line in lines)
    return [line for line, label in told if all(word in label for word in words)]


def _key(series: WatchedSeries) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return series.metric, series.question, tuple(sorted(series.group.items()))


def _line(series: WatchedSeries, kept: WatchedSeries | None) -> PromiseLine:
    threshold = _seldom(series.threshold)
    was = _seldom(kept.threshold) if kept else threshold
    unit = series.baseline.unit if series.baseline else "points"
    known: Mapping[float, Delay] = {one.drop: one for one in kept.delays} if kept else {}
    return PromiseLine(
        label=about_words(series.group),
        metric=metric_label(series.metric),
        series=series,
        threshold=threshold,
        was_threshold=was if was != threshold else "",
        promises=[_promise(one, known.get(one.drop), unit) for one in series.delays],
    )


def _promise(delay: Delay, kept: Delay | None, unit: str) -> Promise:
    words, was = _when(delay), _when(kept) if kept else ""
    return Promise(
        drop=value_words(delay.drop, unit), words=words, was=was if was != words else ""
    )


def _when(delay: Delay) -> str:
    if delay.days is None or delay.answers is None:
        return _("not within a year")
    told = {"days": number_words(max(1, delay.days)), "answers": number_words(delay.answers)}
    return _("about %(days)s days, %(answers)s answers") % told


def _seldom(threshold: float | None) -> str:
    """How often the series by itself may raise a false alarm; nothing where that is hidden."""
    if threshold is None:
        return ""
    return _("once in %(years)s years") % {
        "years": number_words(threshold / _YEAR, 1 if threshold < 10 * _YEAR else 0)
    }
