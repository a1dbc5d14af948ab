"""`luister survey`: from a file of another tool to a published survey, and out again."""

import json

import pytest
from tests.surveys.example import EXAMPLE
from tests.surveys.qsf_builder import block, question, single
from tests.surveys.qsf_builder import survey as qsf

from luister.surveys.formats import read, write
from luister_cli.main import main


@pytest.fixture
def luister(tmp_path, capsys):
    def run(*arguments):
        code = main(["--home", str(tmp_path / "home"), "survey", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def example(tmp_path, luister):
    path = tmp_path / "example.json"
    path.write_text(write(EXAMPLE, "luister"), encoding="utf-8")
    assert luister("import", path)[0] == 0
    return path


def answered(found):
    code, out, err = found
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_survey_is_taken_in_published_closed_and_opened(luister, example):
    (draft,) = answered(luister("list", "--json"))
    assert (draft["survey"], draft["version"], draft["state"]) == ("example", None, "draft")
    published = answered(luister("publish", "example", "--json"))
    assert published["version"] == 1
    assert answered(luister("list", "--json"))[0]["state"] == "open"
    assert answered(luister("close", "example", "--json"))["open"] is False
    assert answered(luister("list", "--json"))[0]["state"] == "closed"
    assert answered(luister("open", "example", "--json"))["open"] is True


def test_a_survey_of_another_tool_is_a_draft_with_a_list_of_what_was_left_out(tmp_path, luister):
    path = tmp_path / "theirs.qsf"
    asked = [single("QID1"), question("QID2", "RO", "DND")]
    path.write_text(qsf(asked, [block("BL_1", "QID1", "QID2")]), encoding="utf-8")
    code, out, _ = luister("import", path, "--name", "ours")
    assert code == 0
    assert "ours is a draft with 1 questions." in out
    assert "Q2: This kind of question is not converted: it is left out (RO DND)" in out
    assert answered(luister("list", "--json"))[0]["survey"] == "ours"


def test_the_survey_comes_out_again_in_our_form_and_as_surveyjs(tmp_path, luister, example):
    code, out, _ = luister("export", "example")
    assert code == 0
    assert read(out).survey == EXAMPLE
    path = tmp_path / "out.json"
    assert luister("export", "example", "--format", "surveyjs", "--out", path)[0] == 0
    assert [item.id for item in read(path.read_bytes()).survey.items] == [
        item.id for item in EXAMPLE.items
    ]


def test_show_tells_the_questions_what_they_cost_and_what_is_wrong(tmp_path, luister, example):
    code, out, _ = luister("show", "example")
    assert code == 0
    assert "10 to 120 s" in out
    assert "may finish" in out
    shown = answered(luister("show", "example", "--json"))
    assert [one["question"] for one in shown["questions"]] == [item.id for item in EXAMPLE.items]
    assert shown["faults"] == []
    broken = tmp_path / "broken.json"
    broken.write_text(
        example.read_text(encoding="utf-8").replace('"transaction"', '"strange"'), encoding="utf-8"
    )
    assert answered(luister("import", broken, "--json"))["faults"] == 1
    assert "This kind is not known." in luister("show", "example")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("publish", "gone"), "gone"),
        (("show", "gone"), "gone"),
        (("close", "gone"), "gone"),
        (("import", "no-such-file.json"), "no-such-file.json"),
        (("export", "example", "--format", "qsf"), "only read"),
        (("export", "example", "--out", "/nowhere/at/all.json"), "cannot be written"),
    ],
)
def test_a_mistake_is_one_line_with_a_cure(luister, example, words, told):
    code, out, err = luister(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1


def test_a_survey_with_faults_is_not_published_and_all_are_told(tmp_path, luister):
    path = tmp_path / "broken.json"
    text = (
        write(EXAMPLE, "luister")
        .replace('"transaction"', '"strange"')
        .replace("#1f5f8b", "#1f5f8b")
    )
    path.write_text(text.replace('"en": "Example"', '"en": ""'), encoding="utf-8")
    assert luister("import", path)[0] == 0
    code, _, err = luister("publish", "example")
    assert code == 2
    assert "This kind is not known." in err
    assert "There are no words in this language." in err
