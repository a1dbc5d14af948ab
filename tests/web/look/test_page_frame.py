"""The frame of a page: the menu by rights, wishes kept, vendored files as they came."""

import hashlib
import re
from pathlib import Path

import pytest

import luister_web.look

LOOK = Path(luister_web.look.__file__).parent


def menu_of(client):
    return re.findall(r'<nav aria-label="Main">.*?</nav>', client.get("/").content.decode(), re.S)[
        0
    ]


@pytest.fixture
def menu(web_home, signed_in):
    def shown(name):
        client = signed_in(name)
        client.cookies["luister_language"] = "en"
        return menu_of(client)

    return shown


def test_the_menu_holds_what_a_role_may_open(menu):
    assert "Import answers" not in menu("employee")
    assert "Goals" not in menu("leader_north")
    assert "Goals" in menu("manager")
    assert "Import answers" in menu("analyst")
    assert "Logbook" in menu("administrator")


def test_an_employee_finds_the_own_results_in_the_menu(menu):
    assert 'href="/mine"' in menu("employee")
    assert 'href="/mine"' not in menu("director")


def test_the_page_one_is_on_is_marked(signed_in, web_home):
    text = signed_in("manager").get("/goals/marks/").content.decode()
    here = re.findall(r'<a href="([^"]*)" aria-current="page">', text)
    assert set(here) == {"/goals/marks/"}


def test_colours_and_language_are_kept_with_the_person(signed_in, cast):
    client = signed_in("director")
    client.post("/look/theme", {"theme": "dark", "next": "/views"})
    response = client.post("/look/language", {"language": "en", "next": "/views"})
    cast.director.refresh_from_db()
    assert (cast.director.theme, cast.director.language) == ("dark", "en")
    assert response["Location"] == "/views"
    assert 'data-theme="dark"' in client.get("/views").content.decode()


def test_a_wish_nobody_offers_and_a_page_elsewhere_are_passed_over(signed_in, cast):
    client = signed_in("director")
    response = client.post("/look/theme", {"theme": "pink", "next": "https://elsewhere.example/"})
    cast.director.refresh_from_db()
    assert cast.director.theme == "system"
    assert response["Location"] == "/"


def test_a_demo_says_on_every_page_that_it_is_made_up(web_home, signed_in):
    (web_home / "demo.json").write_text("{}", encoding="utf-8")
    client = signed_in("director")
    for page in ("/", "/views", "/people/me/", "/goals/"):
        assert 'class="demo-notice"' in client.get(page).content.decode()


def test_a_home_of_ones_own_says_nothing_of_a_demo(signed_in):
    assert "demo-notice" not in signed_in("director").get("/").content.decode()


def test_vendored_files_are_as_they_came():
    table = (LOOK / "static" / "look" / "VENDORED.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (vendor/\S+) \|.*\| ([0-9a-f]{64}) \|$", table, re.MULTILINE)
    assert len(rows) == 3
    for name, checksum in rows:
        content = (LOOK / "static" / "look" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == checksum


def test_no_style_or_script_comes_from_elsewhere():
    for path in (LOOK.parent).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'(src|href)="(https?:)?//', text), path
