"""Accept: a filled-in form comes from another program, is kept, and counts at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from luister.errors import LuisterError, UnknownNameError
from luister.events.answer import Question
from luister.events.response import Response
from luister.events.single_response import single_answers
from luister.store.forms import keep_all, response_id
from luister.store.home import Store
from luister.store.questions import questions_of
from luister.store.segment import PLACES, checked_dimensions


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """A filled-in form as a program sends it: question id -> number or text.

    `key` is the sender's own id of the form: sent again it adds nothing, with other answers it replaces.
    """

    survey: str
    key: str
    answers: Mapping[str, float | str]
    occurred_at: datetime | None = None
    customer: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


def accept(store: Store, sent: SentForm, *, now: datetime) -> int:
    """The number of the form, which is durable and counts when this returns.

    Raises:
        UnknownNameError: the survey or a question in it is not known, or a value is off its scale.
    """
    (outcome,) = accept_all(store, (sent,), now=now)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def accept_all(
    store: Store, sent: Sequence[SentForm], *, now: datetime
) -> list[int | BaseException]:
    """For each form its number, or why it was not kept; a bad one keeps no other back. One commit for all."""
    known = questions_of(store)
    outcomes = [_checked(known, one, now) for one in sent]
    forms = [one for one in outcomes if not isinstance(one, LuisterError)]
    kept = iter(keep_all(store, forms, source="api", now=now) if forms else ())
    return [
        one if isinstance(one, LuisterError) else next(kept) or int(one[0].id) for one in outcomes
    ]


def _checked(
    known: Mapping[str, Sequence[Question]], sent: SentForm, now: datetime
) -> tuple[Response, Sequence[Question]] | LuisterError:
    try:
        return _form(known, sent, now)
    except LuisterError as error:
        return error


def _form(
    known: Mapping[str, Sequence[Question]], sent: SentForm, now: datetime
) -> tuple[Response, Sequence[Question]]:
    questions = known.get(sent.survey)
    if questions is None:
        raise UnknownNameError(
            f"There is no survey {sent.survey!r}.",
            hint="Publish it, or import one file of it first.",
        )
    places = dict(sent.dimensions)
    checked_dimensions(tuple(name for name in places if name not in PLACES))
    form = Response(
        id=str(response_id(sent.survey, sent.key, places.get("wave"))),
        survey=sent.survey,
        occurred_at=(sent.occurred_at or now).astimezone(UTC),
        customer=sent.customer,
        complete=True,
        weight=1.0,
        dimensions=places,
        answers=single_answers(sent.survey, questions, sent.answers),
    )
    return form, questions
