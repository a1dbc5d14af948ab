import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest

from luister.errors import NotEnoughError
from luister.events.answer import Question, Scale
from luister.exports import workbook
from luister.exports.answers_file import answers_blocks, answers_of, write_answers
from luister.exports.cell_text import LONGEST_CELL


def written(answers, questions, kind, form, about=()):
    target = BytesIO()
    streamed = answers_of(iter([answers.slice(0, 1), answers.slice(1)]), questions)
    write_answers(target, streamed, kind, about=about, form=form, scratch=BytesIO())
    target.seek(0)
    return target


def block(answers, questions, kind, form):
    return b"".join(answers_blocks(answers_of(iter([answers]), questions), kind, form))


@pytest.fixture
def sav(answers, questions, form, tmp_path):
    path = tmp_path / "answers.sav"
    path.write_bytes(written(answers, questions, "sav", form).read())
    return str(path)


def test_the_workbook_has_a_row_a_response_and_a_column_a_question(answers, questions, form):
    sheet = openpyxl.load_workbook(written(answers, questions, "xlsx", form))["Answers"]
    head, *rows = [[one.value for one in row] for row in sheet.iter_rows()]
    assert head[-4:] == ["Would you recommend us?", "Euros saved", "Which product?", "Why?"]
    assert rows[0][-4:] == [9, -98.5, "power", "=cmd|' /C calc'!A0"]
    assert rows[1][-4:] == [None] * 4
    assert len(rows) == 4


def test_hostile_text_stays_text_in_a_workbook(answers, questions, form):
    sheet = openpyxl.load_workbook(written(answers, questions, "xlsx", form))["Answers"]
    kinds = {one.data_type for row in sheet.iter_rows() for one in row}
    assert "f" not in kinds


def test_a_workbook_shows_moments_by_the_organisations_clock(answers, questions, form):
    sheet = openpyxl.load_workbook(written(answers, questions, "xlsx", form))["Answers"]
    assert sheet["B2"].value.isoformat() == "2025-07-01T14:00:00"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(answers, questions, form):
    sheet = openpyxl.load_workbook(written(answers, questions, "xlsx", form))["Answers"]
    long = sheet.cell(5, sheet.max_column).value
    assert (len(long), long[-1]) == (LONGEST_CELL, "…")


def test_a_sheet_tells_what_was_asked(answers, questions, form):
    sheet = openpyxl.load_workbook(written(answers, questions, "xlsx", form))["Questions"]
    assert [one.value for one in sheet[2]] == [
        "recommend",
        "Would you recommend us?",
        "nps:0-10",
        "0 = never",
    ]


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(answers, questions, form, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    book = openpyxl.load_workbook(written(answers, questions, "xlsx", form))
    names = [sheet["A2"].value for sheet in (book["Answers"], book["Answers 2"])]
    assert names == ["1", "4"]
    assert book["Answers"].max_row == 4


def test_hostile_cells_are_neutralised_in_a_csv(answers, questions, form):
    text = block(answers, questions, "csv", form).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["why"][:6] for row in rows[:3]] == ["'=cmd|", "", "'\tgood"]
    assert rows[2]["team"] == "'=Zuid"
    assert rows[2]["region"] == "'-1"
    assert rows[0]["saved"] == "-98.5"
    assert rows[0]["occurred_at"] == "2025-07-01T12:00:00Z"


def test_parquet_keeps_the_reason_why_an_answer_is_missing(answers, questions, form):
    found = pq.read_table(written(answers, questions, "parquet", form))
    assert found["recommend"].to_pylist() == [9.0, None, None, None]
    assert found["recommend.status"].to_pylist() == [
        "answered",
        "not_answered",
        "not_applicable",
        "not_asked",
    ]
    assert str(found.schema.field("occurred_at").type) == "timestamp[us, tz=UTC]"
    assert str(found.schema.field("team").type) == "string"


def test_json_has_one_object_a_response(answers, questions, form):
    first, second, *_ = json.loads(block(answers, questions, "json", form))
    assert first["response"] == "1"
    assert first["region"] == "Fryslân"
    assert first["answers"]["recommend"] == {"value": 9.0, "text": None, "status": "answered"}
    assert first["answers"]["product"]["text"] == "power"
    assert second["answers"]["why"]["status"] == "not_answered"


def test_spss_keeps_three_reasons_apart_as_missing_values(sav):
    columns, meta = pyreadstat.read_sav(sav, output_format="dict", user_missing=True)
    assert list(columns["recommend"]) == [9.0, -97.0, -98.0, -99.0]
    codes = [one["lo"] for one in meta.missing_ranges["recommend"]]
    assert codes == [-97.0, -98.0, -99.0]
    assert meta.variable_value_labels["recommend"] == {
        0.0: "never",
        -97.0: "not answered",
        -98.0: "not applicable",
        -99.0: "not asked",
    }


def test_spss_takes_them_for_missing(sav):
    columns, _ = pyreadstat.read_sav(sav, output_format="dict")
    assert [value if value == value else None for value in columns["recommend"]][1:] == [None] * 3


def test_a_number_that_may_be_below_nought_gets_codes_far_below(sav):
    columns, meta = pyreadstat.read_sav(sav, output_format="dict", user_missing=True)
    assert columns["saved"][0] == -98.5
    assert meta.missing_ranges["saved"][0]["lo"] == -9_999_997.0


def test_a_choice_becomes_labelled_numbers_in_spss(sav):
    columns, meta = pyreadstat.read_sav(sav, output_format="dict", user_missing=True)
    labels = meta.variable_value_labels["product"]
    assert [labels[code] for code in columns["product"]] == [
        "power",
        "not answered",
        "gas",
        "not asked",
    ]
    assert labels[1.0] == "gas"


def test_spss_has_wordings_as_labels_and_whole_texts(sav):
    columns, meta = pyreadstat.read_sav(sav, output_format="dict")
    assert meta.column_names_to_labels["why"] == "Why?"
    assert columns["why"][0] == "=cmd|' /C calc'!A0"
    assert len(columns["why"][3]) == 32_767
    assert columns["occurred_at"][0].isoformat() == "2025-07-01T14:00:00"
    assert meta.variable_measure["recommend"] == "ordinal"


def test_a_question_named_like_a_dimension_keeps_its_own_column(answers, form):
    odd = (Question("team", "Which team?", Scale("nps", 0, 10)),)
    answers = answers.append_column("value.team", [[1.0] * 4])
    text = block(answers, odd, "csv", form).decode("utf-8-sig")
    row = next(csv.DictReader(StringIO(text)))
    assert (row["team"], row["question.team"]) == ("Noord", "1")


def test_two_questions_with_one_wording_have_two_headings(answers, questions, form):
    same = tuple(replace(question, label="Same?") for question in questions)
    sheet = openpyxl.load_workbook(written(answers, same, "xlsx", form))["Answers"]
    heads = [one.value for one in sheet[1]]
    assert heads[-4:] == ["Same?", "Same? (saved)", "Same? (product)", "Same? (why)"]


def test_no_answers_are_no_file(questions):
    with pytest.raises(NotEnoughError, match="too few"):
        answers_of(iter([]), questions)
