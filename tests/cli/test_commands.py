"""The command as scripts use it: arguments in, JSON out, exit codes, one line on a mistake."""

import csv
import json

import pytest

from luister_cli.main import main

ROWS = [("id", "datum", "nps", "team", "klant", "opmerking")] + [
    (
        str(n),
        f"2026-05-{1 + n % 28:02d}",
        str(n % 11),
        "Noord" if n % 2 else "Zuid",
        f"K{n}",
        f"zin {n}",
    )
    for n in range(60)
]


@pytest.fixture
def luister(tmp_path, capsys):
    def run(*arguments):
        code = main(["--home", str(tmp_path / "home"), *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(ROWS)
    return path


@pytest.fixture
def mapping(tmp_path, luister, answers):
    path = tmp_path / "map.toml"
    code, _, _ = luister("propose", answers, "--out", path)
    assert code == 0
    return path


def test_import_and_report_answer_in_the_fixed_shape(luister, answers, mapping):
    code, out, _ = luister("import", answers, "--survey", "moving", "--map", mapping, "--json")
    brought_in = json.loads(out)
    assert code == 0
    assert {
        name: brought_in[name] for name in ("read", "kept", "rejected", "rejects", "survey")
    } == {
        "read": 60,
        "kept": 60,
        "rejected": 0,
        "rejects": [],
        "survey": "moving",
    }
    code, out, _ = luister(
        "report", "nps", "--by", "team", "--every", "month", "--compare", "previous", "--json"
    )
    report = json.loads(out)
    assert (code, report["metric"], report["unit"]) == (0, "nps", "points")
    assert {tuple(row) for row in report["rows"]} >= {
        (
            "group",
            "period",
            "value",
            "low",
            "high",
            "n",
            "suppressed",
            "target",
            "lower_bound",
            "status",
            "compare",
            "answers",
            "effective_n",
            "design_effect",
        )
    }
    assert sum(row["n"] for row in report["rows"]) == 60


def test_a_trial_run_keeps_nothing(luister, answers, mapping):
    code, out, _ = luister(
        "import", answers, "--survey", "moving", "--map", mapping, "--dry-run", "--json"
    )
    assert (code, json.loads(out)["kept"]) == (0, 60)
    assert json.loads(luister("surveys", "--json")[1])["surveys"] == []


def test_the_next_file_of_a_survey_needs_no_mapping(luister, answers, mapping):
    luister("import", answers, "--survey", "moving", "--map", mapping)
    answers.write_text(answers.read_text() + "900,2026-05-01,3,Noord,K900,nieuw\n")
    code, out, _ = luister("import", answers, "--survey", "moving", "--json")
    assert (code, json.loads(out)["added"], json.loads(out)["unchanged"]) == (0, 1, 60)


def test_rejected_rows_are_listed_and_written_in_the_files_own_layout(
    luister, answers, mapping, tmp_path
):
    answers.write_text(answers.read_text() + "900,2026-05-01,12,Noord,K900,te hoog\n")
    rejects = tmp_path / "rejects.csv"
    code, out, _ = luister(
        "import", answers, "--survey", "moving", "--map", mapping, "--rejects", rejects, "--json"
    )
    assert code == 0
    told = json.loads(out)
    assert (told["read"], told["kept"], told["rejected"]) == (61, 60, 1)
    assert (told["rejects"][0]["row"], told["rejects"][0]["column"]) == (62, "nps")
    with rejects.open(encoding="utf-8") as file:
        heads, row = csv.reader(file)
    assert heads[:6] == list(ROWS[0])
    assert row[:6] == ["900", "2026-05-01", "12", "Noord", "K900", "te hoog"]


def test_an_import_can_be_undone(luister, answers, mapping):
    luister("import", answers, "--survey", "moving", "--map", mapping)
    assert luister("undo", "1")[0] == 0
    assert json.loads(luister("imports", "--json")[1])[0]["state"] == "undone"


def test_a_mistake_is_one_line_with_code_two(luister):
    code, out, err = luister("report", "nps", "--survey", "nope")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "no survey 'nope'" in err


def test_a_mistake_is_an_object_on_standard_error_with_json(luister):
    code, _, err = luister("report", "nps", "--survey", "nope", "--json")
    assert (code, set(json.loads(err))) == (2, {"error", "hint"})


@pytest.mark.parametrize("words", [["fly"], ["report"], ["report", "nps", "--from", "31-05-2017"]])
def test_a_mistyped_command_is_one_line_with_code_two(luister, words, capsys):
    with pytest.raises(SystemExit) as left:
        luister(*words)
    assert left.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_a_file_that_is_not_there_or_is_a_folder_is_told(luister, tmp_path, name):
    code, _, err = luister("import", tmp_path / name, "--survey", "moving")
    assert code == 2
    assert err.startswith("luister: ")
    assert err.count("\n") == 1


def test_a_customer_is_handed_out_and_erased(luister, answers, mapping):
    luister("import", answers, "--survey", "moving", "--map", mapping)
    assert "zin 7" in luister("customer", "export", "K7")[1]
    code, out, _ = luister("customer", "erase", "K7", "--json")
    assert (code, json.loads(out)["responses"]) == (0, 1)
    assert luister("customer", "export", "K7")[0] == 2


def test_backup_restore_and_doctor_work_together(luister, answers, mapping, tmp_path, capsys):
    luister("import", answers, "--survey", "moving", "--map", mapping)
    assert luister("backup", tmp_path / "b.tar.gz")[0] == 0
    assert main(["--home", str(tmp_path / "again"), "restore", str(tmp_path / "b.tar.gz")]) == 0
    assert main(["--home", str(tmp_path / "again"), "doctor"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet", "sav", "json"])
def test_answers_are_exported_as_each_kind_of_file(luister, answers, mapping, tmp_path, kind):
    luister("import", answers, "--survey", "moving", "--map", mapping)
    target = tmp_path / f"out.{kind}"
    assert luister("export", target)[0] == 0
    assert target.stat().st_size > 500
