"""`luister sem`: lavaan's numbers as JSON, code 3 without a result, code 2 and one line on a mistake."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from luister_cli.main import main

MODEL = "f =~ a + b + c + d"
FULL_MODEL = """
IMAG =~ IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5
CUEX =~ CUEX1 + CUEX2 + CUEX3
PERQ =~ PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7
PERV =~ PERV1 + PERV2
CUSA =~ CUSA1 + CUSA2 + CUSA3
CUSL =~ CUSL1 + CUSL2 + CUSL3
CUEX ~ IMAG
PERQ ~ CUEX
PERV ~ CUEX + PERQ
CUSA ~ IMAG + CUEX + PERQ + PERV
CUSCO ~ CUSA
CUSL ~ IMAG + CUSA + CUSCO
"""


@pytest.fixture(scope="module")
def data() -> Path:
    beside = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("LUISTER_DATA", beside))
    if not folder.is_dir():
        pytest.skip("The public data are not here; LUISTER_DATA tells where they lie.")
    return folder


@pytest.fixture
def ratings(tmp_path):
    """A file of ratings of one construct, with some columns put in place of them."""

    def written(n: int = 200, **columns: object):
        rng = np.random.default_rng(5)
        factor = rng.normal(size=n)
        told = {name: np.round(5 + factor + rng.normal(size=n), 3) for name in "abcd"}
        told |= {"team": np.where(rng.random(n) < 0.5, "North", "South")} | columns
        lines = [
            ",".join(told),
            *(",".join(map(str, row)) for row in zip(*told.values(), strict=True)),
        ]
        path = tmp_path / "ratings.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return str(path)

    return written


def told(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_the_result_has_the_shape_that_scripts_rely_on(ratings, capsys):
    assert main(["sem", "--data", ratings(), "--model", MODEL, "--json"]) == 0
    result = told(capsys)
    assert (result["converged"], result["proper"], result["n"]) == (True, True, 200)
    assert set(result["fit"]) >= {"chi2", "df", "p", "cfi", "tli", "rmsea", "srmr"}
    first = result["parameters"][0]
    assert [first[name] for name in ("lhs", "op", "rhs", "group", "est", "se")] == [
        "f",
        "=~",
        "a",
        1,
        1.0,
        0.0,
    ]
    assert set(first) >= {"low", "high", "std"}
    assert set(result["r2"]) == set("abcd")


def test_a_reference_is_met_by_the_command(data, capsys):
    expected = json.loads(
        (data / "satisfaction_models/reference/lavaan_politicaldemocracy.json").read_text()
    )
    file = str(data / "satisfaction_models" / "PoliticalDemocracy.csv")
    assert main(["sem", "--data", file, "--model", expected["model"], "--json"]) == 0
    result = told(capsys)
    assert result["fit"]["chi2"] == pytest.approx(expected["fit"]["chisq"], abs=1e-5)
    assert result["r2"] == pytest.approx(expected["r2"], abs=1e-5)


def test_a_model_in_a_file_is_read(ratings, tmp_path, capsys):
    path = tmp_path / "model.txt"
    path.write_text(f"# one construct\n{MODEL}\n", encoding="utf-8")
    assert main(["sem", "--data", ratings(), "--model", str(path), "--json"]) == 0
    assert told(capsys)["fit"]["df"] == 2


def test_without_a_result_to_rely_on_the_code_is_three_and_no_fit_is_told(data, capsys):
    file = str(data / "satisfaction_models" / "mobi.csv")
    assert main(["sem", "--data", file, "--model", FULL_MODEL, "--json"]) == 3
    result = told(capsys)
    assert result["proper"] is False
    assert set(result["fit"].values()) == {None}
    assert result["problems"][0]["kind"] == "unsure_path"
    assert main(["sem", "--data", file, "--model", FULL_MODEL]) == 3
    assert "No result to rely on: the answers cannot tell causes apart" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("columns", "model", "said"),
    [
        ({"c": ["7"] * 200}, MODEL, '"c" has the same answer, 7, of all'),
        ({"c": ["good"] * 200}, MODEL, 'has text where a rating should be: "good" in row 2'),
        ({}, "f =~ a + b", "4 numbers, 1 more than"),
        ({}, "f =~ a + nope + c", '"nope"'),
        ({}, "f ~~", 'nothing stands right of "~~"'),
        ({}, "model.txt", "neither a file nor a model"),
    ],
)
def test_a_mistake_is_one_line_with_the_cure(ratings, capsys, columns, model, said):
    assert main(["sem", "--data", ratings(**columns), "--model", model]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1


def test_five_answers_are_too_few(ratings, capsys):
    assert main(["sem", "--data", ratings(5), "--model", MODEL, "--json"]) == 2
    error = json.loads(capsys.readouterr().err)
    assert "5 answers are too few" in error["error"]
    assert "At least 20" in error["hint"]


def test_two_columns_that_are_one_are_named(ratings, capsys):
    same = np.arange(200) % 7
    assert main(["sem", "--data", ratings(c=same, d=same), "--model", MODEL]) == 2
    assert '"c" and "d" follow from one another' in capsys.readouterr().err


def test_groups_are_compared_and_hints_come_with_their_warning(ratings, capsys):
    given = [
        "sem",
        "--data",
        ratings(400),
        "--group",
        "team",
        "--steps",
        "--hints",
        "--model",
        MODEL,
    ]
    assert main([*given, "--json"]) == 0
    result = told(capsys)
    assert set(result["groups"]) == {"North", "South"}
    assert [one["step"] for one in result["invariance"]] == [
        "configural",
        "metric",
        "scalar",
        "strict",
    ]
    assert set(result["r2"]) == {"North", "South"}
    assert main([*given, "--r"]) == 0
    said = capsys.readouterr().out
    assert 'fit <- sem(model, data = answers, estimator = "ML", group = "team")' in said


def test_the_same_seed_gives_the_same_bytes(ratings, capsys):
    given = ["sem", "--data", ratings(), "--model", MODEL, "--bootstrap", "30", "--json"]
    outs = []
    for _ in range(2):
        assert main(given) == 0
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1]
    assert json.loads(outs[0])["samples"] == 30
