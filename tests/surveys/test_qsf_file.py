"""Qualtrics files: what is asked, when it is asked, and a note of all that is not."""

import json

import pytest
from tests.surveys.qsf_builder import (
    END,
    block,
    branch,
    logic,
    look,
    question,
    shown,
    single,
    skip,
    survey,
)

from luister.surveys.condition import Check, Condition
from luister.surveys.converted import ConversionError
from luister.surveys.qsf_file import read
from luister.surveys.routing import path
from luister.surveys.validation import faults


def only(*questions, **options):
    return read(
        survey(questions, [block("BL_1", *(one["QuestionID"] for one in questions), **options)])
    )


def items(found):
    return {item.id: item for item in found.survey.items}


def noted(found):
    return {(note.where, note.what.split(":")[0]) for note in found.notes}


def test_choices_become_options_and_own_words_stay():
    choices = {
        "1": "Red",
        "3": {"Display": "Other", "TextEntry": "true"},
        "2": "<b>Blue</b>&nbsp;",
    }
    found = only(
        question("QID1", "MC", "SAVR", choices=choices),
        question("QID2", "MC", "MAHR", choices=choices),
    )
    one, many = found.survey.items
    assert (one.kind, many.kind) == ("choice", "choices")
    assert [(o.code, o.text["en"], o.with_text) for o in one.options] == [
        ("1", "Red", False),
        ("3", "Other", True),
        ("2", "Blue", False),
    ]
    assert found.notes == ()


def test_the_net_promoter_question_keeps_its_ends():
    choices = {str(n): str(n) for n in range(11)}
    labels = [{"Display": "Not likely"}, {"Display": "Very likely"}]
    found = only(question("QID1", "MC", "NPS", choices=choices, ColumnLabels=labels))
    nps = found.survey.items[0]
    assert (nps.kind, nps.low, nps.high) == ("nps", {"en": "Not likely"}, {"en": "Very likely"})


def test_a_required_question_stays_required_and_a_shuffled_one_shuffled():
    asked = single("QID1")
    asked["Validation"]["Settings"]["ForceResponse"] = "ON"
    asked["Randomization"] = {"Type": "All"}
    item = only(asked).survey.items[0]
    assert (item.is_required, item.is_shuffled) == (True, True)


@pytest.mark.parametrize(
    ("selector", "more", "kind"),
    [
        ("SL", {}, "text"),
        ("ESTB", {}, "text"),
        (
            "SL",
            {"Validation": {"Settings": {"Type": "ContentType", "ContentType": "ValidDate"}}},
            "date",
        ),
    ],
)
def test_texts_and_dates(selector, more, kind):
    assert only(question("QID1", "TE", selector, **more)).survey.items[0].kind == kind


def test_a_form_is_a_text_for_each_field():
    found = only(question("QID1", "TE", "FORM", choices={"1": "Name", "2": "Town"}))
    assert {item.id: item.text["en"] for item in found.survey.items} == {
        "Q1_1": "Text of QID1: Name",
        "Q1_2": "Text of QID1: Town",
    }


def matrix(qid="QID1", *answers, sub="SingleAnswer", **more):
    rows = {"1": "Speed", "2": "Price"}
    named = {str(n): {"Display": text} for n, text in enumerate(answers, 1)}
    return question(
        qid,
        "Matrix",
        "Likert",
        choices=rows,
        SubSelector=sub,
        Answers=named,
        AnswerOrder=list(named),
        **more,
    )


def test_a_likert_table_becomes_a_matrix_with_its_ends_and_a_note_of_the_words_between():
    found = only(matrix("QID1", "Bad", "Poor", "Fair", "Good", "Don't know"))
    item = found.survey.items[0]
    assert (item.kind, item.asked_scale.code, item.has_no_opinion) == (
        "matrix",
        "rating:1-4",
        True,
    )
    assert (item.low["en"], item.high["en"]) == ("Bad", "Good")
    assert [one.text["en"] for one in item.aspects] == ["Speed", "Price"]
    assert found.notes[0].detail == "Bad | Poor | Fair | Good"


def test_recode_values_are_the_scale():
    found = only(
        matrix("QID1", "Bad", "Good", "Best", RecodeValues={"1": "0", "2": "1", "3": "2"})
    )
    assert found.survey.items[0].asked_scale.code == "rating:0-2"


def test_a_table_of_words_becomes_a_question_for_each_row():
    found = only(matrix("QID1", "Yes", "No"), matrix("QID2", "Car", "Bus", sub="MultipleAnswer"))
    assert [(item.id, item.kind) for item in found.survey.items] == [
        ("Q1_1", "choice"),
        ("Q1_2", "choice"),
        ("Q2_1", "choices"),
        ("Q2_2", "choices"),
    ]


def test_a_slider_becomes_a_rating_and_a_long_one_is_shortened_with_a_note():
    short = question(
        "QID1",
        "Slider",
        "HBAR",
        choices={"1": "Taste"},
        Configuration={"CSSliderMin": 1, "CSSliderMax": 5},
    )
    long = question(
        "QID2",
        "Slider",
        "HSLIDER",
        choices={"1": "A", "2": "B"},
        Configuration={"CSSliderMin": 0, "CSSliderMax": 100},
    )
    stars = question(
        "QID3", "Slider", "STAR", choices={"1": "A"}, Configuration={"StarCount": "7"}
    )
    found = only(short, long, stars)
    scales = [item.asked_scale.code for item in found.survey.items]
    assert scales == ["rating:1-5", "rating:0-10", "rating:1-7"]
    assert noted(found) == {("Q2", "The slider became a scale from 0 to 10")}


def test_a_descriptive_text_is_a_statement():
    found = only(
        question("QID1", "DB", "TB", text="<p>Hello</p><script>x()</script>"), single("QID2")
    )
    assert (found.survey.items[0].kind, found.survey.items[0].text) == (
        "statement",
        {"en": "Hello"},
    )


def test_tables_side_by_side_follow_each_other():
    column = {
        "QuestionType": "Matrix",
        "Selector": "Likert",
        "SubSelector": "SingleAnswer",
        "QuestionText": "Left",
    }
    answers = {str(n): {"Display": str(n)} for n in range(1, 6)}
    texts = {
        "QuestionType": "Matrix",
        "Selector": "TE",
        "Answers": {"1": {"Display": "a"}, "2": {"Display": "b"}},
    }
    found = only(
        question(
            "QID1",
            "SBS",
            "SBSMatrix",
            choices={"1": "Speed"},
            AdditionalQuestions={"1": {**column, "Answers": answers}, "2": texts},
        )
    )
    assert [(item.id, item.kind) for item in found.survey.items] == [("Q1_1", "matrix")]
    assert noted(found) == {("Q1_2", "This kind of question is not converted")}


@pytest.mark.parametrize(
    ("kind", "selector"),
    [("RO", "DND"), ("CS", "HR"), ("HotSpot", "OF"), ("FileUpload", "FUD"), ("Timing", "PageTimer"),
     ("Meta", "Browser"), ("Captcha", "V2"), ("DD", "DL"), ("TE", "PW"), ("Tomorrow", "New")],
)  # fmt: skip
def test_a_kind_we_do_not_have_is_listed_by_name(kind, selector):
    found = only(question("QID1", kind, selector, choices={"1": "A"}), single("QID2"))
    assert [(note.where, note.detail) for note in found.notes] == [("Q1", f"{kind} {selector}")]
    assert list(items(found)) == ["Q2"]


def test_every_language_comes_along():
    asked = single("QID1", c1="Yes", c2="No")
    asked["Language"] = {
        "NL": {
            "QuestionText": "Tekst",
            "Choices": {"1": {"Display": "Ja"}, "2": {"Display": "Nee"}},
        },
        "PT-BR": {"QuestionText": "Texto"},
    }
    found = only(asked)
    item = found.survey.items[0]
    assert found.survey.languages == ("en", "nl", "pt-br")
    assert item.text == {"en": "Text of QID1", "nl": "Tekst", "pt-br": "Texto"}
    assert item.options[0].text == {"en": "Yes", "nl": "Ja"}


def test_display_logic_becomes_a_condition():
    later = question("QID2", "TE", "SL", DisplayLogic=logic(look("QID1/SelectableChoice/2")))
    found = only(single("QID1"), later)
    assert items(found)["Q2"].show_if == Condition(((Check("Q1", "is", ("2",)),),))
    assert found.notes == ()


def test_and_binds_before_or_and_sets_are_joined_as_they_say():
    a, b, c = (look(f"QID{n}/SelectableChoice/1") for n in (1, 2, 3))
    said = logic(a, {**b, "Conjuction": "And"}, {**c, "Conjuction": "Or"})
    found = only(
        single("QID1"),
        single("QID2"),
        single("QID3"),
        question("QID4", "TE", "SL", DisplayLogic=said),
    )
    groups = items(found)["Q4"].show_if.groups
    assert {frozenset(check.field for check in group) for group in groups} == {
        frozenset({"Q3"}),
        frozenset({"Q1", "Q2"}),
    }
    said = logic(a, joined=(("AndIf", b), ("OrIf", c)))
    found = only(
        single("QID1"),
        single("QID2"),
        single("QID3"),
        question("QID4", "TE", "SL", DisplayLogic=said),
    )
    assert (
        items(found)["Q4"].show_if.groups == groups[::-1]
        or len(items(found)["Q4"].show_if.groups) == 2
    )


@pytest.mark.parametrize(
    ("locator", "operator", "right", "check"),
    [
        ("QID1/SelectableChoice/1", "NotSelected", None, Check("Q1", "is not", ("1",))),
        ("QID2/SelectableChoice/1/2", "Selected", None, Check("Q2.1", "is", ("2",))),
        ("QID3/ChoiceTextEntryValue", "EqualTo", "7", Check("Q3", "is", ("7",))),
        ("QID3/ChoiceTextEntryValue", "NotEmpty", "", Check("Q3", "answered")),
        ("QID3/ChoiceTextEntryValue", "Empty", None, Check("Q3", "not answered")),
        (
            "QID3/ChoiceTextEntryValue",
            "GreaterThanOrEqual",
            "18",
            Check("Q3", "at least", ("18",)),
        ),
        ("QID1/SelectedChoicesRecode", "GreaterThan", "1", Check("Q1", "is", ("2",))),
        ("QID4/SelectableChoice/6", "Selected", None, Check("Q4", "is", ("6",))),
    ],
)
def test_comparisons_that_are_converted(locator, operator, right, check):
    nps = question("QID4", "MC", "NPS", choices={str(n): str(n) for n in range(11)})
    table = matrix("QID2", "Bad", "Poor", "Fair", "Good")
    last = question("QID5", "TE", "SL", DisplayLogic=logic(look(locator, operator, right)))
    found = only(single("QID1"), table, question("QID3", "TE", "SL"), nps, last)
    assert items(found)["Q5"].show_if == Condition(((check,),))


@pytest.mark.parametrize(
    "one",
    [
        look("QID1/SelectableChoice/1", "Displayed"),
        look("QID3/ChoiceTextEntryValue", "Contains", "x"),
        look("QID3/ChoiceTextEntryValue", "GreaterThan", "18"),
        look("QID1/SelectedChoicesCount", "EqualTo", "2"),
        look("QID9/SelectableChoice/1"),
        look("age", "EqualTo", "1", kind="EmbeddedField"),
        look("QO_1", "QuotaMet", kind="Quota"),
    ],
)
def test_logic_that_cannot_be_said_is_listed_in_its_own_words_and_the_question_is_asked(one):
    last = question("QID5", "TE", "SL", DisplayLogic=logic(one))
    found = only(single("QID1"), question("QID3", "TE", "SL"), last)
    assert not items(found)["Q5"].show_if.groups
    (note,) = found.notes
    assert note.where == "Q5"
    assert one["Operator"] in note.detail


def test_logic_on_what_comes_later_is_listed():
    early = question("QID1", "TE", "SL", DisplayLogic=logic(look("QID2/SelectableChoice/1")))
    found = only(early, single("QID2"))
    assert [note.where for note in found.notes] == ["Q1"]
    assert faults(found.survey) == ()


def test_display_logic_of_an_option_is_listed():
    choices = {
        "1": "A",
        "2": {"Display": "B", "DisplayLogic": logic(look("QID1/SelectableChoice/1"))},
    }
    found = only(single("QID1"), question("QID2", "MC", "SAVR", choices=choices))
    assert found.notes[0].where == "Q2"
    assert "QID1/SelectableChoice/1" in found.notes[0].detail


def test_a_skip_to_the_end_ends_the_page():
    found = read(
        survey(
            [single("QID1"), single("QID2")],
            [block("BL_1", skip("QID1", "QID1/SelectableChoice/2", "ENDOFSURVEY"), "QID2")],
        )
    )
    assert [len(page.items) for page in found.survey.pages] == [1, 1]
    assert path(found.survey, {"Q1": ("2",)}) == (0,)
    assert path(found.survey, {"Q1": ("1",)}) == (0, 1)


def test_a_skip_to_a_question_hides_what_lies_between():
    asked = [single(f"QID{n}") for n in (1, 2, 3)]
    found = read(
        survey(
            asked, [block("BL_1", skip("QID1", "QID1/SelectableChoice/2", "QID3"), "QID2", "QID3")]
        )
    )
    assert items(found)["Q2"].show_if == Condition(((Check("Q1", "is not", ("2",)),),))
    assert not items(found)["Q3"].show_if.groups


def test_a_skip_to_the_end_of_the_block_leaves_the_next_block():
    asked = [single(f"QID{n}") for n in (1, 2, 3)]
    blocks = [
        block(
            "BL_1", skip("QID1", "QID1/SelectableChoice/1", "ENDOFBLOCK", "NotSelected"), "QID2"
        ),
        block("BL_2", "QID3"),
    ]
    found = read(survey(asked, blocks))
    assert items(found)["Q2"].show_if == Condition(((Check("Q1", "is", ("1",)),),))
    assert not items(found)["Q3"].show_if.groups


def test_a_skip_that_cannot_be_said_is_listed():
    asked = [single(f"QID{n}") for n in (1, 2)]
    found = read(
        survey(
            asked,
            [
                block(
                    "BL_1",
                    skip("QID1", "QID1/SelectableChoice/1", "ENDOFSURVEY", "Displayed"),
                    skip("QID2", "QID2/SelectableChoice/1", "QID1"),
                )
            ],
        )
    )
    assert [note.where for note in found.notes] == ["Q1", "Q2"]
    assert all(page.end_if is None for page in found.survey.pages)


def test_a_page_break_breaks_the_page():
    found = read(
        survey([single("QID1"), single("QID2")], [block("BL_1", "QID1", "break", "QID2")])
    )
    assert [[item.id for item in page.items] for page in found.survey.pages] == [["Q1"], ["Q2"]]


YES = logic(look("QID1/SelectableChoice/1"))
THREE = [single(f"QID{n}") for n in (1, 2, 3)]
BLOCKS = [block("BL_1", "QID1"), block("BL_2", "QID2"), block("BL_3", "QID3")]


def test_a_branch_is_shown_to_whom_it_is_for():
    found = read(survey(THREE, BLOCKS, [shown("BL_1"), branch(YES, shown("BL_2")), shown("BL_3")]))
    assert path(found.survey, {"Q1": ("1",)}) == (0, 1, 2)
    assert path(found.survey, {"Q1": ("2",)}) == (0, 2)
    assert found.notes == ()


def test_a_branch_that_ends_the_survey_ends_it():
    found = read(
        survey(THREE, BLOCKS, [shown("BL_1"), branch(YES, END), shown("BL_2"), shown("BL_3")])
    )
    assert path(found.survey, {"Q1": ("1",)}) == (0,)
    assert path(found.survey, {"Q1": ("2",)}) == (0, 1, 2)


def test_a_branch_with_a_block_and_an_end_ends_after_the_block():
    found = read(
        survey(THREE, BLOCKS, [shown("BL_1"), branch(YES, shown("BL_2"), END), shown("BL_3")])
    )
    assert path(found.survey, {"Q1": ("1",)}) == (0, 1)
    assert path(found.survey, {"Q1": ("2",)}) == (0, 2)


def test_an_end_after_what_may_be_hidden_still_ends():
    maybe = question("QID2", "TE", "SL", DisplayLogic=logic(look("QID1/SelectableChoice/2")))
    asked = [single("QID1"), maybe, single("QID3")]
    found = read(
        survey(asked, BLOCKS, [shown("BL_1"), shown("BL_2"), branch(YES, END), shown("BL_3")])
    )
    assert path(found.survey, {"Q1": ("1",)}) == (0,)
    assert path(found.survey, {"Q1": ("2",)}) == (0, 1, 2)


def test_a_branch_in_a_branch_needs_both():
    inner = branch(logic(look("QID2/SelectableChoice/1")), shown("BL_3"))
    found = read(survey(THREE, BLOCKS, [shown("BL_1"), shown("BL_2"), branch(YES, inner)]))
    assert path(found.survey, {"Q1": ("1",), "Q2": ("1",)}) == (0, 1, 2)
    assert path(found.survey, {"Q1": ("1",), "Q2": ("2",)}) == (0, 1)


def test_a_branch_that_cannot_be_said_is_listed_and_ends_nothing():
    said = logic(look("Source", "EqualTo", "x", kind="EmbeddedField"))
    found = read(
        survey(THREE, BLOCKS, [shown("BL_1"), branch(said, shown("BL_2"), END), shown("BL_3")])
    )
    (note,) = found.notes
    assert note.where == "branch New Branch FL_9"
    assert "EmbeddedField" in note.detail
    assert path(found.survey, {"Q1": ("1",)}) == (0, 1, 2)


def test_what_else_stands_in_the_flow_is_listed():
    flow = [
        {"Type": "EmbeddedData", "FlowID": "FL_2", "EmbeddedData": [{"Field": "source"}]},
        {"Type": "BlockRandomizer", "SubSet": 1, "Flow": [shown("BL_1"), shown("BL_2")]},
        {"Type": "WebService", "FlowID": "FL_3", "URL": "https://example.org"},
        {"Type": "Group", "Flow": [shown("BL_3")]},
        shown("BL_1"),
        shown("BL_gone"),
        END,
        shown("BL_2"),
    ]
    found = read(survey(THREE, BLOCKS, flow))
    told = [note.detail for note in found.notes]
    assert told == [
        "EmbeddedData source",
        "1 of: Block BL_1, Block BL_2",
        "WebService FL_3",
        "Block BL_1",
        "BL_gone",
        "Block BL_2",
    ]
    assert list(items(found)) == ["Q1", "Q2", "Q3"]


def test_a_shuffled_block_is_a_shuffled_page_and_other_ways_are_listed():
    found = only(single("QID1"), single("QID2"), RandomizeQuestions="true")
    assert found.survey.pages[0].is_shuffled
    found = only(single("QID1"), RandomizeQuestions="RandomWithXPerPage", Looping="Question")
    assert noted(found) == {
        ("block Block BL_1", "The random order of the questions is not converted"),
        ("block Block BL_1", "The loop is not converted"),
    }


def test_bins_quotas_scripts_and_blocks_outside_the_flow_are_listed():
    scripted = single("QID1")
    scripted["QuestionJS"] = "alert(1)"
    blocks = [block("BL_1", "QID1"), block("BL_2", "QID2"), block("BL_3", "QID3", kind="Trash")]
    quota = {"Element": "QG", "Payload": {"Quotas": [{"Name": "Men"}]}}
    found = read(
        survey(
            [scripted, *THREE[1:]],
            blocks,
            [shown("BL_1")],
            extra=(quota, None, {"Element": "SQ", "Payload": None}),
        )
    )
    assert {note.detail for note in found.notes} == {"JavaScript", "BL_2", "Q3", "Men"}


def test_shapes_that_php_makes_of_empty_and_numbered_objects_are_read():
    asked = question(
        "QID1", "MC", "SAVR", Choices=[{"Display": "A"}, {"Display": "B"}], ChoiceOrder=[1, 0]
    )
    asked["Randomization"], asked["RecodeValues"], asked["Language"] = [], [], []
    found = read(survey([asked], [block("BL_1", "QID1")], blocks_as_list=False))
    assert [one.text["en"] for one in found.survey.items[0].options] == ["B", "A"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"SurveyElements": {}}', '{"SurveyElements": []}', '{"SurveyElements": [1, null]}', "[" * 100_000,
     survey([question("QID1", "RO", "DND")], [block("BL_1", "QID1")])],
)  # fmt: skip
def test_what_is_no_survey_or_asks_nothing_is_refused_with_a_reason(text):
    with pytest.raises(ConversionError) as refused:
        read(text)
    assert refused.value.hint


def test_a_flow_that_goes_round_in_depth_comes_to_an_end():
    flow = shown("BL_1")
    for _ in range(200):
        flow = branch(YES, flow)
    plain = json.loads(survey(THREE, BLOCKS, [shown("BL_2"), flow]))
    assert list(items(read(json.dumps(plain)))) == ["Q2"]
