"""Each reader sees exactly theirs, on every page and call of cases and actions, found by reflection."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from luister.cases.actor import Actor
from luister.loop import annotate_case, open_case, take_action
from luister.loop.arrange_cases import Member, Queue, keep_queue
from luister.loop.open_case import Wanted
from luister.loop.take_action import Plan
from luister_web.actions.urls import urlpatterns as action_pages
from luister_web.api.description import api
from luister_web.cases.urls import urlpatterns as case_pages
from luister_web.current_home import home

pytestmark = pytest.mark.django_db

NOW = datetime.now(UTC)
DESK = Actor(name="desk")
SEES = {
    "director": ("north", "south", "house"),
    "leader_north": ("north",),
    "leader_south": ("south",),
    "employee": ("north",),
}
READERS = (*SEES, None)


@pytest.fixture
def made(cast):
    """A case with a file and an action of Anna in Noord, of Zoe in Zuid, and of nobody's team; words tell which."""
    members = (
        Member(name="anna", employee="Anna", team="Noord"),
        Member(name="zoe", employee="Zoe", team="Zuid"),
    )
    keep_queue(home(), Queue(name="general", members=members))
    found = {}
    for name, team, owner in (
        ("north", "Noord", "anna"),
        ("south", "Zuid", "zoe"),
        ("house", "", "desk"),
    ):
        wanted = Wanted(
            subject=f"{name}-subject", customer_key=f"{name}-customer", team=team, owner=owner
        )
        case = open_case.by_hand(home(), wanted, by=DESK, now=NOW)
        file = annotate_case.attach(
            home(), case, f"{name}-file.txt", f"{name}-bytes".encode(), by=DESK, now=NOW
        )
        employee = {"north": "Anna", "south": "Zoe"}.get(name, "")
        plan = Plan(
            level="employee" if employee else "organisation",
            kind="coach" if employee else "other",
            title=f"{name}-action",
            employee=employee,
            team=team,
        )
        action = take_action.plan(home(), plan, by=DESK, now=NOW)
        found[name] = {"case": case, "file": file, "action": action}
    return found


def browser(cast, reader):
    client = Client()
    if reader:
        client.force_login(getattr(cast, reader))
    return client


def addresses(numbers):
    """Every address of both apps and of both parts of the API that can be read, by reflection, filled with numbers."""
    found = []
    for app, pages in (("cases", case_pages), ("actions", action_pages)):
        for page in pages:
            names = page.pattern.converters
            number = numbers["case"] if app == "cases" else numbers["action"]
            given = {
                "number": number,
                "file": numbers["file"],
                "response": 1,
                "signal": 1,
                "to": "contacted",
                "token": "x",
            }
            found.append(
                reverse(f"{app}:{page.name}", kwargs={name: given[name] for name in names})
            )
    for path in api.get_openapi_schema()["paths"]:
        if path.startswith(("/api/v1/cases", "/api/v1/actions")):
            number = numbers["case"] if "/cases" in path else numbers["action"]
            found.append(path.replace("{number}", str(number)))
    return found


def test_nothing_of_others_is_in_any_answer(made, cast):
    counted = {len(addresses(numbers)) for numbers in made.values()}
    assert counted == {37}  # A new address is covered by being there; count it.
    for reader in READERS:
        client, sees = browser(cast, reader), SEES.get(reader, ())
        for numbers in made.values():
            for address in addresses(numbers):
                response = client.get(address)
                content = b"".join(response) if response.streaming else response.content
                for other in made:
                    if other not in sees:
                        assert f"{other}-".encode() not in content, (reader, address)
        lists = client.get("/api/v1/cases").content + client.get("/api/v1/actions").content
        assert {name for name in made if f"{name}-".encode() in lists} == set(sees), reader


def test_what_is_not_ones_own_is_not_there_and_cannot_be_changed(made, cast):
    for reader in READERS:
        client, sees = browser(cast, reader), SEES.get(reader, ())
        for name, numbers in made.items():
            case, action = f"/cases/{numbers['case']}/", f"/actions/{numbers['action']}/"
            for address in (case, f"{case}files/{numbers['file']}/", action):
                status = client.get(address).status_code
                assert status == (200 if name in sees else 404 if reader else 302), (
                    reader,
                    address,
                )
            for address, sent in (
                (f"{case}move/contacted/", {}),
                (f"{case}note/", {"words": "x"}),
                (f"{case}priority/", {"priority": "high"}),
                (f"{case}answered/", {"words": "x"}),
                (f"{case}files/{numbers['file']}/remove/", {}),
                (f"{action}progress/", {"words": "x"}),
            ):
                if name not in sees:
                    assert client.post(address, sent).status_code == (404 if reader else 302)
            for part, sent in (("cases", {"to": "contacted"}), ("actions", {"to": "dropped"})):
                verb = {"cases": "moves", "actions": "steps"}[part]
                number = numbers["case" if part == "cases" else "action"]
                if name not in sees:
                    told = client.post(
                        f"/api/v1/{part}/{number}/{verb}", sent, content_type="application/json"
                    )
                    assert told.status_code == (404 if reader else 401), (reader, part)
    states = home().truth.execute("SELECT DISTINCT state FROM store_case")
    assert states == [("accepted",)]


def test_an_employee_cannot_open_a_case_on_an_answer_or_name_a_customer(made, cast):
    client = browser(cast, "employee")
    assert client.post("/cases/from-answer/1/").status_code == 403
    for sent in ({"answer": 1}, {"subject": "x", "customer": "south-customer"}):
        told = client.post("/api/v1/cases", sent, content_type="application/json")
        assert told.status_code == 403


def test_a_file_is_only_ever_kept(made, cast):
    numbers = made["north"]
    response = browser(cast, "employee").get(f"/cases/{numbers['case']}/files/{numbers['file']}/")
    assert response.content == b"north-bytes"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="north-file.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
