"""Four kinds of silence, and every question told once."""

import pytest
from tests.surveys.example import EXAMPLE, NPS, WHY, filling, walked

from luister.events.answer import AnswerStatus, Scale
from luister.surveys.asked_questions import questions
from luister.surveys.definition import Page, SurveyDefinition
from luister.surveys.told_answers import Told, told

ANSWERED, OPEN, NO_OPINION, NOT_ASKED = (
    AnswerStatus.ANSWERED,
    AnswerStatus.NOT_ANSWERED,
    AnswerStatus.NOT_APPLICABLE,
    AnswerStatus.NOT_ASKED,
)
GIVEN = {
    "nps": ("9",),
    "channel": ("other",),
    "channel.other.text": ("post",),
    "reasons": ("bill", "fault"),
    "drivers.speed": ("4",),
    "drivers.tone": ("~",),
    "day": ("2026-05-15",),
}
TOLD = told(EXAMPLE, GIVEN, (0, 1, 2, 3))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("nps", Told(ANSWERED, 9.0)),
        ("why", Told(NOT_ASKED)),
        ("well", Told(OPEN)),
        ("channel", Told(ANSWERED, text="Anders")),
        ("channel_other_text", Told(ANSWERED, text="post")),
        ("reasons_bill", Told(ANSWERED, 1.0)),
        ("reasons_move", Told(ANSWERED, 0.0)),
        ("reasons_fault_text", Told(OPEN)),
        ("reasons_else_text", Told(NOT_ASKED)),
        ("drivers_speed", Told(ANSWERED, 4.0)),
        ("drivers_tone", Told(NO_OPINION)),
        ("effort", Told(OPEN)),
        ("day", Told(ANSWERED, text="2026-05-15")),
        ("mark", Told(NOT_ASKED)),
    ],
)
def test_each_kind_of_silence_is_told_apart(question, answer):
    assert TOLD[question] == answer


def test_what_was_left_open_of_several_options_is_left_open_in_each():
    found = told(EXAMPLE, {"nps": ("8",)}, (0, 1))
    assert found["reasons_bill"] == Told(OPEN)


def test_an_answer_of_the_way_not_taken_is_not_told():
    found = told(EXAMPLE, {"nps": ("9",), "why": ("slow",)}, (0,))
    assert found["why"] == Told(NOT_ASKED)


def test_a_lone_tilde_in_a_text_is_what_somebody_wrote():
    survey = SurveyDefinition(
        name="s", kind="other", languages=("nl",), title={}, pages=(Page(items=(NPS, WHY)),)
    )
    assert told(survey, {"nps": ("1",), "why": ("~",)}, (0,))["why"] == Told(ANSWERED, text="~")


def test_every_question_is_told_once_whatever_the_way():
    names = [question.id for question in questions(EXAMPLE)]
    assert len(set(names)) == len(names)
    for seed in range(100):
        pages, given = walked(EXAMPLE, filling(EXAMPLE, seed))
        assert sorted(told(EXAMPLE, given, pages)) == sorted(names)


def test_a_number_is_told_only_where_there_is_one():
    scales = {question.id: question.scale for question in questions(EXAMPLE)}
    for seed in range(100):
        pages, given = walked(EXAMPLE, filling(EXAMPLE, seed))
        for question, answer in told(EXAMPLE, given, pages).items():
            has_number = answer.value is not None
            assert has_number == (answer.status is ANSWERED and scales[question].is_numeric)


def test_the_questions_are_known_by_their_parts_labels_and_scales():
    found = {question.id: question for question in questions(EXAMPLE)}
    assert "said" not in found
    assert found["nps"].labels == {0: "Nee", 10: "Ja"}
    assert found["nps"].is_headline
    assert found["drivers_speed"].label == "Hoe beoordeelt u:: Snelheid"
    assert found["drivers_speed"].scale == Scale("rating", 1, 5)
    assert found["drivers_speed"].touchpoint == "call"
    assert found["drivers_speed"].labels == {1: "Slecht", 5: "Goed"}
    assert found["reasons_bill"].scale == Scale("rating", 0, 1)
    assert found["reasons_bill"].labels == {}
    assert found["channel_other_text"].scale == Scale("text")
    assert found["effort"].wording == 3
    assert found["effort"].process == "contact"
    assert found["day"].scale == Scale("text")
