"""What holds for any survey, however it was put together."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.surveys.example import EXAMPLE, filling, walked

from luister.errors import LuisterError
from luister.events.answer import Scale
from luister.surveys.condition import OPERATORS, Check, Condition
from luister.surveys.condition_groups import condition_of, groups_of, negated
from luister.surveys.definition import (
    ITEM_KINDS,
    SCALES,
    Item,
    Look,
    Option,
    Page,
    SurveyDefinition,
)
from luister.surveys.formats import read
from luister.surveys.routing import kept_answers, path
from luister.surveys.told_answers import told
from luister.surveys.validation import faults

words = st.text(max_size=12)
texts = st.dictionaries(st.sampled_from(["nl", "en", "de"]), words, max_size=3)
names = st.text("abcxyz_.019", max_size=6)
checks = st.builds(
    Check,
    st.sampled_from([name for name, _ in EXAMPLE.fields()] + ["gone"]),
    st.sampled_from(OPERATORS),
    st.lists(st.sampled_from(["0", "3", "7", "x", "~", "bill"]), max_size=2).map(tuple),
)
conditions = st.builds(
    Condition, st.lists(st.lists(checks, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
)
options = st.lists(st.builds(Option, names, texts, st.booleans()), max_size=3).map(tuple)
scales = st.builds(
    Scale,
    st.sampled_from([*SCALES, "rating"]),
    st.integers(-5, 5).map(float),
    st.integers(-5, 12).map(float),
)
items = st.builds(
    Item,
    id=names,
    kind=st.sampled_from([*ITEM_KINDS, "stars"]),
    text=texts,
    help=texts,
    is_required=st.booleans(),
    has_no_opinion=st.booleans(),
    scale=st.none() | scales,
    low=texts,
    options=options,
    aspects=options,
    is_shuffled=st.booleans(),
    show_if=conditions,
    wording=st.integers(-1, 3),
)  # fmt: skip
pages = st.builds(
    Page,
    items=st.lists(items, max_size=4).map(tuple),
    title=texts,
    show_if=conditions,
    end_if=st.none() | conditions,
    is_shuffled=st.booleans(),
)
surveys = st.builds(
    SurveyDefinition,
    name=names,
    kind=names,
    languages=st.lists(st.sampled_from(["nl", "en", "xx"]), max_size=3).map(tuple),
    title=texts,
    pages=st.lists(pages, max_size=3).map(tuple),
    look=st.builds(Look, words, words, words),
)
calm = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(surveys)
def test_whatever_a_survey_is_its_faults_are_told(survey):
    for fault in faults(survey):
        assert fault.problem
        assert fault.where


KEYS = """format name pages items kind id languages show_if scale
SurveyElements Payload Element type elements choices"""
keys = st.sampled_from(KEYS.split())
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def reason(content, form):
    """Why a file was refused; "read" where it was not."""
    try:
        faults(read(content, form).survey)
    except LuisterError as error:
        return error.hint
    return "read"


@calm
@given(plain_values)
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_reason(plain):
    marked = {"format": "luister-survey/1", **plain} if isinstance(plain, dict) else plain
    for form in ("luister", "surveyjs", "qsf"):
        assert reason(json.dumps(marked), form)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_reason(content):
    for form in ("luister", "surveyjs", "qsf", "lss", None):
        assert reason(content, form)


@calm
@given(st.integers(0, 10_000), conditions)
def test_the_opposite_of_a_condition_holds_exactly_where_it_does_not(seed, condition):
    answers = filling(EXAMPLE, seed)
    # Only where every bound is a number can there be an opposite.
    whole = {name for name, item in EXAMPLE.fields() if item.kind in SCALES}
    try:
        opposite = condition_of(negated(groups_of(condition), whole.__contains__))
    except (LuisterError, ValueError, IndexError):
        return
    assert opposite.holds(answers) != condition.holds(answers)


@calm
@given(st.integers(0, 10_000))
def test_a_walk_is_told_in_full_and_nothing_of_another_way(seed):
    wanted = filling(EXAMPLE, seed)
    walked_pages, given_answers = walked(EXAMPLE, wanted)
    assert path(EXAMPLE, given_answers) == walked_pages
    assert kept_answers(EXAMPLE, wanted, walked_pages) == given_answers
    assert told(EXAMPLE, wanted, walked_pages) == told(EXAMPLE, given_answers, walked_pages)
