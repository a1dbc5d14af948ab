"""Which questions to watch: those that the last structural model found to weigh most, with their score of today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from luister.estimates.model_watch import ModelWatch, WatchedQuestion
from luister.estimates.report import ReportRequest, ReportRow
from luister.events.answer import Question, Scale
from luister.loop.watch_touchpoints import touchpoints_to_watch
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.dashboard.home_shapes import Survey
from luister_web.dashboard.reader import Reader
from luister_web.dashboard.subjects import PROCESS, Subject
from luister_web.look.charts.interval_bar import interval_bar
from luister_web.look.charts.plane import Axis
from luister_web.look.signs import Sign, change_sign

MOST_LINES = 8
OLD_DAYS = 400
"""A yearly model is made again after a year; later its weights may no longer be those of today."""

SCORE = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """A question with its weight, and how it scores in the days of the page.

    `construct` is empty where the question stands for itself. `share` is the weight in percent of the largest.
    `bar` runs along the question's own scale; it is empty where there is no score to show.
    """

    label: str
    construct: str
    weight: float
    share: int
    row: ReportRow | None
    bar: SafeString | str
    change: Sign | None
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchpointWatch:
    """The panel: the questions, those that weigh most first, and of what age the model is."""

    target: str
    survey: str
    method: str
    n: int
    made_at: datetime
    is_old: bool
    lines: list[WatchLine]


def touchpoint_watch(
    reader: Reader, subject: Subject, asked: ReportRequest
) -> TouchpointWatch | None:
    """What the last model of the subject's surveys says to watch; None where there is no such model."""
    surveys = [one for one in measured.surveys() if _is_about(subject, one)]
    names = frozenset(one.name for one in surveys)
    model = touchpoints_to_watch(home(), surveys=names, scope=reader.scope)
    if model is None:
        return None
    known = {one.id: one for survey in surveys for one in survey.questions}
    watched = [one for one in model.weights.questions if one.question in known][:MOST_LINES]
    scores = {one.question: _score(subject, asked, one.question) for one in watched}
    target = known.get(model.weights.target)
    return TouchpointWatch(
        target=target.label if target else model.weights.target,
        survey=model.survey,
        method=model.estimator.upper(),
        n=model.n,
        made_at=model.made_at,
        is_old=_is_old(model, reader),
        lines=_lines(reader, watched, scores, known),
    )


def _is_about(subject: Subject, survey: Survey) -> bool:
    if subject.kind == PROCESS:
        return subject.name in survey.processes
    return survey.name == subject.name


def _is_old(model: ModelWatch, reader: Reader) -> bool:
    return (reader.today - localdate(model.made_at)).days > OLD_DAYS


def _score(subject: Subject, asked: ReportRequest, question: str) -> ReportRow | None:
    """The mean of the question in the days of the page; None where it was not asked then."""
    request = replace(asked, metric=SCORE, question=question, by=())
    report = measured.found(subject.asked(request))
    return report.rows[0] if report and report.rows else None


def _lines(
    reader: Reader,
    watched: list[WatchedQuestion],
    scores: Mapping[str, ReportRow | None],
    known: Mapping[str, Question],
) -> list[WatchLine]:
    largest = max((abs(one.weight) for one in watched), default=0.0) or 1.0
    return [
        WatchLine(
            label=known[one.question].label,
            construct=one.construct if one.construct != one.question else "",
            weight=one.weight,
            share=round(100 * abs(one.weight) / largest),
            row=scores[one.question],
            bar=_bar(scores[one.question], known[one.question].scale),
            change=_change(scores[one.question]),
            address=replace(reader.view, metric=SCORE, question=one.question, by="").at(
                reader.path
            ),
        )
        for one in watched
    ]


def _bar(row: ReportRow | None, scale: Scale) -> SafeString | str:
    if row is None or row.estimate is None:
        return ""
    if scale.low is None or scale.high is None:
        return interval_bar(row.estimate)
    return interval_bar(row.estimate, None, Axis(scale.low, scale.high, ()))


def _change(row: ReportRow | None) -> Sign | None:
    difference = row.comparison.difference if row and row.comparison else None
    return change_sign(difference, higher_is_better=True) if difference else None
