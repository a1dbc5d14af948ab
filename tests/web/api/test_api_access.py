"""Who may ask what: a table over every operation and everybody in the cast."""

import pytest
from django.test import Client

from luister_web.access.keys import make_key
from luister_web.access.models import ApiKey, HiddenComments, Role
from luister_web.api import asker
from luister_web.api.rate_limit import RateLimit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("answers")]

GETS = (
    "reports/nps",
    "metrics",
    "surveys",
    "dimensions",
    "dimensions/team/values",
    "targets",
    "marks",
    "responses?survey=moving",
)
EVERYBODY = (
    "director",
    "manager",
    "leader_north",
    "leader_south",
    "employee",
    "analyst",
    "administrator",
)
EXPORTS = ("export/report.csv?metric=nps", "export/answers.csv?survey=moving")


@pytest.mark.parametrize("path", [*GETS, *EXPORTS])
def test_a_program_without_a_key_is_a_stranger(path):
    answer = Client().get(f"/api/v1/{path}", headers={"accept": "application/json"})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "hint"}


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("path", GETS)
def test_everybody_in_the_house_may_ask_for_figures(path, name, program):
    assert program(name).get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize("path", EXPORTS)
def test_who_may_not_export_gets_no_file(path, program):
    assert program("employee").get(f"/api/v1/{path}").status_code == 403
    assert program("leader_north").get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [("director", 403), ("manager", 403), ("leader_north", 403), ("employee", 403),
     ("analyst", 201), ("administrator", 201)],
)  # fmt: skip
def test_only_who_may_import_sends_answers(name, status, program):
    form = {"survey": "moving", "key": "k", "answers": {"recommend": 9}}
    answer = program(name).post("/api/v1/responses", form, content_type="application/json")
    assert answer.status_code == status


def test_a_key_past_its_day_opens_nothing(program, yesterday):
    assert program("director", expires_at=yesterday).get("/api/v1/metrics").status_code == 401


def test_a_revoked_key_opens_nothing(program, yesterday):
    client = program("director")
    ApiKey.objects.update(revoked_at=yesterday)
    assert client.get("/api/v1/metrics").status_code == 401


def test_a_key_goes_with_its_owner(program, cast):
    client = program("director")
    cast.director.is_active = False
    cast.director.save()
    assert client.get("/api/v1/metrics").status_code == 401


def test_a_key_may_come_in_either_header(cast):
    key = make_key(cast.director, "test")
    assert Client(headers={"x-api-key": key}).get("/api/v1/metrics").status_code == 200
    assert Client(headers={"x-api-key": key + "x"}).get("/api/v1/metrics").status_code == 401


def test_who_signed_in_may_ask_too(signed_in):
    assert signed_in("director").get("/api/v1/metrics").status_code == 200


def test_a_session_changes_nothing_without_its_form_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    form = {"survey": "moving", "key": "k", "answers": {"recommend": 9}}
    answer = client.post("/api/v1/responses", form, content_type="application/json")
    assert answer.status_code == 403
    assert "error" in answer.json()


def test_a_stranger_with_a_browser_is_sent_to_sign_in():
    for path in (*EXPORTS, "docs"):
        answer = Client().get(f"/api/v1/{path}", headers={"accept": "text/html"})
        assert answer.status_code == 302
        assert "/login/" in answer["Location"]


def test_a_team_leader_sees_the_own_team_only(program):
    rows = program("leader_north").get("/api/v1/reports/nps?by=team").json()["rows"]
    assert [row["group"] for row in rows] == [{"team": "Noord"}]
    assert rows[0]["n"] == 12


def test_no_filter_opens_another_team(program):
    rows = (
        program("leader_north").get("/api/v1/reports/nps?by=team&where=team:Zuid").json()["rows"]
    )
    assert all(not row["n"] for row in rows)
    found = program("leader_north").get("/api/v1/responses?survey=moving&where=team:Zuid").json()
    assert found["responses"] == []


def test_an_employee_sees_own_results_and_learns_no_other_names(program):
    client = program("employee")
    rows = client.get("/api/v1/reports/nps?by=employee").json()["rows"]
    assert [row["group"]["employee"] for row in rows] == ["Anna"]
    assert client.get("/api/v1/dimensions/employee/values").json() == ["Anna"]
    assert client.get("/api/v1/dimensions/team/values").json() == ["Noord"]


def test_how_many_answered_in_all_is_for_who_sees_all(program):
    assert program("leader_north").get("/api/v1/surveys").json()[0]["responses"] is None
    assert program("director").get("/api/v1/surveys").json()[0]["responses"] == 36


def test_a_customer_is_named_to_who_may_know(program):
    path = "/api/v1/responses?survey=moving&limit=1"
    assert program("leader_north").get(path).json()["responses"][0]["customer"] is not None
    assert program("employee").get(path).json()["responses"][0]["customer"] is None


def test_comments_hidden_for_a_role_are_not_read_searched_or_exported(program):
    HiddenComments.objects.create(role=Role.TEAM_LEADER)
    client = program("leader_north")
    page = client.get("/api/v1/responses?survey=moving").json()
    assert {one["answers"]["why"]["text"] for one in page["responses"]} == {None}
    assert client.get("/api/v1/responses?survey=moving&search=because").status_code == 403
    file = client.get("/api/v1/export/answers.csv?survey=moving")
    assert b"because" not in b"".join(file)
    assert client.get("/api/v1/export/answers.csv?survey=moving&search=x").status_code == 403


def test_a_key_used_too_often_is_told_when_to_come_back(program, monkeypatch):
    monkeypatch.setattr(asker, "_calls", RateLimit(per_minute=6, burst=1))
    client = program("director")
    assert client.get("/api/v1/metrics").status_code == 200
    for path in ("metrics", "export/report.csv?metric=nps"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 429
        assert answer["Retry-After"] == "10"
        assert set(answer.json()) == {"error", "hint"}
