"""SurveyJS files of others are read, with a note of all that is not; and ours come back the same."""

import json
from dataclasses import replace

import pytest
from tests.surveys.example import EXAMPLE, NPS, WHY, when

from luister.surveys import formats
from luister.surveys.condition import Check, Condition
from luister.surveys.converted import ConversionError
from luister.surveys.definition import Page
from luister.surveys.definition_file import DefinitionError, dump
from luister.surveys.presets import presets
from luister.surveys.routing import path
from luister.surveys.surveyjs_read import read
from luister.surveys.surveyjs_write import write
from luister.surveys.validation import faults


def only(*elements, **more):
    return read(json.dumps({"pages": [{"name": "page1", "elements": list(elements)}], **more}))


def element(kind, name="q", **more):
    return {"type": kind, "name": name, "title": f"Text of {name}", **more}


def items(found):
    return {item.id: item for item in found.survey.items}


EXACT = replace(
    EXAMPLE,
    pages=tuple(
        replace(page, end_if=page.end_if if n == 0 else None)
        for n, page in enumerate(EXAMPLE.pages)
    ),
)


@pytest.mark.parametrize("survey", [EXACT, *presets()], ids=lambda one: one.name)
def test_a_survey_of_ours_comes_back_the_same(survey):
    found = read(write(survey))
    assert found.survey == survey
    assert found.notes == ()


def test_an_end_that_no_trigger_can_say_comes_back_as_conditions_that_say_the_same():
    found = read(write(EXAMPLE)).survey
    assert found.pages[3].end_if is None
    for effort in ((), ("3",), ("~",)):
        given = {"nps": ("8",), "channel": ("phone",), **({"effort": effort} if effort else {})}
        assert path(found, given) == path(EXAMPLE, given)


def test_what_was_changed_in_another_editor_is_believed():
    plain = json.loads(write(EXAMPLE))
    plain["pages"][0]["elements"][0] |= {"rateMax": 5, "rateMin": 1, "rateCount": 5}
    found = read(json.dumps(plain)).survey
    assert (found.items[0].kind, found.items[0].asked_scale.code) == ("csat", "rating:1-5")
    assert found.name == "example"


@pytest.mark.parametrize(
    ("plain", "kind", "scale"),
    [
        (
            element("rating", title="Would you recommend us?", rateMin=0, rateMax=10),
            "nps",
            "nps:0-10",
        ),
        (element("rating", rateMin=0, rateMax=10), "nps", "rating:0-10"),
        (element("rating"), "csat", "rating:1-5"),
        (element("rating", title="How satisfied?"), "csat", "csat:1-5"),
        (element("rating", title="How easy was it?", rateMax=7), "ces", "ces:1-7"),
        (element("rating", title="Welk rapportcijfer?", rateMax=10), "mark", "mark:1-10"),
        (element("rating", rateCount=4), "csat", "rating:1-4"),
        (element("rating", rateValues=[1, 2, {"value": 3, "text": "Best"}]), "csat", "rating:1-3"),
        (element("rating", rateValues=["a", "b"]), "choice", "choice"),
        (element("rating", rateMax=100), "choice", "choice"),
        (element("radiogroup", choices=["a", "b"]), "choice", "choice"),
        (element("dropdown", choicesMin=1, choicesMax=4), "choice", "choice"),
        (element("boolean"), "choice", "choice"),
        (element("checkbox", choices=["a", {"value": 2, "text": "B"}]), "choices", "choices"),
        (element("tagbox", choices=["a"]), "choices", "choices"),
        (element("imagepicker", choices=["a", "b"]), "choice", "choice"),
        (element("comment"), "text", "text"),
        (element("text"), "text", "text"),
        (element("text", inputType="date"), "date", "date"),
        (element("html", html="<p>Hi</p>"), "statement", "statement"),
        (element("matrix", columns=[1, 2, 3], rows=["a"]), "matrix", "rating:1-3"),
        (
            element("matrix", columns=["bad", "so", "ok", "good"], rows=["a"]),
            "matrix",
            "rating:1-4",
        ),
        (element("matrix", columns=["yes", "no"], rows=["a"]), "choice", "choice"),
        (
            element("matrix", columns=["x", "y"], rows=["a"], cellType="checkbox"),
            "choices",
            "choices",
        ),
    ],
)
def test_kinds_of_questions(plain, kind, scale):
    found = only(plain)
    assert [(item.kind, item.asked_scale.code) for item in found.survey.items] == [(kind, scale)]
    assert faults(found.survey) == ()


@pytest.mark.parametrize(
    "kind",
    [
        "matrixdynamic",
        "matrixdropdown",
        "paneldynamic",
        "file",
        "signaturepad",
        "ranking",
        "expression",
        "image",
        "imagemap",
        "slider",
        "new",
    ],
)
def test_a_kind_we_do_not_have_is_listed_by_name(kind):
    found = only(element(kind, "strange"), element("comment", "fine"))
    assert [note.where for note in found.notes] == ["strange"]
    assert list(items(found)) == ["fine"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{a} = 'x'", when("a", "is", "x")),
        ("{a} <> 'x'", when("a", "is not", "x")),
        ('{a} == "x"', when("a", "is", "x")),
        ("{n} > 6", when("n", "at least", "7")),
        ("{n} <= 6", when("n", "at most", "6")),
        ("7 <= {n}", when("n", "at least", "7")),
        ("{n} anyof [1, 2]", when("n", "is", "1", "2")),
        ("{c} contains 'x'", when("c", "is", "x")),
        ("{c} notcontains 'x'", when("c", "is not", "x")),
        (
            "{c} allof ['x', 'y']",
            Condition(((Check("c", "is", ("x",)), Check("c", "is", ("y",))),)),
        ),
        ("{a} empty", when("a", "not answered")),
        ("{a} notempty", when("a", "answered")),
        ("!({a} notempty)", when("a", "not answered")),
        ("not ({a} = 'x')", when("a", "is not", "x")),
        ("{m.row} >= 2", when("m.row", "at least", "2")),
        ("{b} = true", when("b", "is", "true")),
        (
            "{a} = 'x' and ({n} = 1 or {n} = 2)",
            Condition(
                (
                    (Check("a", "is", ("x",)), Check("n", "is", ("1",))),
                    (Check("a", "is", ("x",)), Check("n", "is", ("2",))),
                )
            ),
        ),
    ],
)
def test_expressions_become_conditions(expression, expected):
    found = only(
        element("radiogroup", "a", choices=["x", "y"]),
        element("rating", "n", rateMin=0, rateMax=10),
        element("checkbox", "c", choices=["x", "y"]),
        element("matrix", "m", columns=[1, 2, 3], rows=["row"]),
        element("boolean", "b"),
        element("comment", "z", visibleIf=expression),
    )
    assert items(found)["z"].show_if == expected
    assert found.notes == ()


@pytest.mark.parametrize(
    "expression",
    [
        "{a} + 1 > 2",
        "age({a}) > 3",
        "{gone} = 1",
        "{a} = {n}",
        "{a}",
        "{a} = ",
        "{a} = 'q'",
        "iif({a} = 'x', true, false)",
        "{a} contains",
        "'x' = 'x'",
        "{" * 100,
        "{panel.a} = 1",
        "(" * 3000 + ")" * 3000,
    ],
)
def test_an_expression_that_cannot_be_said_is_listed_and_the_question_is_shown(expression):
    found = only(
        element("radiogroup", "a", choices=["x", "y"]),
        element("rating", "n"),
        element("comment", "z", visibleIf=expression),
    )
    assert items(found)["z"].show_if == Condition()
    assert [note.where for note in found.notes] == ["z"]
    assert expression[:30] in found.notes[0].detail


def test_panels_pages_and_triggers_carry_their_conditions_over():
    pages = [
        {"name": "one", "elements": [element("boolean", "a"), element("boolean", "b")]},
        {
            "name": "two",
            "visibleIf": "{a} = true",
            "elements": [
                {
                    "type": "panel",
                    "name": "p",
                    "visibleIf": "{b} = true",
                    "elements": [element("comment", "c", visibleIf="{a} notempty")],
                },
                element("comment", "d"),
            ],
        },
        {"name": "three", "elements": [element("comment", "e")]},
    ]
    triggers = [
        {"type": "complete", "expression": "{b} = false"},
        {"type": "visible", "expression": "{a} = false", "questions": ["e"]},
        {"type": "skip", "expression": "{a} = true", "gotoName": "e"},
    ]
    found = read(json.dumps({"pages": pages, "triggers": triggers}))
    c = Condition(((Check("b", "is", ("true",)), Check("a", "answered")),))
    assert items(found)["c"].show_if == c
    assert found.survey.pages[1].show_if == when("a", "is", "true")
    assert found.survey.pages[0].end_if == when("b", "is", "false")
    assert items(found)["e"].show_if == when("a", "is", "false")
    assert [(note.where, note.detail) for note in found.notes] == [
        ("trigger skip", "{a} = true e")
    ]


def test_other_logic_is_listed_by_name():
    found = only(
        element(
            "radiogroup",
            "a",
            choices=["x", {"value": "y", "visibleIf": "{b} = 1"}],
            enableIf="{b} = 1",
        ),
        element("text", "b", inputType="number", validators=[{"type": "numeric"}]),
        calculatedValues=[{"name": "sum", "expression": "{b} * 2"}],
    )
    assert {(note.where, note.detail.split(":")[0]) for note in found.notes} == {
        ("a", "enableIf"),
        ("a", "choices y"),
        ("b", "number"),
        ("b", "validators"),
        ("survey", "calculatedValues"),
    }


@pytest.mark.parametrize(
    ("plain", "languages", "text"),
    [
        ({"title": "Why?"}, ("en",), {"en": "Why?"}),
        (
            {"title": {"default": "Why?", "nl": "Waarom?"}},
            ("en", "nl"),
            {"en": "Why?", "nl": "Waarom?"},
        ),
        ({"title": "Waarom?", "locale": "nl"}, ("nl",), {"nl": "Waarom?"}),
        (
            {"title": {"default": "Why?", "nl": "Waarom?"}, "locale": "nl"},
            ("nl", "en"),
            {"en": "Why?", "nl": "Waarom?"},
        ),
        ({"title": {"de": "Warum?"}}, ("de",), {"de": "Warum?"}),
    ],
)
def test_languages_are_those_of_the_texts(plain, languages, text):
    locale = {"locale": plain["locale"]} if "locale" in plain else {}
    found = only({"type": "comment", "name": "q", "title": plain["title"]}, **locale)
    assert (found.survey.languages, found.survey.items[0].text) == (languages, text)


def test_names_that_are_no_ids_are_made_ids_and_logic_follows_them():
    found = only(
        element("radiogroup", "my question", choices=["a b", "c-d"]),
        element("comment", "z", visibleIf="{my question} = 'a b'"),
    )
    assert items(found)["z"].show_if == when("my_question", "is", "a_b")
    assert faults(found.survey) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"pages": []}',
        '{"pages": [1]}',
        '{"elements": [{"type": "file"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_survey_or_asks_nothing_is_refused_with_a_reason(text):
    with pytest.raises(ConversionError) as refused:
        read(text)
    assert refused.value.hint


def test_a_file_tells_its_own_format():
    for form, one in formats.FORMATS.items():
        if one.write:
            text = formats.write(presets()[0], form)
            assert formats.read(text).survey == presets()[0]
            assert formats.read(text.encode("utf-8-sig")).survey == presets()[0]
            assert formats.read(text.encode("utf-16")).survey == presets()[0]


@pytest.mark.parametrize("content", ["hello", b"\xff\xfa\x00", "{}", b"", '{"a": 1}'])
def test_an_unknown_file_is_refused_with_a_reason(content):
    with pytest.raises(ConversionError) as refused:
        formats.read(content)
    assert refused.value.hint


def test_formats_that_are_only_read_or_not_known_are_told():
    with pytest.raises(ConversionError, match="only read"):
        formats.write(EXAMPLE, "qsf")
    with pytest.raises(ConversionError, match="no survey format"):
        formats.read(dump(EXAMPLE), "pdf")
    with pytest.raises(DefinitionError):
        formats.read('{"format": "luister-survey/1"}')


def test_the_page_of_a_never_is_never_shown():
    always = replace(EXAMPLE, pages=(Page(items=(NPS,), end_if=Condition()), Page(items=(WHY,))))
    found = read(write(always)).survey
    assert path(found, {"nps": ("3",)}) == (0,)
