import csv
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from python_calamine import CalamineWorkbook

from luister.errors import LuisterError
from luister.exports.csv_file import CsvForm
from luister.exports.headings import headings
from luister.exports.report_file import report_blocks, write_report
from luister.exports.report_table import flat_rows, table


def written(report, kind, form):
    target = BytesIO()
    write_report(target, report, kind, form=form, scratch=BytesIO())
    target.seek(0)
    return target


def cell(value):
    is_moment = isinstance(value, datetime)
    return value.date() if is_moment else value


def test_the_workbook_equals_the_report_cell_by_cell(report, form):
    sheet = openpyxl.load_workbook(written(report, "xlsx", form))["Report"]
    head, *rows = [[one.value for one in row] for row in sheet.iter_rows()]
    assert head == list(headings(table(report).column_names, str).values())
    shown = [[cell(value) for value in row] for row in rows]
    assert shown == [list(row.values()) for row in flat_rows(report)]


def test_another_reader_finds_the_same_figures(report, form):
    book = CalamineWorkbook.from_filelike(written(report, "xlsx", form))
    rows = book.get_sheet_by_name("Report").to_python()
    value = rows[0].index("Value")
    assert rows[1][value] == 12.345678901234
    assert rows[1][rows[0].index("From")] == date(2025, 4, 1)


def test_the_heading_is_frozen_and_filters_stand_on_it(report, form):
    sheet = openpyxl.load_workbook(written(report, "xlsx", form))["Report"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions


def test_a_team_named_like_a_formula_is_text(report, form):
    sheet = openpyxl.load_workbook(written(report, "xlsx", form))["Report"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=Noord", "s")


def test_a_sheet_says_what_the_figures_are(report, form):
    sheet = openpyxl.load_workbook(written(report, "xlsx", form))["About this file"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}
    assert said["Filters"] == "channel = web or mail"
    assert (said["From"], said["To"]) == ("2025-04-01", "2025-06-30")
    assert said["n shown"] == "40"
    assert said["Weights"] == "none, every answer counts once"
    assert said["Answers counted up to"] == "77"
    assert said["Generated at"] == "2026-03-04T05:06:07+00:00"
    assert said["Compared with"] == "previous (2025-01-01 to 2025-03-31)"


def test_the_workbook_speaks_the_readers_language(report, form):
    dutch = {"Value": "Waarde", "Report": "Rapport", "Metric": "Maat"}
    form = replace(form, translate=lambda word: dutch.get(word, word))
    book = openpyxl.load_workbook(written(report, "xlsx", form))
    assert "Waarde" in [one.value for one in book["Rapport"][1]]


def test_a_csv_reads_back_as_the_report(report, form):
    text = b"".join(report_blocks(report, "csv", form)).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert rows[0]["team"] == "'=Noord"
    assert float(rows[0]["value"]) == 12.345678901234
    assert rows[0]["from"] == "2025-04-01"
    assert (rows[1]["value"], rows[1]["n"], rows[1]["suppressed"]) == ("", "", "true")


def test_a_csv_for_dutch_excel_has_semicolons_and_commas(report, form):
    form = replace(form, csv=CsvForm(";", ","))
    text = b"".join(report_blocks(report, "csv", form))
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(text.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["value"] == "12,345678901234"


def test_a_csv_without_a_mark_begins_with_its_heading(report, form):
    form = replace(form, csv=CsvForm(byte_order_mark=False))
    assert b"".join(report_blocks(report, "csv", form)).startswith(b'"metric","unit","team"')


@pytest.mark.parametrize("odd", [CsvForm("x"), CsvForm(",", ","), CsvForm(",", "'")])
def test_a_csv_that_could_not_be_read_back_is_refused(report, form, odd):
    with pytest.raises(LuisterError, match="Choose a"):
        report_blocks(report, "csv", replace(form, csv=odd))


def test_parquet_keeps_types_and_says_what_it_is(report, form):
    found = pq.read_table(written(report, "parquet", form))
    assert found.replace_schema_metadata(None).equals(table(report))
    assert found.schema.metadata[b"luister.Metric"] == b"nps"


def test_spss_reads_the_report_with_labels(report, form, tmp_path):
    path = tmp_path / "report.sav"
    path.write_bytes(written(report, "sav", form).read())
    columns, meta = pyreadstat.read_sav(str(path), output_format="dict")
    assert list(columns["team"]) == ["=Noord", "Zuid", "Oost"]
    assert columns["value"][0] == 12.345678901234
    assert columns["from"][0] == date(2025, 4, 1)
    assert meta.column_names_to_labels["difference_low"] == "Difference low"
    assert meta.variable_value_labels["suppressed"] == {0.0: "no", 1.0: "yes"}
