import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luister.estimates.goal_line import TargetLine
from luister.estimates.report import ReportRequest
from luister.loop import measure
from luister.loop.export import as_json
from luister_web.access.models import AuditEntry
from luister_web.api.description import api
from luister_web.current_home import home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("answers")]
SNAPSHOT = Path(__file__).parent / "openapi.json"


def test_a_report_is_that_of_the_core(program):
    request = ReportRequest(metric="nps", by=("team",), where={"channel": ("web",)}, every="month")
    found = as_json(measure.report(home(), request, today=date(2026, 3, 1)))
    address = "/api/v1/reports/nps?by=team&where=channel:web&every=month"
    assert program("director").get(address).json() == json.loads(json.dumps(found))


def test_days_and_a_comparison_are_understood(program):
    address = "/api/v1/reports/nps?from=2026-02-20&to=2026-03-01&compare=2026-02-01..2026-02-19"
    said = program("director").get(address).json()
    assert said["period"] == {"from": "2026-02-20", "to": "2026-03-01"}
    assert said["rows"][0]["n"] == 10
    assert said["rows"][0]["compare"]["n"] == 19


def test_two_values_of_one_dimension_are_either(program):
    address = "/api/v1/reports/nps?where=team:Noord&where=team:Zuid"
    assert program("director").get(address).json()["rows"][0]["n"] == 24


def test_a_small_group_is_hidden_and_no_other_gives_it_away(program):
    rows = program("director").get("/api/v1/reports/nps?by=team").json()["rows"]
    assert {row["group"]["team"]: row["suppressed"] for row in rows}["Oost"] is True
    assert sum(row["suppressed"] for row in rows) >= 2


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("reports/happiness", 404, "happiness"),
        ("reports/nps?survey=none", 404, "none"),
        ("reports/nps?by=colour", 404, "colour"),
        ("reports/nps?from=yesterday", 422, "from"),
        ("reports/nps?where=team", 400, "team"),
        ("reports/nps?every=hour", 404, "hour"),
        ("responses?survey=moving&limit=5000", 422, "limit"),
        ("dimensions/colour/values", 404, "colour"),
        ("nothing", 404, ""),
    ],
)
def test_what_is_wrong_is_said_with_a_hint(path, status, word, program):
    answer = program("director").get(f"/api/v1/{path}")
    assert answer.status_code == status
    if path != "nothing":
        assert set(answer.json()) == {"error", "hint"}
        assert word in answer.json()["error"]


def test_surveys_metrics_and_dimensions_are_listed(program):
    client = program("director")
    (survey,) = client.get("/api/v1/surveys").json()
    assert survey["survey"] == "moving"
    assert [one["question"] for one in survey["questions"]] == ["recommend", "why"]
    assert "nps" in [one["metric"] for one in client.get("/api/v1/metrics").json()]
    assert "team" in client.get("/api/v1/dimensions").json()
    assert client.get("/api/v1/dimensions/team/values").json() == [
        "Kust",
        "Noord",
        "Oost",
        "Veen",
        "West",
        "Zuid",
    ]


def test_targets_and_marks_are_listed(program):
    measure.set_target(home(), TargetLine(0, "nps", None, 30.0, 10.0, date(2026, 1, 1)))
    measure.add_mark(home(), date(2026, 2, 1), "new menu", None)
    client = program("director")
    (target,) = client.get("/api/v1/targets").json()
    assert (target["metric"], target["value"], target["valid_from"]) == ("nps", 30.0, "2026-01-01")
    (mark,) = client.get("/api/v1/marks").json()
    assert (mark["day"], mark["label"]) == ("2026-02-01", "new menu")


def test_responses_come_a_page_at_a_time_the_latest_first(program):
    client = program("director")
    first = client.get("/api/v1/responses?survey=moving&limit=20").json()
    rest = client.get("/api/v1/responses?survey=moving&limit=20&offset=20").json()
    assert (first["total"], len(first["responses"]), len(rest["responses"])) == (36, 20, 16)
    moments = [one["occurred_at"] for one in first["responses"] + rest["responses"]]
    assert moments == sorted(moments, reverse=True)
    assert first["responses"][0]["answers"]["recommend"] == {
        "value": 3.0,
        "text": None,
        "status": "answered",
    }


def test_reading_answers_is_logged(program):
    program("director").get("/api/v1/responses?survey=moving&limit=5")
    entry = AuditEntry.objects.get(action="exported")
    assert (entry.who, entry.object, entry.detail) == ("director", "answers", "5 from 0")


def test_a_form_sent_twice_counts_once(program):
    client = program("administrator")
    form = {
        "survey": "moving",
        "key": "form of monday",
        "answers": {"recommend": 8, "why": "Good"},
        "occurred_at": "2026-03-02T10:00:00+01:00",
        "dimensions": {"team": "Noord"},
    }
    for _ in range(2):
        answer = client.post("/api/v1/responses", form, content_type="application/json")
        assert answer.status_code == 201
        assert answer.json()["accepted"] is True
    rows = client.get("/api/v1/reports/nps?where=team:Noord").json()["rows"]
    assert rows[0]["n"] == 13


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"answers": {"recommend": 11}}, "11"),
        ({"answers": {"colour": 1}}, "colour"),
        ({"survey": "unknown"}, "unknown"),
        ({"occurred_at": "2026-03-02T10:00:00"}, "time zone"),
        ({"colour": "red"}, "colour"),
        ({"key": ""}, "key"),
    ],
)
def test_a_form_that_does_not_fit_is_refused_with_a_reason(change, word, program):
    form = {"survey": "moving", "key": "k", "answers": {"recommend": 8}} | change
    answer = program("administrator").post(
        "/api/v1/responses", form, content_type="application/json"
    )
    assert answer.status_code == 422
    assert word in answer.json()["error"]


MAPPING = """
[[column]]
name = "respondent"
role = "id"

[[column]]
name = "submitted"
role = "date"

[[column]]
name = "score"
role = "question"
scale = "nps:0-10"
"""


def a_file():
    lines = [f"r{day},2026-01-{day:02d},{day % 11}" for day in range(1, 21)]
    lines[10:12] = ["r11,soon,1", "r12,,2"]
    text = "\n".join(["respondent,submitted,score", *lines])
    return SimpleUploadedFile("poll.csv", text.encode())


def test_a_file_is_taken_in_and_what_does_not_fit_is_listed(program):
    given = {"survey": "poll", "file": a_file(), "mapping": MAPPING}
    said = program("administrator").post("/api/v1/imports", given).json()
    assert (said["survey"], said["read"], said["kept"], said["rejected"]) == ("poll", 20, 18, 2)
    assert [reject["row"] for reject in said["rejects"]] == [12, 13]
    rows = program("director").get("/api/v1/reports/nps?survey=poll").json()["rows"]
    assert rows[0]["n"] == 18
    entry = AuditEntry.objects.get(action="imported")
    assert (entry.who, entry.object) == ("administrator", "poll poll.csv")


def test_a_dry_run_keeps_nothing(program):
    client = program("administrator")
    given = {"survey": "poll", "file": a_file(), "mapping": MAPPING, "dry_run": "true"}
    assert client.post("/api/v1/imports", given).json()["kept"] == 18
    assert client.get("/api/v1/reports/nps?survey=poll").status_code == 404


def test_a_file_over_the_limit_is_refused(program, settings):
    settings.LUISTER = replace(settings.LUISTER, upload_limit_mb=0)
    given = {"survey": "poll", "file": a_file(), "mapping": MAPPING}
    assert program("administrator").post("/api/v1/imports", given).status_code == 413


def test_who_may_not_import_sends_no_file(program):
    given = {"survey": "poll", "file": a_file(), "mapping": MAPPING}
    assert program("manager").post("/api/v1/imports", given).status_code == 403


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"mapping": "[[column]"}, ""),
        ({"mapping": MAPPING.replace("score", "mark")}, "mark"),
        ({"file": SimpleUploadedFile("poll.csv", b"\x00\x01\x02")}, "poll.csv"),
        ({"file": SimpleUploadedFile("../../etc/passwd", b"")}, "passwd"),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_with_a_reason(change, word, program):
    given = {"survey": "poll", "file": a_file(), "mapping": MAPPING} | change
    answer = program("administrator").post("/api/v1/imports", given)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "hint"}
    assert word in answer.json()["error"]


def test_nobody_on_the_way_keeps_an_answer(program):
    assert "no-store" in program("director").get("/api/v1/metrics")["Cache-Control"]


def test_the_description_is_as_agreed():
    found = json.dumps(api.get_openapi_schema(), indent=1, default=str) + "\n"
    assert found == SNAPSHOT.read_text(encoding="utf-8"), (
        "The API changed: see that nothing was taken away, then write the snapshot anew with "
        "python tests/web/api/write_snapshot.py"
    )


def test_anybody_may_read_the_description():
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert "/api/v1/reports/{metric}" in answer.json()["paths"]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_page_describes_every_operation(signed_in, cast, language):
    cast.director.language = language
    cast.director.save()
    page = signed_in("director").get("/api/v1/docs").content.decode()
    for path in api.get_openapi_schema()["paths"]:
        assert path in page
    assert ("Een maatstaf" in page or "De maatstaven" in page) == (language == "nl")
    assert "cdn" not in page
