"""What each of the cast sees on one's own pages, in digests and through the API: theirs, and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from openpyxl import load_workbook

from luister.cases.actor import Actor
from luister.estimates.estimate import Estimate
from luister.estimates.goal_line import TargetLine
from luister.events.signal import NewSignal
from luister.loop import measure, open_case, oversee, support
from luister.loop.arrange_cases import Member, Queue, keep_queue
from luister.loop.mirror import Looking, own_results
from luister.store.signals import raise_signal
from luister_web.access.models import User
from luister_web.current_home import home
from luister_web.digests.letters import digest_for
from web.mine.conftest import answered  # noqa: F401

pytestmark = pytest.mark.django_db

# Everything that is somebody's own in these pages: a word that the page holds where it is theirs.
NORTH, SOUTH, HOUSE = "moving-north", "moving-south", "moving-house"
SEES = {
    "employee": frozenset(),
    "leader_north": frozenset({NORTH}),
    "leader_south": frozenset({SOUTH}),
    "director": frozenset({NORTH, SOUTH, HOUSE}),
    "stranger": frozenset(),
}
ASKED = {
    "mine:results": ("/mine?period=all",),
    "mine:reply": (),
    "mine:colleagues": ("/mine/colleagues",),
    "team:team": ("/team", "/team?team=Noord", "/team?team=Zuid"),
    "team:team_file": ("/team.xlsx", "/team.xlsx?team=Noord", "/team.xlsx?team=Zuid"),
    "board:steering": ("/steering",),
    "board:steering_file": ("/steering.xlsx",),
    "digests:wishes": ("/notices/",),
    "digests:no_digest": (),
    "digests:way_out:stop": (),
    "digests:places": ("/notices/channels/",),
    "digests:act": (),
    "api:v1:mine": ("/api/v1/mine",),
    "api:v1:team_page": ("/api/v1/team", "/api/v1/team?team=Noord", "/api/v1/team?team=Zuid"),
    "api:v1:steering_page": ("/api/v1/steering",),
}
"""Every address of these apps; what only takes a post is tested for its refusals elsewhere."""


def names(resolver, before=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{before}{pattern.name}"
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, before + space)


@pytest.fixture
def house(answered, cast):  # noqa: F811
    now = timezone.now()
    for process, group, team in ((NORTH, "", "Noord"), (SOUTH, "", "Zuid"), (HOUSE, "", "")):
        signal = NewSignal(
            kind="alarm", key=f"alarm:{process}{group}", raised_at=now - timedelta(hours=30),
            process=process, metric="nps", team=team, customers=12,
            effect=Estimate(-9.0, -14.0, -4.0, 80, "points"),
        )  # fmt: skip
        with home().truth.transaction():
            raise_signal(home().truth, signal)
    return cast


def text_of(answer):
    """The words of a page, of JSON, or of a workbook."""
    if not answer.streaming:
        return answer.content.decode()
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return str([row for sheet in book for row in sheet.iter_rows(values_only=True)])


def rows_of(answer):
    """The rows of each sheet of a workbook, without their headings."""
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book]


def test_page_file_and_api_of_a_team_tell_the_same(house, signed_in):
    measure.set_target(home(), TargetLine(0, "nps", None, 10.0, None, date(2020, 1, 1)))
    User.objects.filter(username="anna").update(display_name="Anna de Boer")
    anna = Member(name="anna", employee="Anna", team="Noord")
    keep_queue(home(), Queue(name="general", members=(anna,)))
    opened = open_case.Wanted(subject="late", team="Noord", process="moving house", owner="anna")
    open_case.by_hand(home(), opened, by=Actor(name="desk"), now=timezone.now())
    leader = signed_in("leader_north")
    page = leader.get("/team").context
    told = leader.get("/api/v1/team").json()
    signals, cases, hands, coaching, loads, remarks, _about = rows_of(leader.get("/team.xlsx"))
    assert page["hands"]
    leaned = [line.hand.leaned.estimate for line in page["hands"]]
    assert [row[4:8] for row in hands] == [(e.value, e.low, e.high, e.n) for e in leaned]
    assert [one["leaned"] for one in told["hands"]] == [
        {"value": e.value, "low": e.low, "high": e.high, "n": e.n} for e in leaned
    ]
    assert [row[0] for row in signals] == [one["id"] for one in told["signals"]]
    assert [one["id"] for one in told["signals"]] == [one.id for one, _ in page["signals"]]
    assert [row[0] for row in cases] == [one["id"] for one in told["cases"]] == [1]
    assert [row[3] for row in cases] == [one.owner for one in page["cases"]] == ["Anna de Boer"]
    assert [one["owner"] for one in told["cases"]] == ["anna"], "a program is told the account"
    assert [row[0] for row in loads] == [one.owner for one in page["loads"]] == ["Anna de Boer"]
    assert [(row[1], row[2]) for row in loads] == [
        (one.under_way, one.overdue) for one in page["loads"]
    ]
    assert [one["under_way"] for one in told["loads"]] == [one.under_way for one in page["loads"]]
    assert (coaching, remarks, told["coaching"], told["remarks"]) == ([], [], [], [])
    assert leader.get("/api/v1/team?team=Zuid").status_code == 404
    assert leader.get("/team.xlsx?team=Zuid").status_code == 404


def test_answers_of_which_the_same_is_told_are_one_line_of_a_page(house, signed_in):
    for number in range(3):
        signal = NewSignal(
            kind="answer", key=f"answer:{number}", raised_at=timezone.now(), process="moving",
            team="Noord",
        )  # fmt: skip
        with home().truth.transaction():
            raise_signal(home().truth, signal)
    for who, path in (("leader_north", "/team"), ("director", "/steering")):
        page = signed_in(who).get(path)
        assert len(page.context["signals"]) >= 3
        assert page.content.decode().count("en meer daarvan") == 1


def test_page_file_and_api_of_who_steers_tell_the_same(house, signed_in):
    measure.set_target(home(), TargetLine(0, "nps", None, 10.0, None, date(2020, 1, 1)))
    director = signed_in("director")
    page = director.get("/steering").context
    told = director.get("/api/v1/steering").json()
    goals, signals, loop, use, _about = rows_of(director.get("/steering.xlsx"))
    estimates = [line.goal.row.estimate for line in page["goals"]]
    assert estimates
    assert [row[2:6] for row in goals] == [(e.value, e.low, e.high, e.n) for e in estimates]
    assert [one["estimate"]["value"] for one in told["goals"]] == [e.value for e in estimates]
    ids = [one.id for one, _ in page["signals"]]
    assert [row[0] for row in signals] == [one["id"] for one in told["signals"]] == ids
    health = page["health"]
    assert [row[1] for row in loop[:3]] == [health.detractors, health.with_case, health.cases]
    assert told["loop"]["in_time"]["n"] == health.in_time.n == loop[3][4]
    assert [row[1] for row in use] == [one.accounts for one in page["use"]]
    assert [one["signed_in"] for one in told["use"]] == [
        list(one.signed_in) for one in page["use"]
    ]


def test_every_address_of_these_pages_is_in_the_table():
    own = ("mine:", "team:", "board:", "digests:", "api:v1:mine", "api:v1:team", "api:v1:steering")
    assert {one for one in names(get_resolver()) if one.startswith(own)} == set(ASKED)


@pytest.mark.parametrize("who", SEES)
def test_each_sees_exactly_theirs_on_every_page(who, house, signed_in):
    client = Client() if who == "stranger" else signed_in(who)
    seen, names_seen = set(), set()
    for path in (one for paths in ASKED.values() for one in paths):
        answer = client.get(path)
        text = text_of(answer) if answer.status_code == 200 else ""
        seen |= {word for word in (NORTH, SOUTH, HOUSE) if word in text}
        names_seen |= {name for name in ("Bea", "Zeno") if name in text}
    assert seen == SEES[who]
    if who in {"employee", "stranger"}:
        assert names_seen == set()
    if who == "leader_north":
        assert "Zeno" not in names_seen


@pytest.mark.parametrize("who", [one for one in SEES if one != "stranger"])
def test_each_sees_exactly_theirs_in_the_digest(who, house):
    until = timezone.localdate() + timedelta(days=1)
    found = digest_for(getattr(house, who), until - timedelta(days=7), until)
    assert {one.process for one in found.signals} == SEES[who]


def test_another_team_is_not_there_for_a_leader(house, signed_in):
    assert signed_in("leader_north").get("/team?team=Zuid").status_code == 404


def test_who_is_surely_under_the_goal_is_named_and_nobody_else(house):
    measure.set_target(home(), TargetLine(0, "nps", None, 10.0, None, date(2020, 1, 1)))
    today = timezone.localdate()
    found = support.hands(home(), "Noord", "nps", (today - timedelta(days=89), today), today=today)
    assert [(one.employee, one.why) for one in found] == [("Bea", "under")]
    looking = Looking(employee="Bea", team="Noord")
    own = own_results(home(), looking, "nps", today=today)["moving house"]
    assert found[0].leaned.estimate.value == pytest.approx(own.leaned.estimate.value, abs=1.0)


def test_who_got_no_case_counts_as_not_called_back(house):
    now, today = timezone.now(), timezone.localdate()
    days = (today - timedelta(days=89), today)
    before = oversee.loop_health(home(), {}, days=days, now=now, today=today)
    assert before.detractors > 50
    assert (before.in_time.value, before.with_case, before.hours) == (0.0, 0, None)
    rows = home().projection.cursor().execute(
        "SELECT response FROM fact WHERE employee = 'Bea' ORDER BY 1"
    ).fetchall()  # fmt: skip
    for (response,) in rows[:20]:
        open_case.from_answer(
            home(), int(response), about="complaint", by=Actor(name="leader-north"), now=now
        )
    after = oversee.loop_health(home(), {}, days=days, now=now, today=today)
    # Bea's answers are 3, 5, 9, 2 and 7 in turn: some of the twenty are no detractors.
    assert 0 < after.with_case < 20
    assert after.in_time.n == before.in_time.n - after.with_case
    assert after.cases == 20


def test_use_is_told_of_units_of_five_and_more_alone(house):
    people = [oversee.Account(f"p{n}", "Big", frozenset({0})) for n in range(6)]
    people += [oversee.Account(f"q{n}", "Small", frozenset({1})) for n in range(2)]
    large = [replace(one, name=f"r{one.name}", unit="Other") for one in people[:6]]
    found = oversee.use(home(), [*people, *large], weeks=2, now=timezone.now(), small="rest")
    told = {one.unit: (one.accounts, one.signed_in) for one in found}
    assert told[""] == (14, (12, 2))
    assert "Small" not in told
    assert all(accounts >= 5 for accounts, _ in told.values())
