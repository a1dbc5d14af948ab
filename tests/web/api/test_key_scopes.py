"""What a key was made for: every operation of the API against every scope, found by reflection."""

import re

import pytest
from django.test import Client

from luister_web.access.keys import make_key
from luister_web.access.models import KeyScope
from luister_web.api.description import api

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("answers")]

NEEDED = {
    "GET /dimensions": KeyScope.REPORTS,
    "GET /dimensions/{dimension}/values": KeyScope.REPORTS,
    "GET /alarms/{number}/explanation": KeyScope.REPORTS,
    "GET /feedback-records": KeyScope.REPORTS,
    "GET /frames/{survey}": KeyScope.REPORTS,
    "GET /marks": KeyScope.REPORTS,
    "GET /metrics": KeyScope.REPORTS,
    "GET /reports/{metric}": KeyScope.REPORTS,
    "GET /response-rates": KeyScope.REPORTS,
    "GET /responses": KeyScope.REPORTS,
    "GET /surveys": KeyScope.REPORTS,
    "GET /targets": KeyScope.REPORTS,
    "POST /feedback-records": KeyScope.ANSWERS,
    "POST /feedback-records/batch": KeyScope.ANSWERS,
    "POST /imports": KeyScope.ANSWERS,
    "POST /responses": KeyScope.ANSWERS,
    "POST /responses/batch": KeyScope.ANSWERS,
    "GET /invitations": KeyScope.CONTACTS,
    "GET /invitations/runs/{run}": KeyScope.CONTACTS,
    "GET /letters": KeyScope.CONTACTS,
    "POST /invitations/runs/{run}/{act}": KeyScope.CONTACTS,
    "POST /letters/decisions": KeyScope.CONTACTS,
    "POST /bounces": KeyScope.CONTACTS,
    "POST /bounces/mail": KeyScope.CONTACTS,
    "POST /contacts": KeyScope.CONTACTS,
    "POST /invitations": KeyScope.CONTACTS,
    "DELETE /may-contact/{reservation}": KeyScope.MAY_CONTACT,
    "POST /may-contact": KeyScope.MAY_CONTACT,
    "DELETE /frames/{survey}": KeyScope.EVERYTHING,
    "PUT /frames/{survey}": KeyScope.EVERYTHING,
    "GET /actions": KeyScope.EVERYTHING,
    "GET /actions/{number}": KeyScope.EVERYTHING,
    "GET /cases": KeyScope.EVERYTHING,
    "GET /cases/review": KeyScope.EVERYTHING,
    "GET /cases/{number}": KeyScope.EVERYTHING,
    "GET /alarms": KeyScope.REPORTS,
    "GET /mine": KeyScope.EVERYTHING,
    "GET /steering": KeyScope.EVERYTHING,
    "GET /team": KeyScope.EVERYTHING,
    "GET /replay": KeyScope.REPORTS,
    "GET /signal-rules": KeyScope.EVERYTHING,
    "GET /signal-weights": KeyScope.EVERYTHING,
    "GET /signals": KeyScope.EVERYTHING,
    "GET /signals/{number}": KeyScope.EVERYTHING,
    "GET /drivers": KeyScope.REPORTS,
    "POST /drivers": KeyScope.REPORTS,
    "GET /drivers/{number}": KeyScope.REPORTS,
    "POST /drivers/{number}/what-if": KeyScope.REPORTS,
    "GET /factors": KeyScope.REPORTS,
    "POST /factors": KeyScope.REPORTS,
    "GET /factors/{number}": KeyScope.REPORTS,
    "GET /models": KeyScope.REPORTS,
    "POST /models": KeyScope.REPORTS,
    "GET /models/{number}": KeyScope.REPORTS,
    "GET /watched": KeyScope.REPORTS,
    "POST /actions": KeyScope.EVERYTHING,
    "POST /actions/{number}/steps": KeyScope.EVERYTHING,
    "POST /cases": KeyScope.EVERYTHING,
    "POST /cases/{number}/hand-over": KeyScope.EVERYTHING,
    "POST /cases/{number}/moves": KeyScope.EVERYTHING,
    "POST /cases/{number}/notes": KeyScope.EVERYTHING,
    "POST /cases/{number}/replies": KeyScope.EVERYTHING,
    "POST /signal-rules": KeyScope.EVERYTHING,
    "POST /signals/{number}/{action}": KeyScope.EVERYTHING,
    "PUT /signal-rules/{number}": KeyScope.EVERYTHING,
    "PUT /signal-weights": KeyScope.EVERYTHING,
}
"""The scope of each operation; a new one must be entered here, with the least that it needs."""


def operations():
    """Every operation that the API has, as METHOD /path."""
    return {
        f"{method} /{path.strip('/')}".replace("//", "/")
        for _, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }


def answered(key, operation):
    """The answer to a call without body or parameters: what it needs is asked for before they are."""
    method, path = operation.split(" ")
    address = "/api/v1" + re.sub(r"\{[^}]+\}", "1", path)
    return Client().generic(
        method, address, b"{}", content_type="application/json", headers={"x-api-key": key}
    )


def is_shut_out(answer):
    return answer.status_code == 403 and "not made for this" in answer.json()["error"]


def test_every_operation_has_its_scope_entered():
    assert operations() == set(NEEDED)


@pytest.mark.parametrize("scope", KeyScope)
def test_a_key_opens_what_it_was_made_for_and_nothing_else(scope, cast):
    key = make_key(cast.administrator, "test", scopes=[scope])
    opened = {one for one in NEEDED if not is_shut_out(answered(key, one))}
    may_all = scope is KeyScope.EVERYTHING
    assert opened == {one for one, needed in NEEDED.items() if may_all or needed is scope}


@pytest.mark.parametrize("scope", KeyScope)
def test_files_are_for_keys_that_may_read(scope, cast):
    key = make_key(cast.administrator, "test", scopes=[scope])
    answer = Client().get("/api/v1/export/report.csv?metric=nps", headers={"x-api-key": key})
    may_read = scope in {KeyScope.EVERYTHING, KeyScope.REPORTS}
    assert answer.status_code == (200 if may_read else 403)


def test_a_scope_gives_no_right_that_its_owner_lacks(cast):
    key = make_key(cast.employee, "test", scopes=[KeyScope.CONTACTS])
    answer = answered(key, "GET /invitations")
    assert answer.status_code == 403
    assert "right" in answer.json()["hint"]


def test_a_key_of_two_scopes_opens_both(cast):
    key = make_key(cast.administrator, "test", scopes=[KeyScope.REPORTS, KeyScope.ANSWERS])
    assert answered(key, "GET /metrics").status_code == 200
    assert not is_shut_out(answered(key, "POST /responses"))
    assert is_shut_out(answered(key, "POST /contacts"))


def test_the_page_asks_what_a_key_is_for_and_shows_it(signed_in):
    browser = signed_in("analyst")
    made = browser.post(
        "/people/keys/", {"name": "shop", "days": "30", "scopes": ["answers", "may_contact"]}
    ).context["made"]
    assert is_shut_out(answered(made, "GET /metrics"))
    shown = browser.get("/people/keys/", headers={"accept-language": "en"}).content.decode()
    assert "Send answers" in shown
    assert "Ask whether somebody may be contacted" in shown


def test_a_key_for_nothing_is_not_made(signed_in):
    page = signed_in("analyst").post("/people/keys/", {"name": "shop", "days": "30"})
    assert page.context["made"] == ""
    assert page.context["form"].errors["scopes"]
