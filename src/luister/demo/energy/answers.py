"""Makes the answers of three years, at any size, from the causes that were planted."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from luister.demo.energy.causes import ProcessLevel, Story, story
from luister.demo.energy.coded import Column, Floats
from luister.demo.energy.forms import Forms, circumstances, forms
from luister.demo.energy.moments import crowding, moments
from luister.demo.energy.questionnaire import DIMENSIONS, Item, items
from luister.demo.energy.respondents import respondents
from luister.demo.energy.scores import Drawn, chance, expected, rounded
from luister.demo.energy.words import words
from luister.demo.energy.working import surges
from luister.events.answer import AnswerStatus
from luister.events.response_batch import STATUS, VALUE, ResponseBatch

_FORMS_PER_CUSTOMER = 2.5


def generate(
    *, answers: int, end: date, rng: np.random.Generator, batch_rows: int = 50_000
) -> Iterator[ResponseBatch]:
    """Filled-in forms of three years up to `end`, survey after survey, each in order of time.

    `answers` counts forms, over all four surveys; a form holds ten answers or so. Memory is that
    of one batch, whatever the size. The same generator state, size and batch size give the same
    answers.

    >>> first = next(generate(answers=100, end=date(2026, 11, 24), rng=np.random.default_rng(1)))
    >>> first.survey, first.rows.num_rows
    ('relation', 30)
    """
    told = story(end=end)
    for process, total in zip(told.processes, _divided(answers, told), strict=True):
        yield from _of_process(process, told, total, rng, batch_rows=batch_rows)


def generate_survey(
    survey: str, *, answers: int, end: date, rng: np.random.Generator, batch_rows: int = 50_000
) -> Iterator[ResponseBatch]:
    """The same for one survey: `answers` forms of relation, moving, complaints or payment."""
    told = story(end=end)
    process = next(process for process in told.processes if process.survey == survey)
    yield from _of_process(process, told, answers, rng, batch_rows=batch_rows)


def _divided(answers: int, told: Story) -> list[int]:
    upto = np.cumsum([0.0, *(process.share for process in told.processes)])
    places = np.rint(upto / upto[-1] * answers).astype(int)
    return [int(after - before) for before, after in pairwise(places)]


def _of_process(
    process: ProcessLevel, told: Story, total: int, rng: np.random.Generator, *, batch_rows: int
) -> Iterator[ResponseBatch]:
    causes = [cause for cause in told.causes if process.survey in cause.surveys]
    busy = [(cause.starts, cause.surge) for cause in causes if cause.starts and cause.surge]
    share = crowding(process.survey, told.first, told.last, rng, surges=busy)
    customers = max(20, round(total / _FORMS_PER_CUSTOMER))
    for start in range(0, total, batch_rows):
        rows = np.arange(start, min(start + batch_rows, total))
        seconds = moments(share, told.first, (rows + rng.random(len(rows))) / total)
        crowd = surges(causes, rows, seconds)
        people = respondents(
            process.survey, rows, total, customers=customers, rng=rng, surges=crowd
        )
        filled = forms(process, told, rows=rows, seconds=seconds, people=people, rng=rng)
        yield _batch(filled, rng)


def _batch(filled: Forms, rng: np.random.Generator) -> ResponseBatch:
    survey = filled.process.survey
    scores, nps = _scores(filled, rng)
    columns = circumstances(filled) | scores | words(filled, nps, rng)
    questions = tuple(item.question for item in items(survey))
    return ResponseBatch(survey, questions, DIMENSIONS[survey], pa.table(columns))


def _scores(filled: Forms, rng: np.random.Generator) -> tuple[dict[str, Column], Floats]:
    drawn = _drawn(filled, rng)
    columns: dict[str, Column] = {}
    nps = np.zeros(filled.size)
    for item in _numeric(filled):
        name, status = item.question.id, drawn.status[item.question.id]
        values = _values(filled, item, drawn)
        nps = values if name == "nps" else nps
        columns[VALUE + name] = pa.array(values, mask=status != AnswerStatus.ANSWERED)
        columns[STATUS + name] = pa.array(status)
    return columns, nps


def _numeric(filled: Forms) -> list[Item]:
    return [item for item in items(filled.process.survey) if item.question.scale.is_numeric]


def _drawn(filled: Forms, rng: np.random.Generator) -> Drawn:
    own: dict[str, Floats] = {}
    status: dict[str, NDArray[np.int8]] = {}
    mood = rng.standard_normal(filled.size)
    for place, item in enumerate(items(filled.process.survey)):
        if not item.question.scale.is_numeric:
            continue
        if not item.is_recorded:
            own[item.question.id] = rng.standard_normal(filled.size)
        status[item.question.id] = _status(filled, item, place, rng)
    return Drawn(mood, own, status)


def _values(filled: Forms, item: Item, drawn: Drawn) -> Floats:
    if item.is_recorded:
        return filled.people.waiting_days
    return rounded(item, expected(item, filled), chance(item, filled, drawn))


def _status(filled: Forms, item: Item, place: int, rng: np.random.Generator) -> NDArray[np.int8]:
    if item.is_recorded:
        return np.zeros(filled.size, dtype=np.int8)
    edges = np.cumsum([item.not_asked, item.not_applicable, item.skipped])
    told = np.searchsorted(edges, rng.random(filled.size), side="right")
    kinds = (
        AnswerStatus.NOT_ASKED,
        AnswerStatus.NOT_APPLICABLE,
        AnswerStatus.NOT_ANSWERED,
        AnswerStatus.ANSWERED,
    )
    status = np.array(kinds, dtype=np.int8)[told]
    not_reached = ~filled.reached(place) & (status != AnswerStatus.NOT_ASKED)
    status[not_reached] = AnswerStatus.NOT_ANSWERED
    return status
