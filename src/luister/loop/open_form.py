"""A survey in somebody's hands, and how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from luister.events.answer import Question
from luister.events.response import Answer, Response
from luister.store.fillings import Filling, keep_filling
from luister.store.forms import keep, pseudonym, response_id
from luister.store.home import Store
from luister.store.invitations import mark
from luister.store.truth import Truth
from luister.surveys.asked_questions import questions
from luister.surveys.condition import Given
from luister.surveys.definition import SurveyDefinition
from luister.surveys.routing import path
from luister.surveys.told_answers import Told, told


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForm:
    """A survey in somebody's hands.

    `state` is new, under way, finished, closed or expired; `page` the one to show, None where there is none to answer;
    `given` the answers so far; `key` names this filling and shuffles its options.
    """

    survey: SurveyDefinition
    version: int
    link: str
    key: str
    state: str
    language: str
    page: int | None
    given: Given = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    customer: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    is_personal: bool = False
    started_at: datetime | None = None


def keep_form(store: Store, before: OpenForm, after: OpenForm, *, now: datetime) -> None:
    """Keeps the answers and how far their giver has come, in one commit; durable when this returns."""
    seen = _seen(before, after)
    asked = questions(after.survey)
    answers = told(after.survey, after.given, seen)
    kept_filling = filling(store, after, now=now)
    form = Response(
        id=str(kept_filling.response),
        survey=after.survey.name,
        occurred_at=after.started_at or now,
        customer=after.customer,
        complete=after.state == "finished",
        weight=1.0,
        dimensions={
            "language": after.language,
            "process": after.survey.process,
            **after.dimensions,
        },
        answers=tuple(_answer(question, answers[question.id]) for question in asked),
    )

    def also(truth: Truth) -> None:
        keep_filling(truth, kept_filling)
        if after.is_personal:
            mark(store, after.link, "finished" if form.complete else "started", now=now)

    keep(store, form, asked, source="survey", now=now, also=also)


def _seen(before: OpenForm, after: OpenForm) -> tuple[int, ...]:
    """The pages that were answered and still lie on the way; who went back loses no later page by it."""
    survey = after.survey

    def is_answered(number: int) -> bool:
        names = (name for item in survey.pages[number].items for name in item.fields)
        return (
            number in after.pages
            or number == before.page
            or any(name in after.given for name in names)
        )

    return tuple(number for number in path(survey, after.given) if is_answered(number))


def _answer(question: Question, said: Told) -> Answer:
    return Answer(
        question.id, question.label, question.scale.code, said.status, said.value, said.text
    )


def filling(store: Store, form: OpenForm, *, now: datetime) -> Filling:
    """How far the giver of a form has come, as it is kept; a finished one no longer holds the answers."""
    is_over = form.state == "finished"
    return Filling(
        key=form.key,
        survey=form.survey.name,
        version=form.version,
        link=form.link,
        customer=pseudonym(store, form.customer) if form.customer else None,
        language=form.language,
        page=form.page,
        given={} if is_over else form.given,
        pages=form.pages,
        response=response_id(form.survey.name, form.key),
        started_at=form.started_at or now,
        changed_at=now,
        finished_at=now if is_over else None,
    )
