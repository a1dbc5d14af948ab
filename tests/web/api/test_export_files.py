import csv
from io import BytesIO, StringIO

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from django.urls import reverse

from luister_web.access.models import AuditEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("answers")]


def fetched(client, name, kind, query):
    answer = client.get(reverse(f"api:export-{name}", kwargs={"kind": kind}) + f"?{query}")
    assert answer.status_code == 200, answer.content
    return answer, b"".join(answer.streaming_content)


def test_the_workbook_has_the_figures_of_the_api_cell_by_cell(signed_in):
    client = signed_in("director")
    query = "by=team&every=month&compare=previous"
    rows = client.get(f"/api/v1/reports/nps?{query}").json()["rows"]
    client.get("/account/")  # another page in between changes nothing
    _, data = fetched(client, "report", "xlsx", f"metric=nps&{query}")
    book = openpyxl.load_workbook(BytesIO(data))
    head, *lines = list(book.worksheets[0].iter_rows(values_only=True))
    found = [dict(zip(head, line, strict=True)) for line in lines]
    names = {name: list(head)[list(head).index(name)] for name in head}
    value, low, high = list(head)[6:9]
    assert [(one[value], one[low], one[high]) for one in found] == [
        (row["value"], row["low"], row["high"]) for row in rows
    ]
    assert len(names) == len(head)


def test_the_file_has_a_name_and_a_kind(signed_in):
    answer, _ = fetched(signed_in("director"), "report", "xlsx", "metric=nps")
    assert answer["Content-Disposition"] == (
        'attachment; filename="nps-2026-01-25-2026-03-01.xlsx"'
    )
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert "no-store" in answer["Cache-Control"]


def test_every_kind_of_report_can_be_read_back(signed_in, tmp_path):
    client = signed_in("analyst")
    read = {kind: fetched(client, "report", kind, "metric=nps&by=channel")[1] for kind in
            ("csv", "parquet", "sav", "json")}  # fmt: skip
    text = read["csv"].decode("utf-8-sig")
    from_csv = [float(row["value"]) for row in csv.DictReader(StringIO(text))]
    assert pq.read_table(BytesIO(read["parquet"]))["value"].to_pylist() == from_csv
    path = tmp_path / "report.sav"
    path.write_bytes(read["sav"])
    assert list(pyreadstat.read_sav(str(path), output_format="dict")[0]["value"]) == from_csv


def test_answers_leave_as_a_file_with_hostile_comments_neutralised(signed_in):
    _, data = fetched(signed_in("analyst"), "answers", "csv", "survey=moving")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 36
    assert all(row["why"].startswith("'=because") for row in rows)


def test_dutch_excel_gets_its_own_csv(signed_in):
    _, data = fetched(signed_in("analyst"), "report", "csv", "metric=nps&delimiter=;")
    assert b'"metric";"unit"' in data.splitlines()[0]


def test_headings_are_in_the_readers_language(signed_in, cast):
    cast.director.language = "nl"
    cast.director.save()
    _, data = fetched(signed_in("director"), "report", "xlsx", "metric=nps&by=team")
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["Rapport", "Over dit bestand"]
    assert "Waarde" in next(book["Rapport"].iter_rows(values_only=True))


def test_a_team_leader_exports_the_own_team_only(signed_in):
    _, data = fetched(signed_in("leader_north"), "answers", "csv", "survey=moving&show=team")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 12


def test_every_export_is_logged(signed_in):
    fetched(signed_in("director"), "report", "csv", "metric=nps&by=team")
    entry = AuditEntry.objects.get(action="exported")
    assert (entry.who, entry.object, entry.detail) == ("director", "report nps", "6 rows as csv")


@pytest.mark.parametrize(
    ("name", "kind", "query", "status"),
    [
        ("report", "exe", "metric=nps", 400),
        ("report", "csv", "metric=happiness", 404),
        ("report", "csv", "", 404),
        ("report", "csv", "metric=nps&from=x", 400),
        ("answers", "csv", "", 400),
        ("answers", "csv", "survey=none", 404),
        ("answers", "csv", "survey=moving&from=2030-01-01", 409),
    ],
)
def test_a_file_that_cannot_be_made_is_explained_on_a_page(signed_in, name, kind, query, status):
    address = reverse(f"api:export-{name}", kwargs={"kind": kind}) + f"?{query}"
    answer = signed_in("director").get(address, headers={"accept": "text/html"})
    assert answer.status_code == status
    assert "text/html" in answer["Content-Type"]
