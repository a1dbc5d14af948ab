"""Each file of the public data reads with the right rows and labels, or is refused with a reason."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from luister.errors import UnreadableFileError
from luister.events.answer import AnswerStatus
from luister.sources.column_mapping import FileForm
from luister.sources.opening import open_table
from luister.sources.proposal import Proposal, propose
from luister.sources.raw_table import RawTable
from luister.sources.reading import read

REFUSED = {".lss", ".qsf", ".md"}
NOT_ANSWERED, NOT_APPLICABLE = AnswerStatus.NOT_ANSWERED, AnswerStatus.NOT_APPLICABLE


def opened(path: Path) -> tuple[RawTable, int]:
    table = open_table(path, FileForm())
    return table, sum(batch.cells.num_rows + len(batch.rejects) for batch in table.batches())


def test_every_export_has_the_rows_and_columns_that_the_reference_counts(data):
    folder = data / "export_formats"
    counted = json.loads((folder / "reference/contents.json").read_text())
    checked = 0
    for name, known in counted.items():
        path = folder / name
        if not path.exists() or path.suffix in REFUSED or "cols" not in known:
            continue
        table, rows = opened(path)
        expected = known.get("rows", known.get("lines_incl_headers", 0) - len(table.header))
        assert (rows, len(table.names)) == (expected, known["cols"]), name
        checked += 1
    assert checked >= 45


def test_every_other_file_is_read_or_refused_with_a_reason_and_a_cure(data):
    for path in sorted([*data.glob("export_formats/**/*"), *data.glob("surveys/**/*")]):
        if not path.is_file():
            continue
        found, error = proposed(path)
        if error:
            assert error.problem.startswith(path.name)
            assert error.hint
            assert path.suffix in REFUSED | {".json"}
        else:
            assert len(found.columns) == len(found.header[-1]) or found.format == "Excel"


def proposed(path: Path) -> tuple[Proposal | None, UnreadableFileError | None]:
    try:
        return propose(path), None
    except UnreadableFileError as error:
        return None, error


def test_qualtrics_is_known_by_its_headings(data):
    folder = data / "export_formats/qualtrics"
    for name, rows in (("Many_types_Insights_3row.csv", 3), ("Many_types_Legacy_2row.csv", 2)):
        table, _ = opened(folder / name)
        assert table.tool == "Qualtrics CSV"
        assert len(table.header) == rows
        fruits = next(column for column in table.columns if column.name == "fruits")
        assert fruits.label.startswith("This is a multiple choice single answer")
        assert fruits.labels == {"1": "Oranges", "2": "Blueberries", "3": "Strawberries"}


def test_qualtrics_ids_written_as_python_does_are_read(data):
    table, _ = opened(data / "export_formats/qualtrics/Test_Survey_for_Coded_Comments.csv")
    assert table.columns[0].import_id == "responseId"
    assert table.columns[11].import_id == "QID1"


def test_qualtrics_in_german_finds_its_date_id_and_language(data):
    found = propose(data / "export_formats/qualtrics/qualtRics_sample_german_labels_3row.csv")
    roles = {column.name: column.mapping.role for column in found.columns}
    assert roles["ResponseId"] == "id"
    assert roles["EndDate"] == "date"
    assert roles["UserLanguage"] == "language"
    assert roles["IPAddress"] == "ignore"


def test_matrix_answers_take_their_labels_from_the_questionnaire(data):
    table, _ = opened(data / "export_formats/qualtrics/Matrix_Insights.csv")
    column = next(column for column in table.columns if column.name == "Q4_1")
    assert set(column.labels) >= {"10", "11", "12"}


def test_survey_monkey_s_second_row_names_the_parts_of_a_question(data):
    table, _ = opened(data / "export_formats/surveymonkey/StarWars_2row_header.csv")
    assert table.tool == "SurveyMonkey CSV"
    assert table.names[0] == "RespondentID"
    assert table.names[3].endswith(" - Star Wars: Episode I The Phantom Menace")
    assert table.names[15].endswith(" - Han Solo")


def test_answers_in_words_get_their_values(data):
    found = propose(data / "export_formats/surveymonkey/StarWars_2row_header.csv")
    han = next(column for column in found.columns if column.name.endswith("Han Solo"))
    assert han.mapping.scale.code == "rating:1-5"
    assert han.mapping.labels["5"] == "Very favorably"
    assert han.mapping.missing == {"Unfamiliar (N/A)": NOT_APPLICABLE}


def test_spss_labels_and_missing_codes_come_along(data):
    table, _ = opened(data / "export_formats/spss/sfo_2017_subset_written_by_us.sav")
    art = next(column for column in table.columns if column.name == "Q7ART")
    assert art.label == "Artwork and exhibitions"
    assert art.labels == {"1": "Unacceptable", "5": "Outstanding"}
    assert art.missing == {"6": NOT_APPLICABLE, "0": NOT_ANSWERED}


def test_spss_ranges_of_missing_codes_come_along(data):
    table, _ = opened(data / "export_formats/spss/sample_missing.sav")
    missing = {column.name: set(column.missing) for column in table.columns}
    assert missing["mynum"] == {"2000..3000", "-1"}
    assert missing["myord"] == {"-1", "-2", "-3"}


@pytest.mark.parametrize("name", ["sample.sav", "sample.zsav"])
def test_spss_dates_and_numbers_are_read_alike_packed_or_not(data, name):
    table, _ = opened(data / "export_formats/spss" / name)
    cells = next(iter(table.batches())).cells.to_pydict()
    assert cells["1"] == ["1.1", "1.2", "-1000.3", "-1.4", "1000.3"]
    assert cells["2"][0] == "2018-05-06"
    assert cells["3"][0] == "2018-05-06 10:10:10"


def test_spss_answers_are_those_of_the_survey(data):
    path = data / "export_formats/spss/sfo_2017_subset_written_by_us.sav"
    proposal = propose(path)
    assert [ask.kind for ask in proposal.asks] == ["date", "missing"]
    parts = list(read(path, _dated(proposal.mapping), survey="s"))
    values = [v for v in parts[0].batch.rows.column("value.NETPRO").to_pylist() if v is not None]
    points = [100 * ((value >= 9) - (value <= 6)) for value in values]
    assert len(values) == 2746
    assert sum(points) / len(points) == pytest.approx(39.839766933721776)


def test_formbricks_responses_become_rows(data):
    path = data / "export_formats/formbricks/v1_management_responses_example.json"
    _, rows = opened(path)
    responses = json.loads(path.read_text())["data"]
    assert rows == len(responses) == 11
    proposal = propose(path)
    roles = {column.name: column.mapping.role for column in proposal.columns}
    assert (roles["createdAt"], roles["finished"], roles["id"]) == ("date", "complete", "id")
    found = next(read(path, proposal.mapping, survey="s")).batch.rows
    assert found.column("complete").to_pylist() == [one["finished"] for one in responses]
    assert found.column("key").to_pylist() == [one["id"] for one in responses]


HEADS = {
    "code": "id,submitdate,lastpage,startlanguage,datestamp,G01Q01,G01Q02[SQ001]",
    "full": "Response ID,Date submitted,Last page,Start language,Date last action,How likely?,Why?",
    "both": "id. Response ID,submitdate. Date submitted,lastpage. Last page,startlanguage. Start "
    "language,datestamp. Date last action,G01Q01. How likely?,G01Q02[SQ001]. Why?",
}


@pytest.mark.parametrize("kind", HEADS)
def test_limesurvey_is_known_by_each_of_its_headings(written, kind):
    rows = "".join(
        f'{n},2024-05-01 10:00:0{n},3,nl,2024-05-01 10:00:0{n},{n},"x"\n' for n in range(1, 9)
    )
    path = written(HEADS[kind] + "\n" + rows)
    table = open_table(path, FileForm())
    assert table.tool == "LimeSurvey CSV"
    if kind == "both":
        assert table.names[5:] == ("G01Q01", "G01Q02[SQ001]")
        assert table.columns[5].label == "How likely?"
    roles = [column.mapping.role for column in propose(path).columns]
    assert roles[0] == "id"
    assert "date" in roles
    assert roles[3] == "language"


def test_limesurvey_s_broken_off_forms_keep_their_date_and_count_as_unfinished(written):
    rows = "".join(
        f'{n},{"2024-05-01 10:00:00" if n % 2 else ""},3,nl,2024-05-02 10:00:00,{n % 11},"x"\n'
        for n in range(40)
    )
    path = written(HEADS["code"] + "\n" + rows)
    found = propose(path)
    rows = next(read(path, found.mapping, survey="s")).batch.rows
    assert rows.num_rows == 40
    assert rows.column("complete").to_pylist() == [bool(n % 2) for n in range(40)]


def test_touchpoints_is_known_by_its_layout(data):
    table, rows = opened(data / "export_formats/touchpoints/sample_cx_responses_upload.csv")
    assert (table.tool, rows) == ("Touchpoints CSV", 1000)


def _dated(mapping):

    return replace(mapping, day=date(2017, 5, 15))
