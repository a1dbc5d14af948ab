"""Cases from the command line."""

import json

import pytest

from luister_cli.main import main


@pytest.fixture
def luister(tmp_path, capsys):
    def run(*arguments):
        code = main(["--home", str(tmp_path / "home"), "cases", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out or told.err

    return run


def as_json(told):
    code, text = told
    assert code == 0, text
    return json.loads(text)


def test_a_case_is_opened_accepted_noted_on_and_closed(luister):
    opened = as_json(luister("open", "No reply", "--customer", "klant-1", "--json"))
    assert (opened["id"], opened["state"], opened["customer"]) == (1, "open", "klant-1")
    assert as_json(luister("accept", 1, "--by", "an", "--json"))["owner"] == "an"
    assert as_json(luister("move", 1, "contacted", "--json"))["contacted_at"]
    luister("note", 1, "Called; wants a new bill")
    closed = as_json(
        luister("close", 1, "--outcome", "helped", "--root-cause", "mistake.bill", "--json")
    )
    assert (closed["state"], closed["outcome"]) == ("closed", "helped")
    shown = as_json(luister("--json", "show", 1))
    assert [line["what"] for line in shown["history"]] == [
        "opened", "accepted", "contacted", "note", "closed",
    ]  # fmt: skip
    again = as_json(luister("open", "Again", "--after", 1, "--json"))
    assert (again["before_case"], again["customer"]) == (1, "klant-1")


def test_the_list_can_be_narrowed(luister):
    for subject in ("One", "Two"):
        luister("open", subject)
    luister("accept", 2)
    found = as_json(luister("--state", "open", "--json"))
    assert (found["total"], [one["subject"] for one in found["cases"]]) == (1, ["One"])
    assert as_json(luister("--search", "two", "--json"))["total"] == 1
    code, text = luister("--owner", "command")
    assert code == 0
    assert "Two" in text
    assert "One" not in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("accept", 4711), "There is no case 4711"),
        (("--state", "done"), "There are: open, accepted"),
        (("open",), "Give a subject"),
        (("open", "x", "--about", "weather"), "It is about one of complaint"),
        (("open", "x", "--into", "nowhere"), "There are: general"),
        (("open", "x", "--answer", "1"), "no answer 1"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_cure(luister, arguments, says):
    code, text = luister(*arguments)
    assert code == 2
    assert says in text
    assert text.count("\n") == 1
