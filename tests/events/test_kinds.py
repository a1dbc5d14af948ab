from dataclasses import replace
from datetime import UTC, datetime

import pytest

from luister.errors import UnknownNameError
from luister.events.answer import AnswerStatus
from luister.events.answer_events import answer_events
from luister.events.event import Event
from luister.events.kinds import checked
from luister.events.response import Answer, Response

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ANSWER = Event(
    id="form-1/nps",
    kind="answer",
    occurred_at=NOON,
    received_at=NOON,
    source="survey tool",
    instance="form-1",
    attributes={
        "survey": "moving",
        "question": "nps",
        "wording": 1,
        "scale": "nps:0-10",
        "status": 0,
        "value": 9.0,
    },
)


def test_an_answer_that_tells_all_passes():
    assert checked(ANSWER) is ANSWER


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "gossip"}, "no kind of event 'gossip'"),
        ({"instance": None}, "has no instance"),
        ({"occurred_at": datetime(2026, 5, 1)}, "time without a zone"),  # noqa: DTZ001
        ({"attributes": {**ANSWER.attributes, "status": None}}, "has no 'status'"),
        ({"attributes": {**ANSWER.attributes, "mood": "good"}}, "has no 'mood'"),
        ({"attributes": {**ANSWER.attributes, "value": "nine"}}, "value is 'nine'"),
        ({"attributes": {**ANSWER.attributes, "wording": True}}, "wording is True"),
    ],
)
def test_an_answer_that_does_not_is_refused_with_the_reason(change, told):
    with pytest.raises(UnknownNameError, match=told):
        checked(replace(ANSWER, **change))


def test_a_form_is_told_as_an_event_for_each_question_that_was_asked():
    form = Response(
        id="form-1",
        survey="moving",
        occurred_at=NOON,
        customer="K1",
        complete=True,
        weight=1.0,
        dimensions={"process": "moving house", "team": "North"},
        answers=(
            Answer("nps", "Recommend", "nps:0-10", AnswerStatus.ANSWERED, 9.0),
            Answer("ces", "Ease", "ces:1-7", AnswerStatus.NOT_APPLICABLE),
            Answer("mark", "Mark", "mark:1-10", AnswerStatus.NOT_ASKED),
        ),
    )
    events = [checked(event) for event in answer_events(form, received_at=NOON, source="import")]
    assert [(one.id, one.attributes["status"]) for one in events] == [
        ("form-1/nps", 0),
        ("form-1/ces", 2),
    ]
    assert events[0].team == "North"
