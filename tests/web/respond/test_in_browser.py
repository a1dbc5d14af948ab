"""The respondent's page in Chromium: by keyboard, with and without script, small, dark, from right to left."""

import gzip
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from tests.browser import axe, overflow
from tests.web.respond.a_survey import SURVEY
from tests.web.respond.conftest import answers_of, kept_forms

from luister.loop import design
from luister_web.current_home import home

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_BYTES = 30_000


@pytest.mark.parametrize(
    ("look", "width", "language"),
    [("light", 360, "nl"), ("dark", 360, "ar"), ("light", 1280, "en"), ("dark", 1280, "nl")],
)
def test_axe_finds_nothing_on_any_page(opened, link, look, width, language):
    tab = opened(f"/s/{link}?language={language}", width=width, look=look, bypass_csp=True)
    found = {}

    def look_at(name):
        if told := axe(tab, runOnly=RULES) + overflow(tab):
            found[name] = told

    look_at("first page")
    tab.click("button.next")
    tab.wait_for_selector(".summary")
    look_at("something wrong")
    tab.check("input[name=nps][value='3']", force=True)
    tab.wait_for_selector("#item-why:not([hidden])")
    look_at("a follow-up")
    for name in ("second page", "third page", "thanks"):
        tab.click("button.next")
        tab.wait_for_load_state()
        look_at(name)
    tab.goto(tab.url.partition("/s/")[0] + "/s/nobody")
    look_at("nowhere")
    assert found == {}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_a_survey_is_answered_by_keyboard_only(opened, link, language, script):
    tab = opened(f"/s/{link}?language={language}", script=script)
    press = tab.keyboard.press

    def tab_to(selector):
        for _ in range(40):
            if (
                tab.evaluate_handle("document.activeElement")
                .as_element()
                .evaluate("(one, wanted) => one.matches(wanted)", selector)
            ):
                return
            press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")

    tab_to("input[name=nps]")
    press("Space")
    for _ in range(9):
        press("ArrowRight")
    assert tab.locator("input[name=nps]:checked").input_value() == "9"
    if not script:
        tab_to("button.next")
        press("Enter")
        tab.wait_for_url("**more=1")
    tab_to("textarea[name=good]")
    tab.keyboard.type("Quick")
    tab_to("button.next")
    press("Enter")
    tab.wait_for_url("**page=1*")
    tab_to("input[name='phone.wait']")
    press("Space")
    press("ArrowRight")
    tab_to("button.next")
    press("Enter")
    tab.wait_for_url("**page=2*")
    tab_to("input[name=channels][value=phone]")
    press("Space")
    tab_to("button.next")
    press("Enter")
    tab.wait_for_selector(".thanks")
    (form,) = kept_forms()
    assert form.complete
    assert form.dimensions["language"] == language
    said = answers_of(form)
    assert {
        "nps": 9.0,
        "good": "Quick",
        "phone_wait": 2.0,
        "channels_phone": 1.0,
    }.items() <= said.items()
    assert tab.complaints == []


@pytest.mark.parametrize("width", [320, 360, 390, 1280])
@pytest.mark.parametrize("language", ["nl", "ar"])
def test_all_eleven_steps_stand_in_one_row_and_are_large_enough(opened, link, width, language):
    tab = opened(f"/s/{link}?language={language}", width=width)
    boxes = [one.bounding_box() for one in tab.locator("#item-nps .step").all()]
    assert len(boxes) == 11
    assert len({round(one["y"]) for one in boxes}) == 1
    assert min(one["width"] for one in boxes) >= 24
    assert min(one["height"] for one in boxes) >= 44
    assert min(one["x"] for one in boxes) >= 0
    assert max(one["x"] + one["width"] for one in boxes) <= width
    across = [one["x"] for one in boxes]
    assert across == sorted(across, reverse=language == "ar")


def test_the_scale_has_no_colours_until_something_is_chosen(opened, link):
    tab = opened(f"/s/{link}")
    looks = "one => { const s = getComputedStyle(one); return s.backgroundColor + s.color + s.borderColor }"
    found = {one.evaluate(looks) for one in tab.locator("#item-nps .step > span").all()}
    assert len(found) == 1


def test_focus_moves_to_what_is_wrong_and_from_there_to_the_field(opened, link):
    for script in (True, False):
        tab = opened(f"/s/{link}", script=script)
        tab.click("button.next")
        tab.wait_for_selector(".summary")
        assert tab.evaluate("document.activeElement.className") == "summary"
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab" if not script else "Space")
        assert tab.url.endswith("#q-nps-0")


def test_with_script_follow_ups_come_and_go_at_once(opened, link):
    tab = opened(f"/s/{link}")
    assert not tab.is_visible("#item-why")
    tab.check("input[name=nps][value='2']", force=True)
    assert tab.is_visible("#item-why")
    tab.fill("textarea[name=why]", "Late")
    tab.check("input[name=nps][value='10']", force=True)
    assert (tab.is_visible("#item-why"), tab.is_visible("#item-good")) == (False, True)
    tab.click("button.next")
    tab.wait_for_url("**page=1*")
    assert answers_of(kept_forms()[0]) == {"nps": 10.0}


def test_no_opinion_and_an_opinion_exclude_each_other(opened, link):
    # Without a score in the address: the page would post it at the first touch, beside the form itself.
    tab = opened(f"/s/{link}")
    tab.check("input[name=nps][value='8']", force=True)
    for number in (1, 2):
        tab.click("button.next")
        tab.wait_for_url(f"**page={number}*", wait_until="commit", timeout=60_000)
    tab.check("input[name=channels][value=site]")
    tab.check("input[name=channels][value='~']")
    assert not tab.is_checked("input[name=channels][value=site]")
    tab.check("input[name=channels][value=phone]")
    assert not tab.is_checked("input[name=channels][value='~']")


def test_the_counter_tells_how_much_is_left(opened, link):
    tab = opened(f"/s/{link}?nps=2&language=en")
    tab.fill("textarea[name=why]", "12345")
    assert tab.locator("#q-why-count").inner_text() == "4,995 characters left"


def test_a_score_of_a_letter_counts_once_somebody_sees_the_page(opened, personal):
    tab = opened(f"/s/{personal}?nps=9")
    tab.locator("#kept", has_text="is kept").wait_for()
    assert [answers_of(form) for form in kept_forms()] == [{"nps": 9.0}]
    tab.check("input[name=nps][value='7']", force=True)
    tab.click("button.next")
    tab.wait_for_url("**page=1*")
    assert [answers_of(form) for form in kept_forms()] == [{"nps": 7.0}]


def test_a_page_that_nobody_sees_confirms_nothing(opened, personal, chromium, live_server):
    context = chromium.new_context()
    context.add_init_script(
        "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })"
    )
    tab = context.new_page()
    tab.goto(f"{live_server.url}/s/{personal}?nps=9")
    tab.wait_for_timeout(1500)
    context.close()
    assert kept_forms() == []


def test_without_script_a_score_of_a_letter_counts_with_the_next_click(opened, personal):
    tab = opened(f"/s/{personal}?nps=9", script=False)
    assert kept_forms() == []
    tab.click("button.next")
    assert answers_of(kept_forms()[0]) == {"nps": 9.0}


def test_the_browsers_back_shows_what_was_answered(opened, personal):
    tab = opened(f"/s/{personal}?nps=8")
    tab.click("button.next")
    tab.wait_for_url("**page=1*")
    tab.go_back()
    tab.wait_for_selector("input[name=nps]")
    assert tab.locator("input[name=nps]:checked").input_value() == "8"


def test_another_language_keeps_what_was_typed(opened, link):
    tab = opened(f"/s/{link}?nps=2")
    tab.fill("textarea[name=why]", "Te laat")
    tab.click("a[hreflang=en]")
    tab.wait_for_selector("html[lang=en]")
    assert tab.locator("textarea[name=why]").input_value() == "Te laat"


def test_a_page_weighs_less_than_30_kb_without_fonts(link):
    visitor = Client(headers={"accept-encoding": "gzip"})
    address = visitor.get(f"/s/{link}").headers["Location"]
    files = [finders.find(f"respond/{name}") for name in ("respond.css", "respond.js")]
    around = sum(len(brotli.compress(Path(path).read_bytes())) for path in files)
    around += len(visitor.get("/s/look/0a7d6b.css").content)
    around += len(visitor.get(f"/s/logo/{link}").content)
    for number in range(3):
        page = visitor.get(address)
        assert page.headers["Content-Encoding"] == "gzip"
        assert 1000 < around + len(page.content) < MOST_BYTES
        assert len(gzip.decompress(page.content)) < MOST_BYTES
        visitor.post(address, {"_seen": "", ":page": number, "nps": "8"})


class _Site(BaseHTTPRequestHandler):
    """Another organisation's page, under a strict policy, with the widget's tag."""

    page = b""
    policy = ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def site(live_server, link):
    """The address of another site; site("data-delay=0") is its page with the widget's tag."""
    server = HTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ours = live_server.url
    _Site.policy = f"default-src 'none'; script-src {ours}; frame-src {ours}; style-src 'none'"

    def page(rules, path="/help/one"):
        tag = f'<script src="{ours}/s/widget.js" data-survey="{link}" {rules} defer></script>'
        _Site.page = f"<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1>{tag}".encode()
        return f"http://127.0.0.1:{server.server_port}{path}"

    page.host = f"http://127.0.0.1:{server.server_port}"
    yield page
    server.shutdown()
    server.server_close()


def test_the_widget_shows_on_a_site_that_may_and_is_answered_there(opened, link, site):
    design.set_hosts(home(), SURVEY.name, (site.host,))
    tab = opened(site('data-delay="0" data-language="en" data-days="30"'), width=1280)
    frame = tab.frame_locator("iframe")
    frame.locator("input[name=nps][value='9']").check(force=True)
    frame.locator("button.next").click()
    frame.locator("h2", has_text="Our contact").wait_for()
    assert answers_of(kept_forms()[0]) == {"nps": 9.0}
    assert kept_forms()[0].dimensions["channel"] == "widget"
    assert tab.complaints == []
    tab.get_by_role("button", name="Close").click()
    assert tab.locator("iframe").count() == 0
    tab.reload()
    tab.wait_for_timeout(500)
    assert tab.locator("iframe").count() == 0  # Once in thirty days.
    assert tab.context.cookies() == []


def test_the_widget_does_not_show_on_a_site_that_may_not(opened, link, site):
    tab = opened(site('data-delay="0"'), width=1280)
    tab.wait_for_selector("iframe")
    tab.wait_for_timeout(500)
    assert any("frame-ancestors" in one for one in tab.complaints)
    assert kept_forms() == []


@pytest.mark.parametrize(
    ("rules", "path", "shows"),
    [
        ('data-delay="0" data-pages="/help/*, /done"', "/help/two", 1),
        ('data-delay="0" data-pages="/help/*, /done"', "/done", 1),
        ('data-delay="0" data-pages="/help/*, /done"', "/shop", 0),
        ('data-delay="0" data-share="0"', "/", 0),
        ('data-delay="60"', "/", 0),
    ],
)
def test_the_widget_keeps_to_its_rule(opened, link, site, rules, path, shows):
    design.set_hosts(home(), SURVEY.name, (site.host,))
    tab = opened(site(rules, path), width=1280)
    tab.wait_for_timeout(500)
    assert tab.locator("iframe").count() == shows


def test_a_kiosk_begins_anew_after_thanks_and_leaves_nothing_of_the_visitor_before(opened, link):
    tab = opened(f"/s/kiosk/{link}?x=1", width=1280)
    frame = tab.frame_locator("iframe")
    frame.locator("input[name=nps][value='9']").check(force=True)
    for _ in range(3):
        before = tab.frames[-1].url
        frame.locator("form button.next").click()
        for _ in range(50):
            tab.wait_for_timeout(100)
            if tab.frames[-1].url != before:
                break
    frame.locator(".thanks").wait_for()
    done = tab.frames[-1].url
    tab.wait_for_timeout(7600)
    frame.locator("input[name=nps]").first.wait_for(state="attached")
    assert frame.locator("input[name=nps]:checked").count() == 0
    assert tab.frames[-1].url.partition("?")[0] != done.partition("?")[0]
    assert kept_forms()[0].dimensions["channel"] == "kiosk"
    assert tab.complaints == []


def test_a_kiosk_asks_whether_somebody_is_there_and_then_begins_anew(opened, link):
    tab = opened(f"/s/kiosk/{link}/start", width=1280)
    before = tab.url
    assert not tab.is_visible(".idle")
    tab.clock.install()
    tab.reload()
    tab.clock.run_for(61_000)
    assert tab.is_visible(".idle")
    tab.get_by_role("button", name="Ja, ga verder").click()
    assert not tab.is_visible(".idle")
    tab.clock.run_for(82_000)
    tab.wait_for_url(lambda address: address != before)
