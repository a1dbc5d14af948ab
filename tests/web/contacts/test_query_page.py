"""The page of contacts by a query: for the administrator alone, looked at first, bounded, and told in plain words."""

import sqlite3

import pytest

from luister.loop import contacts
from luister_web.access.models import AuditEntry
from luister_web.contacts import query_views
from luister_web.current_home import home

pytestmark = pytest.mark.django_db
PAGE = "/contacts/query/"
QUERY = "SELECT nr AS key, mail AS email, region FROM person ORDER BY nr"


@pytest.fixture
def crm(web_home, tmp_path):
    path = tmp_path / "crm.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE person (nr TEXT, mail TEXT, region TEXT)")
        rows = [(f"k{n:02}", f"k{n}@example.org", "<b>Noord</b>") for n in range(12)]
        database.executemany("INSERT INTO person VALUES (?, ?, ?)", [*rows, ("k99", "none", "x")])
    (web_home / "luister.toml").write_text(f'[contact_sources]\ncrm = "{path}"\n')
    return path


def given(**more):
    return {"source": "crm", "query": QUERY, "act": "look"} | more


def test_a_query_is_looked_at_and_then_kept(crm, signed_in):
    administrator = signed_in("administrator")
    assert str(crm) not in administrator.get(PAGE).content.decode()
    looked = administrator.post(PAGE, given())
    page = looked.content.decode()
    assert (looked.context["result"].read, looked.context["result"].kept) == (13, 12)
    assert len(looked.context["rows"]) == 10
    assert "&lt;b&gt;Noord" in page
    assert "k09" in page
    assert "k10@example.org" not in page
    assert "geen e-mailadres" in page
    assert contacts.page(home())[0] == 0
    kept = administrator.post(PAGE, given(act="keep"))
    assert kept.status_code == 200
    assert contacts.page(home())[0] == 12
    entry = AuditEntry.objects.get(object="contacts")
    assert entry.detail == "12 kept, 1 not, by a query on crm"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"query": "DELETE FROM person"}, "De query kon niet worden uitgevoerd"),
        ({"query": "SELECT shoe_size FROM person"}, "no such column"),
        ({"query": ""}, "Dit veld is verplicht"),
        ({"source": "other"}, "other"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(crm, signed_in, wrong, told):
    answer = signed_in("administrator").post(PAGE, given(act="keep") | wrong)
    assert (answer.status_code, contacts.page(home())[0]) == (422, 0)
    assert told in answer.content.decode()


def test_more_rows_than_the_page_takes_are_refused(crm, signed_in, monkeypatch):
    monkeypatch.setattr(query_views, "BOUNDS", contacts.QueryBounds(rows=12, seconds=60))
    answer = signed_in("administrator").post(PAGE, given(act="keep"))
    assert (answer.status_code, contacts.page(home())[0]) == (422, 0)
    assert "meer dan 12 rijen" in answer.content.decode()


def test_nobody_else_may_and_without_a_database_it_says_how_to_name_one(web_home, cast, signed_in):
    for who in ("manager", "director", "analyst", "leader_north"):
        assert signed_in(who).get(PAGE).status_code == 403
    assert PAGE not in signed_in("analyst").get("/contacts/upload/").content.decode()
    administrator = signed_in("administrator")
    assert PAGE in administrator.get("/contacts/upload/").content.decode()
    assert "[contact_sources]" in administrator.get(PAGE).content.decode()
