import json

import pytest

from luister_web.access.models import AuditEntry, HiddenComments
from web.imports.some_answers import take_in

pytestmark = pytest.mark.django_db
AN = "an@example.org"


@pytest.fixture(autouse=True)
def answers(web_home, db):
    take_in(
        [
            (AN, "Noord", 9.0, 3.0, "Quick and friendly"),
            (AN, "Zuid", 2.0, 1.0, "Nobody came"),
            ("bo@example.org", "Zuid", 7.0, 2.0, "Fine"),
        ]
    )


def page(browser, key=AN) -> str:
    return browser.post("/customers/", {"key": key}).content.decode()


def test_a_customer_is_found_with_all_answers(signed_in):
    found = page(signed_in("administrator"))
    assert "Quick and friendly" in found
    assert "Nobody came" in found
    assert "Fine" not in found


def test_a_link_may_carry_the_key(signed_in):
    browser = signed_in("administrator")
    assert "Nobody came" in browser.get("/customers/", {"key": AN}).content.decode()


def test_a_team_leader_sees_the_answers_of_the_own_team_only(signed_in):
    found = page(signed_in("leader_north"))
    assert "Quick and friendly" in found
    assert "Nobody came" not in found


def test_a_customer_of_others_looks_like_nobody(signed_in):
    browser = signed_in("leader_north")
    stranger = page(browser, "nobody@example.org").replace("nobody@", "bo@")
    assert "Fine" not in page(browser, "bo@example.org")
    assert "bo@example.org" in stranger


def test_an_employee_looks_nobody_up(signed_in):
    assert signed_in("employee").get("/customers/").status_code == 403


def test_everything_is_handed_out_as_json(signed_in):
    answer = signed_in("administrator").post("/customers/export/", {"key": AN})
    found = json.loads(answer.content)
    assert found["customer"] == AN
    assert len(found["responses"]) == 2
    assert "attachment" in answer["Content-Disposition"]


def test_erasing_asks_for_the_key_by_hand(signed_in):
    browser = signed_in("administrator")
    answer = browser.post("/customers/erase/", {"key": AN, "typed": "an"})
    assert answer.status_code == 422
    assert "Nobody came" in page(browser)


def test_an_erased_customer_is_gone(signed_in):
    browser = signed_in("administrator")
    assert browser.post("/customers/erase/", {"key": AN, "typed": AN}).status_code == 200
    assert "Nobody came" not in page(browser)
    assert "Fine" in page(browser, "bo@example.org")


@pytest.mark.parametrize("name", ["director", "manager", "analyst", "leader_north"])
def test_only_an_administrator_erases(signed_in, name):
    answer = signed_in(name).post("/customers/erase/", {"key": AN, "typed": AN})
    assert answer.status_code == 403


def test_the_log_tells_of_each_step_but_never_the_key(signed_in):
    browser = signed_in("administrator")
    page(browser)
    browser.post("/customers/export/", {"key": AN})
    browser.post("/customers/erase/", {"key": AN, "typed": AN})
    entries = [entry for entry in AuditEntry.objects.all() if "customer" in entry.object]
    assert [entry.action for entry in entries[::-1]] == ["exported", "exported", "erased"]
    assert len({entry.object for entry in entries}) == 1
    assert not any(AN in f"{entry.object} {entry.detail}" for entry in entries)


def test_words_are_hidden_from_a_role_that_may_not_read_them(signed_in):
    HiddenComments.objects.create(role="team_leader")
    assert "Quick and friendly" not in page(signed_in("leader_north"))
