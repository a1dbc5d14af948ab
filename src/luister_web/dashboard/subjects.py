"""What tiles are about: processes, and surveys whose answers name no process."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from luister.estimates.goal_line import TargetLine
from luister.estimates.report import ReportRequest
from luister.events.answer import Question
from luister_web.dashboard.home_shapes import Metric, Survey
from luister_web.dashboard.periods import Known

PREFERRED = ("nps", "csat", "ces", "cas", "mark", "top2box", "mean")
"""The metrics a tile may show by itself, the headline first."""
NOT_OFFERED = re.compile(r"(top|bottom)[0-9]+box")
"""Boxes say little that the preferred metrics do not; they can be asked for in the address."""
PROCESS, SURVEY = "process", "survey"


@dataclass(frozen=True, slots=True)
class Subject:
    """A process, or a survey without one: since when there are answers, and what they can tell.

    `metrics` are the ids that need no choice of a question; `touchpoint_metrics` those that can be
    told for each touchpoint.
    """

    kind: str
    name: str
    known: Known
    metrics: tuple[str, ...]
    touchpoint_metrics: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The address of its page."""
        return reverse(f"dashboard:{self.kind}", args=(self.name,))

    def asked(self, request: ReportRequest) -> ReportRequest:
        """The request about this subject alone."""
        if self.kind == SURVEY:
            return replace(request, survey=self.name)
        return replace(request, where={**request.where, PROCESS: (self.name,)})


def subjects(surveys: Sequence[Survey], metrics: Sequence[Metric]) -> tuple[Subject, ...]:
    """Every process by name, then every survey whose answers name none."""
    processes = sorted({name for survey in surveys for name in survey.processes if name})
    found = [
        _subject(PROCESS, name, [one for one in surveys if name in one.processes], metrics)
        for name in processes
    ]
    bare = [one for one in surveys if not any(one.processes)]
    return (*found, *(_subject(SURVEY, one.name, [one], metrics) for one in bare))


def headline(
    subject: Subject, shown: Mapping[str, str], chosen: Mapping[str, str], aims: set[str]
) -> str:
    """The metric that stands for the subject: the reader's, the house's, or the first that suits.

    NPS goes first; without it, a metric with a target (`aims`) before one without.
    """
    for wish in (shown.get(subject.name), chosen.get(subject.name)):
        if wish in subject.metrics:
            return str(wish)
    if "nps" in subject.metrics or not subject.metrics:
        return subject.metrics[0] if subject.metrics else "responses"
    return next((one for one in subject.metrics if one in aims), subject.metrics[0])


def aimed_at(subject: Subject, targets: Iterable[TargetLine]) -> set[str]:
    """The metrics for which the subject has a target."""
    return {line.metric for line in targets if line.process in (None, subject.name)}


def _subject(
    kind: str, name: str, surveys: Sequence[Survey], metrics: Sequence[Metric]
) -> Subject:
    about = name if kind == PROCESS else None
    questions = [
        question
        for survey in surveys
        for question in survey.questions
        if question.scale.is_numeric and (about is None or question.process in (None, about))
    ]
    return Subject(
        kind=kind,
        name=name,
        known=_known(surveys),
        metrics=tuple(one.id for one in _in_order(metrics) if _is_clear(one, questions)),
        touchpoint_metrics=tuple(
            one.id for one in _in_order(metrics) if _tells_touchpoints(one, questions)
        ),
    )


def _in_order(metrics: Sequence[Metric]) -> list[Metric]:
    """The preferred metrics, then the organisation's own and the rest."""
    place = {name: rank for rank, name in enumerate(PREFERRED)}
    counted = [
        one
        for one in metrics
        if one.unit != "count" and (one.id in place or not NOT_OFFERED.fullmatch(one.id))
    ]
    return sorted(counted, key=lambda one: place.get(one.id, len(place)))


def _is_clear(metric: Metric, questions: Sequence[Question]) -> bool:
    """True where one question, or one headline among several, is meant."""
    fitting = [question for question in questions if metric.fits(question.scale)]
    names = {question.id for question in fitting}
    if len(names) > 1:
        names = {question.id for question in fitting if question.is_headline}
    return len(names) == 1


def _tells_touchpoints(metric: Metric, questions: Sequence[Question]) -> bool:
    fitting = [q for q in questions if q.touchpoint and metric.fits(q.scale)]
    return len({question.touchpoint for question in fitting}) > 1


def _known(surveys: Sequence[Survey]) -> Known:
    waves = {wave.label: wave for survey in surveys for wave in survey.waves}
    return Known(
        first=min(survey.first for survey in surveys),
        last=max(survey.last for survey in surveys),
        waves=tuple(sorted(waves.values(), key=lambda wave: wave.first)),
    )
