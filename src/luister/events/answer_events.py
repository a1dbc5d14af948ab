"""A filled-in form told as events: one for every question that was asked."""

from collections.abc import Iterator
from datetime import datetime

from luister.events.answer import AnswerStatus
from luister.events.event import CustomerKey, Event
from luister.events.response import Response


def answer_events(response: Response, *, received_at: datetime, source: str) -> Iterator[Event]:
    """The answers of a form, each as an event whose id is that of the form and the question.

    A question that was not asked is no event: nothing happened.
    """
    keys = (CustomerKey("customer", response.customer),) if response.customer else ()
    places = response.dimensions
    for answer in response.answers:
        if answer.status is AnswerStatus.NOT_ASKED:
            continue
        yield Event(
            id=f"{response.id}/{answer.question}",
            kind="answer",
            occurred_at=response.occurred_at,
            received_at=received_at,
            source=source,
            customers=keys,
            instance=response.id,
            process=places.get("process"),
            touchpoint=places.get("touchpoint"),
            channel=places.get("channel"),
            employee=places.get("employee"),
            team=places.get("team"),
            attributes={
                "survey": response.survey,
                "question": answer.question,
                "wording": 1,
                "scale": answer.scale,
                "status": int(answer.status),
                "value": answer.value,
                "text": answer.text,
                "weight": response.weight,
            },
        )
