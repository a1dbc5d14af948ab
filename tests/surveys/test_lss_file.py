"""LimeSurvey files: every kind of question, relevance equations, conditions and languages; and no entity bombs."""

import pytest
from tests.surveys.lss_builder import asked, document, survey

from luister.surveys.condition import Check, Condition
from luister.surveys.converted import ConversionError
from luister.surveys.lss_file import read
from luister.surveys.validation import faults

FIVE = [("A1", "Bad"), ("A2", "Poor"), ("A3", "Fair"), ("A4", "Good"), ("A5", "Best")]
TICKED = {"multiflexible_checkbox": "1"}
ROWS = [("SQ001", "Speed"), ("SQ002", "Price")]


def items(found):
    return {item.id: item for item in found.survey.items}


def condition(field, operator, *values):
    return Condition(((Check(field, operator, values),),))


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        (asked(1, "L", answers=FIVE), ["choice"]),
        (asked(1, "!", answers=FIVE), ["choice"]),
        (asked(1, "O", answers=FIVE), ["choice", "text"]),
        (asked(1, "5"), ["csat"]),
        (asked(1, "Y"), ["choice"]),
        (asked(1, "G"), ["choice"]),
        (asked(1, "M", parts=ROWS), ["choices"]),
        (asked(1, "P", parts=ROWS), ["choices"]),
        (asked(1, "S"), ["text"]),
        (asked(1, "T"), ["text"]),
        (asked(1, "U"), ["text"]),
        (asked(1, "N"), ["text"]),
        (asked(1, "Q", parts=ROWS), ["text", "text"]),
        (asked(1, "K", parts=ROWS), ["text", "text"]),
        (asked(1, "D"), ["date"]),
        (asked(1, "X"), ["statement"]),
        (asked(1, "A", parts=ROWS), ["matrix"]),
        (asked(1, "B", parts=ROWS), ["matrix"]),
        (asked(1, "C", parts=ROWS), ["choice", "choice"]),
        (asked(1, "E", parts=ROWS), ["choice", "choice"]),
        (asked(1, "F", parts=ROWS, answers=FIVE), ["matrix"]),
        (asked(1, "H", parts=ROWS, answers=FIVE), ["matrix"]),
        (asked(1, "1", parts=ROWS, answers=[*FIVE, *((c, t, "1") for c, t in FIVE)]), ["matrix", "matrix"]),
        (asked(1, ":", parts=[*ROWS, ("Y_a", "A"), ("Y_b", "B")], attributes=TICKED), ["choices", "choices"]),
    ],
)  # fmt: skip
def test_every_kind_of_question_we_have(question, kinds):
    found = read(survey(question, asked(2, "Y")))
    assert [item.kind for item in found.survey.items[:-1]] == kinds
    assert faults(found.survey) == ()


@pytest.mark.parametrize("kind", ["R", "|", "*", "I", ";", ":", "Z", ""])
def test_a_kind_we_do_not_have_is_listed_by_name(kind):
    found = read(survey(asked(1, kind, parts=ROWS), asked(2, "Y")))
    (note,) = found.notes
    assert (note.where, note.what) == (
        "Q1",
        "This kind of question is not converted: it is left out",
    )


def test_numbers_in_words_are_a_scale_and_recommendation_is_the_net_promoter_question():
    answers = [(f"A{n}", str(n)) for n in range(11)]
    asks = {"en": "How likely are you to recommend us?"}
    found = read(
        survey(asked(1, "L", answers=answers, text=asks), asked(2, "T", relevance="Q1 == 'A3'"))
    )
    assert items(found)["Q1"].kind == "nps"
    assert items(found)["Q2"].show_if == condition("Q1", "is", "3")


def test_what_is_mandatory_shuffled_or_has_another_answer_stays_so():
    question = asked(
        1, "L", answers=FIVE, mandatory="Y", other="Y", attributes={"random_order": "1"}
    )
    item = read(survey(question)).survey.items[0]
    assert (item.is_required, item.is_shuffled) == (True, True)
    assert (item.options[-1].code, item.options[-1].with_text) == ("other", True)


@pytest.mark.parametrize(
    ("relevance", "expected"),
    [
        ('((Q1.NAOK == "Y"))', condition("Q1", "is", "Y")),
        ("Q1 == 'Y'", condition("Q1", "is", "Y")),
        ("Q1.NAOK != 'Y'", condition("Q1", "is not", "Y")),
        ('Q1 ne "N"', condition("Q1", "is not", "N")),
        ("!is_empty(Q5.NAOK)", condition("Q5", "answered")),
        ("is_empty(Q5)", condition("Q5", "not answered")),
        ('Q5.NAOK == ""', condition("Q5", "not answered")),
        ("strlen(Q5) > 0", condition("Q5", "answered")),
        ("Q2 >= 4", condition("Q2", "at least", "4")),
        ("Q2.value lt 3", condition("Q2", "at most", "2")),
        ("3 > Q2", condition("Q2", "at most", "2")),
        ("intval(Q2) == 3", condition("Q2", "is", "3")),
        ('Q3_SQ001.NAOK == "Y"', condition("Q3", "is", "SQ001")),
        ('Q3_SQ002.NAOK != "Y"', condition("Q3", "is not", "SQ002")),
        ("Q4_SQ001 == 'A5'", condition("Q4.SQ001", "is", "5")),
        ("5X1X1 == 'Y'", condition("Q1", "is", "Y")),
        ("5X1X3SQ001 == 'Y'", condition("Q3", "is", "SQ001")),
        ("Q1 == 'Y' and Q2 > 2", Condition(((Check("Q1", "is", ("Y",)), Check("Q2", "at least", ("3",))),))),
        ("Q1 == 'Y' || Q2 == 1", Condition(((Check("Q1", "is", ("Y",)),), (Check("Q2", "is", ("1",)),)))),
        ("!(Q1 == 'Y' or Q2 == 1)", Condition(((Check("Q1", "is not", ("Y",)), Check("Q2", "is not", ("1",))),))),
        ("1", Condition()),
        ("", Condition()),
    ],
)  # fmt: skip
def test_relevance_equations_of_the_usual_forms(relevance, expected):
    found = read(
        survey(
            asked(1, "Y"),
            asked(2, "5"),
            asked(3, "M", parts=ROWS),
            asked(4, "F", parts=ROWS, answers=FIVE),
            asked(5, "T"),
            asked(6, "T", relevance=relevance),
        )
    )
    assert items(found)["Q6"].show_if == expected
    assert [note for note in found.notes if note.where == "Q6"] == []


@pytest.mark.parametrize(
    "relevance",
    ["if(Q1=='Y',1,0)", "Q1 == Q2", "sum(Q2,Q2) > 3", "Q9 == 'Y'", "Q1 == 'X'", "Q1 ==", "((", "Q2 > 3.5.1",
     "regexMatch('/a/', Q1)", "TOKEN:ATTRIBUTE_1 == 'x'", "Q1.shown == 'Yes'", "Q7 == 'x'", "(" * 5000, "é"],
)  # fmt: skip
def test_relevance_that_cannot_be_said_is_listed_and_the_question_is_asked(relevance):
    found = read(
        survey(asked(1, "Y"), asked(2, "5"), asked(6, "T", relevance=relevance), asked(7, "T"))
    )
    assert items(found)["Q6"].show_if == Condition()
    (note,) = found.notes
    assert note.where == "Q6"
    assert relevance[:50] in note.detail


@pytest.mark.parametrize("relevance", ["0", "Q1 == 'Y' and Q1 != 'Y'"])
def test_what_is_never_shown_is_left_out_and_listed(relevance):
    found = read(survey(asked(1, "Y"), asked(6, "T", relevance=relevance)))
    assert list(items(found)) == ["Q1"]
    assert [note.where for note in found.notes] == ["Q6"]


def row(name, value, *, method="==", scenario=1):
    return {
        "qid": 6,
        "cqid": 1,
        "cfieldname": name,
        "method": method,
        "value": value,
        "scenario": scenario,
    }


def test_the_table_of_conditions_is_read_where_there_is_no_equation():
    conditions = [
        row("5X1X1", "Y"),
        row("5X1X2", "1"),
        row("5X1X2", "2"),
        row("+5X1X3SQ001", "Y", scenario=2),
    ]
    found = read(
        survey(
            asked(1, "Y"),
            asked(2, "5"),
            asked(3, "M", parts=ROWS),
            asked(6, "T"),
            conditions=conditions,
        )
    )
    one, *more = items(found)["Q6"].show_if.groups
    yes = Check("Q1", "is", ("Y",))
    assert one == (yes, Check("Q2", "is", ("1",)))
    assert more == [(yes, Check("Q2", "is", ("2",))), (Check("Q3", "is", ("SQ001",)),)]


def test_an_equation_goes_before_the_table_and_the_table_helps_where_it_cannot_be_said():
    conditions = [row("5X1X1", "N")]
    questions = (asked(1, "Y"), asked(6, "T", relevance="Q1 == 'Y'"))
    assert items(read(survey(*questions, conditions=conditions)))["Q6"].show_if == condition(
        "Q1", "is", "Y"
    )
    questions = (asked(1, "Y"), asked(6, "T", relevance="if(Q1=='N',1,0)"))
    found = read(survey(*questions, conditions=conditions))
    assert items(found)["Q6"].show_if == condition("Q1", "is", "N")
    assert found.notes == ()


def test_a_condition_by_pattern_or_on_another_answer_is_listed():
    for bad in (
        row("5X1X1", "/a/", method="RX"),
        row("5X1X1", "@5X1X2@"),
        row("{TOKEN:EMAIL}", "x"),
    ):
        found = read(survey(asked(1, "Y"), asked(6, "T"), conditions=[bad]))
        assert [note.where for note in found.notes] == ["Q6"]


def test_groups_are_pages_with_their_relevance_and_order():
    groups = [
        {"gid": 2, "group_order": 2, "grelevance": "Q1 == 'Y'", "randomization_group": "r"},
        {"gid": 1, "group_order": 1, "grelevance": ""},
    ]
    found = read(survey(asked(2, "T", gid=2), asked(1, "Y"), groups=groups))
    assert [[item.id for item in page.items] for page in found.survey.pages] == [["Q1"], ["Q2"]]
    assert found.survey.pages[1].show_if == condition("Q1", "is", "Y")
    assert [(note.where, note.detail) for note in found.notes] == [("group Group 2", "r")]


def test_question_by_question_is_a_page_each():
    found = read(survey(asked(1, "Y"), asked(2, "T"), surveys={"language": "en", "format": "S"}))
    assert len(found.survey.pages) == 2


@pytest.mark.parametrize("old", [False, True])
def test_every_language_comes_along_in_old_and_new_layouts(old):
    words = {"en": "<b>Why</b>?", "nl": "Waarom?"}
    question = asked(
        1,
        "L",
        text=words,
        answers=[("A", {"en": "Yes", "nl": "Ja"}), ("B", {"en": "No", "nl": "Nee"})],
    )
    table = asked(2, "A", text=words, parts=[("S1", {"en": "Speed", "nl": "Snelheid"})])
    found = read(survey(question, table, languages=("en", "nl"), old=old)).survey
    assert found.languages == ("en", "nl")
    assert (found.title, found.thanks) == (
        {"en": "Survey en", "nl": "Survey nl"},
        {"en": "Bye en", "nl": "Bye nl"},
    )
    assert found.intro == {"en": "Hi en", "nl": "Hi nl"}
    assert found.items[0].text == {"en": "Why?", "nl": "Waarom?"}
    assert found.items[0].options[0].text == {"en": "Yes", "nl": "Ja"}
    assert found.items[1].aspects[0].text == {"en": "Speed", "nl": "Snelheid"}


def test_what_else_is_not_taken_over_is_listed():
    questions = (
        asked(1, "M", parts=ROWS, attributes={"array_filter": "Q0", "max_answers": "2"}),
        asked(2, "T", attributes={"hidden": "1"}),
        asked(3, "T", text={"en": "Hello {TOKEN:FIRSTNAME}"}),
        asked(4, "|", relevance="Q1_SQ001 == 'Y'"),
    )
    extra = {"quota": [{"id": 1, "name": "Men"}], "defaultvalues": [{"qid": 3}], "assessments": []}
    found = read(survey(*questions, extra=extra))
    assert {(note.where, note.detail) for note in found.notes} == {
        ("Q1", "array_filter: Q0"), ("Q1", "max_answers: 2"), ("Q2", "T"), ("Q3", "{TOKEN:FIRSTNAME}"),
        ("Q4", "|"), ("Q4", "Q1_SQ001 == 'Y'"), ("survey", "Men"), ("survey", "3"),
    }  # fmt: skip


BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE document>"])
def test_declarations_and_entities_are_refused(head):
    with pytest.raises(ConversionError, match="document type or entities"):
        read(document({}, head=head))


@pytest.mark.parametrize(
    "content",
    ["", "<a", b"\x00\x01", "<document/>", document({}),
     document({}, kind="Group"), document({"questions": [{"qid": 1}]}), survey(asked(1, "|"))],
)  # fmt: skip
def test_what_is_no_survey_or_asks_nothing_is_refused_with_a_reason(content):
    with pytest.raises(ConversionError) as refused:
        read(content)
    assert refused.value.hint


def test_a_file_in_another_encoding_is_read_as_it_says():
    text = survey(asked(1, "T", text={"en": "Café?"})).replace("UTF-8", "ISO-8859-1")
    assert read(text.encode("latin-1")).survey.items[0].text == {"en": "Café?"}
    assert read(text).survey.items[0].text == {"en": "Café?"}
