"""What lies outside one's own units appears nowhere: not on a page, in a file, or through the API."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from luister.events.answer import Question, Scale
from luister.events.response_batch import FIXED_COLUMNS, ResponseBatch
from luister.loop import collect
from luister_web.access.models import HiddenComments, Role
from luister_web.current_home import home

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NORTH, SOUTH = 12, 24
# Every address that may show answers, also when it is asked for what is somebody else's.
ADDRESSES = (
    "/",
    "/?where=team:Zuid",
    "/process/moving",
    "/process/moving?where=team:Zuid&by=employee",
    "/survey/moving",
    "/survey/moving?by=employee",
    "/filter/team",
    "/filter/employee",
    "/mine",
    "/wall",
    "/answers",
    "/answers?survey=moving",
    "/answers?survey=moving&where=team:Zuid",
    "/answers?survey=moving&where=employee:Zuidman",
    "/answers?survey=moving&search=zuid",
    "/customers/?key=zuid-customer-20",
    "/api/v1/reports/nps?survey=moving&by=employee",
    "/api/v1/reports/nps?survey=moving&where=team:Zuid&by=employee",
    "/api/v1/dimensions/employee/values",
    "/api/v1/responses?survey=moving",
    "/api/v1/responses?survey=moving&where=team:Zuid",
    "/api/v1/responses?survey=moving&search=zuid",
    "/api/v1/export/answers.csv?survey=moving",
    "/api/v1/export/answers.json?survey=moving&where=team:Zuid",
    "/api/v1/export/report.csv?metric=nps&survey=moving&by=employee",
)


@pytest.fixture
def answers(cast):
    """12 forms of Anna in Noord, and 24 of Zuidman in Zuid; words and customers name their team."""
    teams = ["Noord"] * NORTH + ["Zuid"] * SOUTH
    names = [f"{team.lower()}-{{}}-{place}" for place, team in enumerate(teams)]
    columns: dict[str, list[object]] = {name: [None] * len(teams) for name in FIXED_COLUMNS.names}
    columns |= {
        "row": list(range(2, len(teams) + 2)),
        "key": [name.format("form") for name in names],
        "occurred_at": [NOW - timedelta(days=place) for place in range(len(teams))],
        "customer": [name.format("customer") for name in names],
        "team": teams,
        "employee": ["Anna" if team == "Noord" else "Zuidman" for team in teams],
        "process": ["moving"] * len(teams),
        "weight": [1.0] * len(teams),
        "complete": [True] * len(teams),
    }
    status = pa.array([0] * len(teams), pa.int8())
    table = pa.table(columns, schema=FIXED_COLUMNS)
    for name, values in (
        ("value.recommend", pa.array([9.0] * len(teams))),
        ("status.recommend", status),
        ("text.why", pa.array([name.format("words") for name in names])),
        ("status.why", status),
    ):
        table = table.append_column(name, values)
    questions = (
        Question("recommend", "Would you recommend us?", Scale("nps", 0, 10), is_headline=True),
        Question("why", "Why?", Scale("text")),
    )
    batch = ResponseBatch("moving", questions, (), table)
    collect.take_in(home(), iter([batch]), name="test", now=NOW)


def text(browser, address: str) -> str:
    """All that an address gives, the address itself taken out of it."""
    answer = browser.get(address)
    assert answer.status_code in (200, 302, 400, 403, 404, 409), address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


@pytest.mark.parametrize("who", ["leader_north", "employee"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_another_team_is_shown(answers, signed_in, who, address):
    shown = text(signed_in(who), address)
    for secret in ("zuid-words", "zuid-form", *([] if "key=" in address else ["zuid-customer"])):
        assert secret not in shown
    if "Zuidman" not in address:
        assert "Zuidman" not in shown


@pytest.mark.parametrize(
    "address",
    [
        "/answers?survey=moving",
        "/api/v1/responses?survey=moving",
        "/api/v1/export/answers.csv?survey=moving",
    ],
)
def test_who_sees_all_sees_both_teams(answers, signed_in, address):
    shown = text(signed_in("director"), address)
    assert "noord-words" in shown
    assert "zuid-words" in shown


def test_the_own_team_is_shown(answers, signed_in):
    assert "noord-words" in text(signed_in("leader_north"), "/answers?survey=moving")
    assert "noord-words" in text(signed_in("leader_north"), "/api/v1/responses?survey=moving")


@pytest.mark.parametrize(("who", "n"), [("director", 36), ("manager", 36), ("leader_north", 12)])
def test_a_figure_counts_the_own_answers_alone(answers, signed_in, who, n):
    report = signed_in(who).get("/api/v1/reports/nps?survey=moving").json()
    assert [row["n"] for row in report["rows"]] == [n]


def test_the_page_of_an_answer_of_another_team_is_not_there(answers, signed_in):
    asked = "/api/v1/responses?survey=moving&where=team:Zuid"
    of_south = signed_in("director").get(asked).json()["responses"][0]
    address = f"/answers/{of_south['response']}"
    assert signed_in("director").get(address).status_code == 200
    assert signed_in("leader_south").get(address).status_code == 200
    assert signed_in("leader_north").get(address).status_code == 404
    assert signed_in("employee").get(address).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_hidden_comments_are_hidden_everywhere(answers, signed_in, address):
    HiddenComments.objects.create(role=Role.DIRECTOR)
    shown = text(signed_in("director"), address)
    assert "noord-words" not in shown
    assert "zuid-words" not in shown


def test_a_search_in_hidden_comments_finds_nothing_out(answers, signed_in):
    # Else a reader could guess words by counting what a search finds.
    HiddenComments.objects.create(role=Role.DIRECTOR)
    found = signed_in("director").get("/api/v1/responses?survey=moving&search=noord-words").json()
    assert found.get("total") in (None, 0, NORTH + SOUTH)


def test_who_may_not_see_customers_sees_none(answers, signed_in):
    for address in ADDRESSES:
        assert "noord-customer" not in text(signed_in("employee"), address)


def test_a_team_leader_without_a_unit_sees_nothing(answers, signed_in, cast):
    cast.leader_north.unit = None
    cast.leader_north.save()
    for address in ADDRESSES:
        shown = text(signed_in("leader_north"), address)
        assert "-words-" not in shown
        assert "Anna" not in shown
