"""Signals from the command line."""

import json

import pytest
from tests.loop.moving import bring_in

from luister.store.home import Store
from luister_cli.main import main


@pytest.fixture(scope="module")
def signalled(tmp_path_factory):
    """A home in which the mark of one team fell, watched once."""
    folder = tmp_path_factory.mktemp("signalled")
    store = Store(folder / "home")
    bring_in(store, folder)
    store.close()
    main(["--home", str(folder / "home"), "watch", "--json"])
    return folder / "home"


@pytest.fixture
def luister(signalled, capsys):
    def run(*arguments):
        code = main(["--home", str(signalled), "signals", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out or told.err

    return run


def as_json(told):
    code, text = told
    assert code == 0, text
    return json.loads(text)


def listed(luister, *arguments):
    return as_json(luister(*arguments, "--json"))["signals"]


def test_the_list_has_what_moved_and_can_be_narrowed(luister):
    found = as_json(luister("--kind", "alarm", "--each", "--json"))
    assert found["total"] == len(found["signals"]) > 1
    assert {"team": "North"} in [one["group"] for one in found["signals"]]
    assert listed(luister, "--kind", "silence") == []
    assert len(listed(luister, "--limit", 1)) == 1
    code, text = luister()
    assert code == 0
    assert "North" in text


def test_a_signal_is_put_away_dismissed_and_taken_up_again_with_its_history(luister):
    number = listed(luister)[0]["id"]
    states = []
    for verb in (
        ("snooze", number, "--until", "2099-01-01"),
        ("dismiss", number, "--reason", "x"),
    ):
        states.append(as_json(luister(*verb, "--json"))["state"])
        assert number not in [one["id"] for one in listed(luister)]
    states.append(as_json(luister("reopen", number, "--json"))["state"])
    assert states == ["snoozed", "dismissed", "open"]
    shown = as_json(luister("show", number, "--json"))
    assert [line["what"] for line in shown["history"]][-3:] == ["snoozed", "dismissed", "reopened"]


def test_a_signal_becomes_part_of_another(luister):
    kept, other = [one["id"] for one in listed(luister, "--each")][:2]
    assert as_json(luister("merge", other, kept, "--json"))["state"] == "merged"
    assert as_json(luister("show", kept, "--json"))["merged"] == [other]
    luister("reopen", other)


def test_rules_are_kept_from_a_file(luister, tmp_path):
    path = tmp_path / "rules.json"
    before = as_json(luister("rules", "--json"))
    path.write_text(json.dumps(before[:1]), encoding="utf-8")
    assert as_json(luister("rules", path, "--json")) == before
    path.write_text("no rules", encoding="utf-8")
    code, text = luister("rules", path)
    assert code != 0
    assert "cannot be read" in text


def test_weights_are_set_one_by_one(luister):
    before = as_json(luister("weights", "--json"))
    name = next(name for name, value in before.items() if isinstance(value, float))
    changed = as_json(luister("weights", "--set", f"{name}=0.25", "--json"))
    assert changed == before | {name: 0.25}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", 4711), "4711"),
        (("--limit", 0), "Ask for 1 to 10000"),
        (("weights", "--set", "customers"), "NAME=VALUE"),
        (("weights", "--set", "customers=many"), "Give a number"),
    ],
)
def test_what_cannot_be_is_told_with_the_cure(luister, arguments, says):
    code, text = luister(*arguments)
    assert code != 0
    assert says in text
