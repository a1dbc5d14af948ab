"""Surveys that Qualtrics and LimeSurvey wrote: every branch is converted, or listed by the name of its question."""

import json
from pathlib import Path

import pytest
from tests.surveys.example import filling, walked

from luister.surveys.condition import ALWAYS
from luister.surveys.formats import read
from luister.surveys.routing import path
from luister.surveys.validation import faults

FOLDER = Path(__file__).parent / "real"
ITEMS = {
    "Better_Sample_Survey.qsf": 28,
    "Many_types.qsf": 67,
    "Matrix.qsf": 5,
    "Test_Survey_for_Coded_Comments.qsf": 2,
    "survey.lss": 5,
}


def taken_in(name):
    return read((FOLDER / name).read_bytes())


def branches(file):
    """The questions of a Qualtrics survey, not in its bin, that have a logic: of their own, and of an option."""
    elements = json.loads(file.read_text("utf-8"))["SurveyElements"]
    blocks = next(one["Payload"] for one in elements if one["Element"] == "BL")
    blocks = blocks.values() if isinstance(blocks, dict) else blocks
    used = {
        part.get("QuestionID")
        for block in blocks
        if block["Type"] != "Trash"
        for part in block["BlockElements"]
    }
    own, options = [], []
    for question in (one["Payload"] for one in elements if one["Element"] == "SQ"):
        if question["QuestionID"] in used:
            tag = question["DataExportTag"]
            own += [tag] * ("DisplayLogic" in question)
            kinds = [question.get("Choices"), question.get("Answers")]
            parts = [part for kind in kinds if isinstance(kind, dict) for part in kind.values()]
            options += [tag for part in parts if isinstance(part, dict) and "DisplayLogic" in part]
    return own, options


def conditional(survey):
    """The names of the items that are shown only if something holds."""
    return {
        item.id
        for page in survey.pages
        for item in page.items
        if {page.show_if, item.show_if} != {ALWAYS}
    }


def belongs(name, tag):
    """Whether an item is the question itself, or a row of it."""
    return name == tag or name.startswith(f"{tag}_")


@pytest.mark.parametrize("name", ITEMS)
def test_each_can_be_published_and_answered_as_it_comes_in(name):
    survey = taken_in(name).survey
    assert len(survey.items) == ITEMS[name]
    assert faults(survey) == ()
    for seed in range(10):
        assert walked(survey, filling(survey, seed))[0]


@pytest.mark.parametrize("name", [name for name in ITEMS if name.endswith(".qsf")])
def test_every_branch_of_qualtrics_is_converted_or_listed_by_name(name):
    found = taken_in(name)
    own, options = branches(FOLDER / name)
    listed = [note.where for note in found.notes if "logic of an option" in note.what]
    assert sorted(listed) == sorted(options)
    unsaid = {note.where for note in found.notes if note.what.startswith("The logic could not")}
    left_out = {note.where for note in found.notes if "left out" in note.what}
    known = unsaid | left_out | conditional(found.survey)
    for tag in own:
        items = {item.id for item in found.survey.items if belongs(item.id, tag)}
        assert items <= known, tag
        assert any(belongs(name, tag) for name in known), tag


def test_a_jump_to_the_end_of_the_block_hides_all_that_follows_in_it():
    survey = taken_in("Better_Sample_Survey.qsf").survey
    first, second = survey.pages
    assert first.items[-1].id == "q2_favorite"
    assert conditional(survey) == {item.id for item in second.items}
    assert path(survey, {"q2_favorite": ("1",)}) == (0,)
    assert path(survey, {"q2_favorite": ("2",)}) == (0, 1)


def test_what_limesurvey_asks_that_we_cannot_is_named():
    notes = taken_in("survey.lss").notes
    assert [(one.where, one.what) for one in notes] == [
        ("G02Q03", "This kind of question is not converted: it is left out")
    ]
