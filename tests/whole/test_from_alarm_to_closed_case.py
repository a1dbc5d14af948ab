"""A newcomer's way through the demo: the planted fall is seen, understood, acted on, and the director sees that."""

import re
import time

import pytest
from tests.store.mail_server import mail_server
from tests.whole.conftest import PASSWORD
from tests.whole.running import by_hand, free_port, wait_for

FALL = re.compile("NPS of complaints fell")


@pytest.fixture(scope="module")
def post():
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def address(tmp_path_factory, post):
    """The demo as `luister demo` makes it, with a mail catcher on this machine."""
    home = tmp_path_factory.mktemp("demo") / "home"
    assert by_hand(home, "demo").wait() == 0
    mail = f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\ncatcher = true\n'
    (home / "luister.toml").write_text(mail)
    found = f"http://127.0.0.1:{free_port()}"
    server = by_hand(home, "serve", "--port", found.rpartition(":")[2])
    try:
        wait_for(found, lambda: server.poll() is None)
        yield found
    finally:
        server.terminate()
        assert server.wait(20) == 0


@pytest.fixture
def enter(chromium, address):
    contexts = []

    def sign_in(username):
        context = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(address + "/account/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(address + "/")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def test_a_newcomer_goes_from_the_alarm_on_the_first_page_to_a_closed_case(enter, address, post):
    director = enter("director")
    strip = director.locator(".signal-strip li", has_text=FALL)
    assert strip.count() == 1, "one cause speaks once"
    assert "Region Groningen, Team Complaints West" in strip.inner_text()
    assert re.search(r"also seen in \d+ other groups", strip.inner_text())
    opened_before = _figure(director, address, "Cases opened")

    page = enter("leader")
    strip = page.locator(".signal-strip li", has_text=FALL)
    assert "Groningen" in strip.inner_text()
    strip.get_by_role("link", name=FALL).click()
    page.wait_for_url("**/signals/*/")
    said = page.locator("main").inner_text()
    assert "It moved here: Region: Groningen" in said
    assert "nieuwe systeem" in said
    assert "achterstand" in said
    assert "Nieuw klachtensysteem" in said
    page.get_by_role("button", name="Open a case").click()
    page.wait_for_url("**/cases/*/")
    assert FALL.search(page.locator("h1").inner_text())
    about_the_figure = page.url

    _open_of_an_answer(page, about_the_figure)
    _reply(page, post)
    _close(page, page.url)
    _close(page, about_the_figure)

    assert _figure(director, address, "Cases opened") == opened_before + 2
    director.goto(address + "/steering")
    shown = director.locator("section", has_text="Signals that matter most").first
    assert "NPS fell by" in shown.inner_text()
    assert "complaints, Groningen" in shown.inner_text()


def _open_of_an_answer(page, about_the_figure):
    """A new case of an answer behind the figure: the first of them whose customer had none."""
    for place in range(6):
        page.goto(about_the_figure)
        page.locator("#letters ~ p").get_by_role("link", name="Signal").click()
        page.wait_for_url("**/signals/*/")
        page.get_by_role("link", name="Read the answer").nth(place).click()
        page.wait_for_url("**/answers/*")
        page.get_by_role("button", name="Open a case").click()
        page.wait_for_url("**/cases/*/")
        if _number(page.url) > _number(about_the_figure):
            return
    raise AssertionError("all answers behind the figure have a case already")


def _number(address):
    return int(address.rstrip("/").rpartition("/")[2])


def _reply(page, post):
    """Writes the letter that is proposed, and waits until it is there, in the customer's language."""
    language = page.locator("dt", has_text="Language").locator("+ dd").inner_text()
    to = page.locator("dt", has_text="E-mail").locator("+ dd").inner_text()
    page.get_by_role("button", name="Take it").click()
    page.wait_for_selector("text=Next: contact the customer")
    subject, text = page.locator("#write input[name=subject]"), page.locator("#write textarea")
    text.fill(text.input_value() + "\nWij zoeken het uit.")
    subject.fill("")
    page.get_by_role("button", name="Send the letter").click()
    page.wait_for_selector("#write .errorlist, #write .field-error, #write [aria-invalid=true]")
    assert "Wij zoeken het uit." in text.input_value(), "what was typed is still there"
    subject.fill("Over uw klacht")
    page.get_by_role("button", name="Send the letter").click()
    page.wait_for_selector(".letter-out")
    letter = _arrived(post, to)
    assert letter["Subject"] == "Over uw klacht"
    assert letter["Content-Language"] == language
    plain = letter.get_body(("plain",)).get_content()
    assert "Wij zoeken het uit." in plain
    assert ("Beste" if language == "nl" else "Dear") in plain


def _arrived(post, to):
    for _ in range(300):
        found = [one for one in post.mails() if to in one["To"]]
        if found:
            assert len(found) == 1
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no letter to {to} within 30 s")


def _close(page, case):
    page.goto(case)
    page.locator("summary", has_text="Close the case").click()
    page.select_option("#close_outcome", "helped")
    page.select_option("#close_root_cause", index=1)
    page.get_by_role("button", name="Close it for good").click()
    page.wait_for_selector("text=This case is closed")
    assert "What lay behind it" in page.locator("main").inner_text()


def _figure(page, address, name):
    page.goto(address + "/steering")
    block = page.locator("dt, .metric-label, p, span", has_text=re.compile(f"^{name}$")).first
    return int(re.search(r"\d+", block.locator("xpath=..").inner_text()).group())
