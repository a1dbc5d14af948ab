"""Drivers from the command line, of files and of surveys."""

import csv
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from luister_cli.main import main


@pytest.fixture
def answers(tmp_path):
    """A file with known drivers: a and b matter, c goes along, s is a score from 0 to 10."""
    rng = np.random.default_rng(1)
    common = rng.standard_normal((400, 1))
    ratings = np.clip(np.rint(4 + common + rng.standard_normal((400, 3))), 1, 7)
    outcome = np.clip(np.rint(1 + ratings @ [0.9, 0.5, 0.0] + rng.standard_normal(400)), 0, 10)
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["a", "b", "c", "score", "region", "same"])
        for place, (row, score) in enumerate(zip(ratings, outcome, strict=True)):
            told = [f"{value:g}" for value in row]
            told[1] = ("n/a", "")[place % 2] if place % 10 == 0 else told[1]
            sheet.writerow([*told, f"{score:g}", ("North", "South")[place % 2], 3])
    return path


@pytest.fixture
def luister(answers, capsys):
    def run(*arguments):
        code = main(["drivers", "score", "--data", str(answers), *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_a_file_gives_what_scripts_rely_on(luister):
    code, out, _ = luister("--driver", "a", "b", "--driver", "c", "--by", "region", "--json")

    found = json.loads(out)
    assert code == 0
    assert found["n"] == 400
    assert 0 < found["r2"] < 1
    assert sum(one["share"] for one in found["drivers"]) == pytest.approx(1, abs=1e-12)
    by_name = {one["name"]: one for one in found["drivers"]}
    assert by_name["a"]["share"] > by_name["b"]["share"] > by_name["c"]["share"] > 0
    for name in ("share", "effect"):
        assert by_name["a"][f"{name}_low"] < by_name["a"][name] < by_name["a"][f"{name}_high"]
    assert by_name["c"]["effect_low"] < 0 < by_name["c"]["effect_high"]
    assert by_name["a"]["performance"] == pytest.approx(4, abs=0.2)
    assert by_name["c"]["kind"] == "none"
    assert [one["value"] for one in found["groups"]] == ["North", "South"]
    assert found["missing"] == {"not_answered": 0, "not_applicable": 40, "not_asked": 0}


def test_people_read_a_table_and_that_an_effect_is_no_proof(luister):
    code, out, _ = luister("--driver", "a", "b", "c", "--missing", "em")

    assert code == 0
    assert "much to gain" in out or "guard" in out
    assert "if the association is causal" in out


def test_several_raised_together_are_told_beyond_the_placebo(luister):
    code, out, _ = luister(
        "--driver", "a", "b", "c", "--placebo", "c", "--raise", "a=1", "b=0,5", "--json"
    )

    found = json.loads(out)["what_if"]
    assert code == 0
    assert found["steps"] == {"a": 1.0, "b": 0.5}
    assert found["gain_low"] < found["gain"] < found["gain_high"]
    assert found["beyond_placebo_low"] < found["beyond_placebo"] < found["beyond_placebo_high"]
    assert found["is_more_than_mood"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--driver", "a", "c", "--raise", "a"), "no driver and how far it is raised"),
        (("--driver", "a", "c", "--raise", "b=1"), "'b' is no driver here"),
        (("--driver", "a", "region"), 'should be: "North" in row 2, and 399 more'),
        (("--driver", "a", "same"), "All answers to 'same' are 3"),
        (("--driver", "a", "score"), "a driver of itself"),
        (("--driver", "a", "nothing"), 'no column "nothing"'),
        ((), "No driver is named"),
    ],
)
def test_wrong_input_is_refused_in_one_line_with_what_to_change(luister, arguments, said):
    code, out, err = luister(*arguments)

    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_five_answers_are_too_few(luister, answers):
    lines = answers.read_text("utf-8").splitlines()
    answers.write_text("\n".join(lines[1:7]).join([lines[0] + "\n", "\n"]), encoding="utf-8")

    code, _, err = luister("--driver", "a", "c")

    assert code == 2
    assert "2 drivers need 66" in err


def test_a_file_that_is_not_there_is_said_so(tmp_path, capsys):
    code = main(["drivers", "y", "--data", str(tmp_path / "no.csv"), "--driver", "x"])

    assert code == 2
    assert "There is no file" in capsys.readouterr().err


def test_sums_use_one_thread():
    code = (
        "import builtins, os, sys\n"
        "known = builtins.__import__\n"
        "def seen(name, *rest, **more):\n"
        "    if name == 'numpy' and 'numpy' not in sys.modules: print(os.environ.get('OPENBLAS_NUM_THREADS'))\n"
        "    return known(name, *rest, **more)\n"
        "builtins.__import__ = seen\n"
        "import luister_cli.main\n"
        "luister_cli.main.main(['drivers', '--help'])"
    )
    bare = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    told = subprocess.run(
        [sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("1\nusage: luister drivers")
