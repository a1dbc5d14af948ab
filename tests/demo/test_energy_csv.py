"""The CSV of the made-up company tells what its answers tell."""

import csv
from datetime import date

import numpy as np

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.csv_file import NOT_APPLICABLE, NOT_ASKED, write_csv
from luister.events.answer import AnswerStatus

END = date(2026, 11, 24)


def written(path, survey, answers=3000):
    write_csv(path, survey=survey, answers=answers, end=END, rng=np.random.default_rng(5))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answered(survey, answers=3000):
    batches = generate_survey(survey, answers=answers, end=END, rng=np.random.default_rng(5))
    return next(batches).rows


def test_every_form_is_a_line(tmp_path):
    lines = written(tmp_path / "relation.csv", "relation")

    assert [line["respondent"] for line in lines] == answered("relation")["key"].to_pylist()


def test_a_cell_tells_the_answer_or_why_there_is_none(tmp_path):
    lines, rows = written(tmp_path / "relation.csv", "relation"), answered("relation")
    code = {
        AnswerStatus.NOT_ANSWERED: "",
        AnswerStatus.NOT_APPLICABLE: str(NOT_APPLICABLE),
        AnswerStatus.NOT_ASKED: str(NOT_ASKED),
    }
    for question in ("nps", "ces", "app"):
        values = rows[f"value.{question}"].to_pylist()
        status = rows[f"status.{question}"].to_pylist()
        expected = [
            code.get(AnswerStatus(told)) if told else f"{value:.0f}"
            for value, told in zip(values, status, strict=True)
        ]
        assert [line[question] for line in lines] == expected


def test_times_are_those_of_a_dutch_clock(tmp_path):
    lines, rows = written(tmp_path / "payment.csv", "payment"), answered("payment")
    first, moment = lines[0]["completed_at"], rows["occurred_at"][0].as_py()

    assert first.startswith("2023-11-25 ")
    assert int(first[11:13]) == moment.hour + 1
