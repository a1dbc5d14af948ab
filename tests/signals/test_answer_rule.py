from datetime import UTC, datetime

import pytest

from luister.errors import LuisterError
from luister.events.answer import AnswerStatus
from luister.events.response import Answer, Response
from luister.signals.answer_rule import AnswerCondition, AnswerRule, match, plain, rule_from


def said(question, scale, value=None, text=None):
    return Answer(question, f"{question}?", scale, AnswerStatus.ANSWERED, value, text)


FORM = Response(
    id="1",
    survey="moving",
    occurred_at=datetime(2026, 11, 24, tzinfo=UTC),
    customer="k",
    complete=True,
    weight=1,
    dimensions={"process": "moving"},
    answers=(
        said("nps", "nps:0-10", 6.0),
        said("mark", "mark:1-10", 5.0),
        said("days", "number", 12.0),
        said("call", "choice", text="Yes, please"),
        said("why", "text", text="Nobody rang me back about my complaint"),
    ),
)


def rule(*conditions, **more):
    return AnswerRule(name="r", conditions=tuple(conditions), **more)


def is_met(kind, **more):
    return match(rule(AnswerCondition(kind=kind, **more)), FORM) is not None


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"kind": "detractor"}, True),
        ({"kind": "promoter"}, False),
        ({"kind": "mark", "number": 5}, True),
        ({"kind": "mark", "number": 4}, False),
        ({"kind": "value", "question": "days", "comparison": "at_least", "number": 10}, True),
        ({"kind": "value", "question": "days", "comparison": "is", "number": 11}, False),
        ({"kind": "option", "question": "call", "text": "yes, please"}, True),
        ({"kind": "option", "question": "call", "text": "no"}, False),
        ({"kind": "words", "text": "cancel, complaint"}, True),
        ({"kind": "words", "text": "invoice"}, False),
        ({"kind": "words", "question": "why"}, True),
        ({"kind": "words", "question": "other"}, False),
    ],
)
def test_a_condition_is_met_by_the_answer_it_means(condition, expected):
    assert is_met(**condition) is expected


def test_every_condition_must_hold_and_the_place_too():
    both = (AnswerCondition(kind="detractor"), AnswerCondition(kind="promoter"))
    assert match(rule(*both), FORM) is None
    assert match(rule(both[0], survey="other"), FORM) is None
    assert match(rule(both[0], process="payment"), FORM) is None
    assert match(rule(both[0], survey="moving", process="moving"), FORM) is not None


def test_the_effect_is_measured_from_the_middle_of_the_scale():
    found = match(rule(AnswerCondition(kind="mark", number=5)), FORM)
    assert (found.question, found.span, found.metric, found.effect.value) == (
        "mark",
        9,
        "mark",
        -0.5,
    )


def test_an_answer_without_ends_has_no_effect():
    met = match(rule(AnswerCondition(kind="words")), FORM)
    assert (met.question, met.effect, met.span) == ("why", None, None)


def test_a_rule_comes_back_from_plain_values():
    made = rule(AnswerCondition(kind="detractor"), wait_days=3, unless=("closed",))
    assert rule_from(plain(made)) == made


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"name": "x", "conditions": []}, "no condition"),
        ({"name": " ", "conditions": [{"kind": "detractor"}]}, "no name"),
        ({"name": "x", "conditions": [{"kind": "angry"}]}, "no condition 'angry'"),
        ({"name": "x", "conditions": [{"kind": "mark"}]}, "needs a number"),
        ({"name": "x", "conditions": [{"kind": "option"}]}, "needs a question"),
        ({"name": "x", "conditions": [{"kind": "detractor"}], "wait_days": 999}, "days"),
        ({"name": "x", "conditions": [{"kind": "detractor"}], "colour": "red"}, "no rule has"),
        ({"name": "x", "conditions": ["detractor"]}, "no rule has"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(told, problem):
    with pytest.raises(LuisterError, match=problem):
        rule_from(told)
