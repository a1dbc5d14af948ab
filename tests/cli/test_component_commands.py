"""PLS, PLSc and the checks of questions from the command line."""

import csv
import json

import numpy as np
import pytest

from luister_cli.main import main

MODEL = "a =~ a0 + a1 + a2\nb =~ b0 + b1 + b2\nc =~ c0 + c1 + c2\nb ~ p*a\nc ~ a + q*b\npq := p*q"
NAMES = [f"{name}{place}" for name in "abc" for place in range(3)]


@pytest.fixture(scope="module")
def rated(tmp_path_factory):
    """400 people, three constructs of three items with loadings of 0.8; paths 0.5, 0.3, 0.4."""
    between = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.55], [0.5, 0.55, 1.0]])
    rng = np.random.default_rng(5)
    score = rng.standard_normal((400, 3)) @ np.linalg.cholesky(between).T
    items = 0.8 * np.repeat(score, 3, axis=1) + 0.6 * rng.standard_normal((400, 9))
    path = tmp_path_factory.mktemp("rated") / "rated.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*NAMES, "side", "same", "word"])
        for place, row in enumerate(np.clip(np.round(5.5 + 2 * items), 1, 10)):
            answers = ["" if place == 7 and one == 0 else int(x) for one, x in enumerate(row)]
            writer.writerow([*answers, "left" if place % 2 else "right", 3, "often"])
    return path


@pytest.fixture
def luister(rated, tmp_path, capsys):
    def run(verb, *arguments):
        code = main(["--home", str(tmp_path), verb, "--data", str(rated), *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out or told.err

    return run


def test_plsc_is_told_in_lavaans_operators_with_intervals_and_effects(luister):
    code, text = luister(
        "sem", "--model", MODEL, "--estimator", "plsc", "--replicates", 200, "--json"
    )
    told = json.loads(text)
    assert (code, told["converged"], told["proper"], told["n"]) == (0, True, True, 399)
    rows = {(one["lhs"], one["op"], one["rhs"]): one for one in told["parameters"]}
    path = rows["b", "~", "a"]
    assert path["low"] < 0.5 < path["high"]
    assert path["std"] == path["est"]
    assert rows["a", "=~", "a0"]["est"] == pytest.approx(0.8, abs=0.1)
    assert rows["pq", ":=", "p * q"]["est"] == path["est"] * rows["c", "~", "b"]["est"]
    assert rows["b", "~~", "b"]["est"] == pytest.approx(1 - told["r2"]["b"])
    assert not told["attenuated"]
    found = told["components"]
    assert (found["left_out"], told["left_out"], found["drawn"]) == (1, 1, 200)
    assert {
        one["name"]: one["rho_a"]["est"] > 0.7 for one in found["constructs"]
    } == dict.fromkeys("abc", True)
    assert all(one["htmt"]["est"] < 0.85 and one["fornell_larcker"] for one in found["pairs"])
    way = next(one for one in found["effects"] if (one["from"], one["to"]) == ("a", "c"))
    assert way["indirect"]["est"] == pytest.approx(rows["pq", ":=", "p * q"]["est"])


def test_plain_pls_carries_the_word_attenuated(luister):
    arguments = ("sem", "--model", MODEL, "--estimator", "pls", "--replicates", 50)
    code, text = luister(*arguments)
    assert code == 0
    assert "attenuated" in text
    told = json.loads(luister(*arguments, "--json")[1])
    assert told["attenuated"]
    assert told["components"]["paths_are"] == "attenuated"


def test_groups_are_solved_each_by_itself(luister):
    code, text = luister(
        "sem",
        *("--model", MODEL.replace("\npq := p*q", "").replace("p*", "").replace("q*", "")),
        *("--estimator", "plsc", "--group", "side", "--replicates", 20, "--json"),
    )
    told = json.loads(text)
    assert (code, told["groups"]) == (0, {"right": 200, "left": 199})
    assert {one["group"] for one in told["parameters"]} == {1, 2}
    assert set(told["components"]) == set(told["r2"]) == {"left", "right"}


def test_constructs_that_are_one_leave_no_result_and_code_3(luister):
    model = "x =~ a0 + a1\ny =~ a2 + b0\nz =~ c0 + b1\ny ~ x\nz ~ x + y"
    code, text = luister("sem", "--model", model, "--estimator", "plsc", "--json")
    told = json.loads(text)
    assert (code, told["converged"], told["proper"]) == (3, True, False)
    assert (told["parameters"], told["r2"], told["fit"]["srmr"]) == ([], {}, None)
    assert told["problems"][0]["about"]
    code, text = luister("sem", "--model", model, "--estimator", "plsc")
    assert code == 3
    assert text.startswith("No result to rely on")


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("x =~ a0 + a1\ny =~ b0 + same\ny ~ x", '"same" has the same answer'),
        ("x =~ a0 + a1\ny =~ b0 + word\ny ~ x", 'Column "word" has text'),
        ("x =~ a0 + a1\ny =~ a0 + b1\ny ~ x", "a0 belongs to two constructs"),
        ("x =~ a0 + a1\ny =~ b0 + b1\ny ~ k*x\nc0 ~ k*x", "hold two numbers equal"),
        ("x =~ a0 + a1\ny =~ b0 + b1\ny ~ x\nx ~ y", "Arrows go round"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_the_cure(luister, model, told):
    code, text = luister("sem", "--model", model, "--estimator", "pls", "--json")
    refused = json.loads(text)
    assert code == 2
    assert told in refused["error"]
    assert refused["hint"]


def test_factors_are_told_in_words_and_in_json(luister):
    arguments = ("factors", "--item", *NAMES, "--replicates", 100)
    code, text = luister(*arguments)
    assert code == 0
    assert "They measure 3 things." in text
    assert "reliable enough" in text
    told = json.loads(luister(*arguments, "--json")[1])
    assert (told["suggested"], told["factors"], told["n"], told["left_out"]) == (3, 3, 399, 1)
    assert sorted("".join(one["questions"]) for one in told["scales"]) == [
        "a0a1a2",
        "b0b1b2",
        "c0c1c2",
    ]
    assert told["scale"]["alpha"]["low"] < told["scale"]["alpha"]["value"]


def test_factors_that_cannot_be_leave_with_code_2_and_the_cure(luister):
    code, text = luister("factors", "--item", "a0", "same", "--json")
    assert code == 2
    assert json.loads(text)["hint"]
