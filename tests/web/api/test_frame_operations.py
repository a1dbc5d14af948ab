"""Known totals and response rates, as a program asks and sets them."""

import pytest
from tests.loop.invited import plan_for

from luister.loop import weigh
from luister_web.access.models import AuditEntry
from luister_web.current_home import home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("web_home")]
PATH = "/api/v1/frames/moving"
TEAMS = {"dimensions": ["team"], "totals": [["Noord", 30], ["Zuid", 70], ["Nergens", 100]]}


def put(client, body):
    return client.put(PATH, body, content_type="application/json")


@pytest.fixture
def client(answers, program):
    return program("manager")


def test_totals_are_kept_used_and_taken_away(client):
    said = put(client, {"source": "register", "margins": [TEAMS]}).json()
    assert (said["method"], said["source"]) == ("post-stratified", "register")
    assert (said["silent"], said["uncovered"]) == ([{"team": "Nergens"}], 0.5)
    assert client.get(PATH).json() == said
    report = client.get("/api/v1/reports/nps?weighted=true").json()
    assert report["frames"][0]["source"] == "register"
    row = report["rows"][0]
    assert row["design_effect"] == pytest.approx(row["n"] / row["effective_n"])
    assert row["design_effect"] > 1
    assert client.delete(PATH).json() == {"removed": True}
    assert client.get(PATH).status_code == 404
    assert AuditEntry.objects.filter(object="frame moving").count() == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"margins": [TEAMS | {"totals": [["Noord", -3]]}]}, 400),
        ({"margins": [TEAMS | {"totals": [["Noord", "many"]]}]}, 400),
        ({"margins": [TEAMS | {"totals": [["Noord"]]}]}, 400),
        ({"margins": [TEAMS | {"dimensions": ["shoe size"]}]}, 404),
        ({"margins": []}, 400),
        ({"invited_by": ["team"]}, 404),
        ({"margins": "all"}, 422),
    ],
)
def test_totals_that_cannot_be_are_refused(client, body, status):
    assert put(client, body).status_code == status
    assert weigh.frames(home()) == {}


def test_all_invited_are_counted_and_their_response_rate_told(client):
    plan_for(home(), "moving")
    people = [{"key": f"c{n}", "email": f"c{n}@example.org"} for n in range(9)]
    client.post("/api/v1/contacts", {"contacts": people}, content_type="application/json")
    wish = {"survey": "moving", "wave": "w"}
    client.post("/api/v1/invitations", wish, content_type="application/json")
    said = put(client, {"invited_by": ["channel"]}).json()
    assert (said["source"], said["margins"][0]["totals"]) == ("all invited", [["mail", 9.0]])
    rates = client.get("/api/v1/response-rates?survey=moving&by=channel").json()
    assert rates == [{"group": {"channel": "mail"}, "finished": None, "started": None}]


def test_who_may_agree_on_nothing_may_not_weight(answers, program):
    leader = program("leader_north")
    assert put(leader, {"source": "x", "margins": [TEAMS]}).status_code == 403
    assert leader.get(PATH).status_code == 403
    assert leader.get("/api/v1/response-rates").status_code == 403
