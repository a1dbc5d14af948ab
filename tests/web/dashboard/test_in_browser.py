"""The pages in Chromium: nothing for axe to find, nothing in the console, filters and menus work."""

import pytest
from django.test import Client
from tests.browser import wrong

from luister.estimates.frame import Frame, Margin
from luister.loop import weigh

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/?period=all",
    "/process/moving%20house?period=all&by=team",
    "/process/moving%20house?period=all&compare=last-year&every=week",
    "/answers?period=all&question=recommend",
    "/answers?period=all&where=team:Oost",
    "/views",
    "/wall?period=all",
    "/filter/team",
    "/mine",
)
WEIGHTED_PAGES = (
    "/?period=last-90-days&compare=previous",
    "/?period=all&weighted=1",
    "/process/moving%20house?period=last-90-days&compare=previous",
    "/process/moving%20house?period=all&weighted=1",
    "/goals/totals/",
)
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.fixture
def opened(chromium, live_server, board, cast):
    """A page of the dashboard, signed in: opened("/", "director", scheme="dark")."""
    contexts = []

    def page(path, name="director", scheme="light", width=1280, **more):
        client = Client()
        client.force_login(getattr(cast, name))
        context = chromium.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, locale="en-GB", **more
        )
        contexts.append(context)
        cookie = client.cookies["luister_session"].value
        context.add_cookies([{"name": "luister_session", "value": cookie, "url": live_server.url}])
        tab = context.new_page()
        tab.complaints = []
        tab.on(
            "console",
            lambda message: _is_ours(message) and tab.complaints.append(message.text),
        )
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.goto(live_server.url + path)
        return tab

    yield page
    for context in contexts:
        context.close()


def _is_ours(message):
    """Whether the console tells of a fault; the test server has no live line."""
    return message.type in {"error", "warning"} and "/live" not in message.location.get("url", "")


def test_axe_finds_nothing_on_any_page(opened):
    found = {}
    tab = opened("/", bypass_csp=True)
    origin = tab.url.removesuffix("/")
    for path in PAGES:
        tab.goto(origin + path)
        if told := wrong(tab, [("light", 1280), ("dark", 1280)], runOnly=AXE_RULES):
            found[path] = told
    assert found == {}


def test_weighted_twins_and_known_totals_are_clean_and_fit_a_phone(opened, board):
    totals = {("Noord",): 20.0, ("Zuid",): 80.0, ("Oost",): 2.0, ("Nergens",): 4.0}
    weigh.keep_frame(board, Frame("service", weigh.ALL_INVITED, (Margin(("team",), totals),)))
    tab = opened("/", bypass_csp=True)
    origin = tab.url.removesuffix("/")
    found = {}
    for path in WEIGHTED_PAGES:
        tab.goto(origin + path)
        if told := wrong(tab, [("light", 1280), ("dark", 360)], runOnly=AXE_RULES):
            found[path] = told
    assert found == {}
    assert tab.complaints == []


def test_the_strict_policy_finds_nothing_to_forbid(opened):
    tab = opened("/")
    origin = tab.url.removesuffix("/")
    for path in PAGES:
        tab.goto(origin + path)
    assert tab.complaints == []


def test_no_page_is_wider_than_a_phone(opened):
    tab = opened("/", width=390)
    origin = tab.url.removesuffix("/")
    wide = {}
    for path in PAGES:
        tab.goto(origin + path)
        width = tab.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[path] = width
    assert wide == {}


def test_a_click_on_a_team_narrows_the_page_and_the_address(opened):
    tab = opened("/process/moving%20house?period=all&by=team")
    tab.get_by_role("link", name="Zuid", exact=True).click()
    tab.wait_for_url("**where=team*")
    tab.get_by_role("link", name="Take away the filter Team: Zuid").wait_for()
    assert tab.locator("dd.big").inner_text() == "\N{MINUS SIGN}40.0"
    assert tab.complaints == []


def test_a_filter_is_chosen_from_the_menu_and_taken_away_by_its_chip(opened):
    tab = opened("/?period=all")
    tab.locator("summary", has_text="Filter").click()
    tab.locator("#filter-box").get_by_role("link", name="Team").click()
    tab.locator("#filter-box").get_by_role("link", name="Noord").click()
    chip = tab.get_by_role("link", name="Take away the filter Team: Noord")
    chip.wait_for()
    chip.click()
    tab.wait_for_url(lambda address: "where" not in address)


def test_back_brings_the_view_before(opened):
    tab = opened("/process/moving%20house?period=all&by=team")
    tab.get_by_role("link", name="Zuid", exact=True).click()
    tab.wait_for_url("**where=team*")
    tab.go_back()
    tab.get_by_role("link", name="Zuid", exact=True).wait_for()


def test_the_menu_opens_on_a_phone_and_leads_to_the_answers(opened):
    tab = opened("/", width=390)
    tab.get_by_role("button", name="Menu").click()
    tab.get_by_role("navigation", name="Main").get_by_role("link", name="Answers").click()
    tab.wait_for_url("**/answers")


def test_the_keyboard_reaches_the_content_first_and_escape_closes_a_menu(opened):
    tab = opened("/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip-link"
    tab.locator("summary", has_text="Export").click()
    tab.keyboard.press("Escape")
    assert tab.locator("details.menu[open]").count() == 0


def test_dark_is_kept_for_the_person(opened, cast):
    tab = opened("/")
    tab.get_by_role("button", name="Dark").click()
    tab.wait_for_selector('html[data-theme="dark"]')
    cast.director.refresh_from_db()
    assert cast.director.theme == "dark"


def test_the_wall_goes_on_by_itself_and_can_be_stopped(opened):
    tab = opened("/wall?period=all&seconds=5")
    tab.wait_for_url("**tile=1*", timeout=15000)
    tab.get_by_role("button", name="Stay here").click()
    tab.wait_for_timeout(5500)
    assert "tile=1" in tab.url


def test_everything_works_without_script(opened):
    tab = opened("/process/moving%20house?period=all&by=team", java_script_enabled=False)
    tab.get_by_role("link", name="Zuid", exact=True).click()
    assert "where=team" in tab.url
