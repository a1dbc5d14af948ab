"""Contacts brought in, a letter written, a sample invited and its reach seen, in Chromium on a server as it runs."""

import shutil
import threading

import pytest
from playwright.sync_api import expect
from tests.browser import axe, overflow
from tests.store.mail_server import MailServer
from tests.whole.running import api_key, serving

from luister.loop import design, keep
from web.surveys.some_survey import NOW, relation

PASSWORD = "a long walk by the sea"
SLOW = 20_000
PEOPLE = "Klantnummer,E-mail,Naam,Segment\n" + "".join(
    f"{number},klant-{number}@example.org,Jan {number},{'home' if number % 2 else 'business'}\n"
    for number in range(1, 41)
)


@pytest.fixture(scope="module")
def post_office():
    server = MailServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def address(tmp_path_factory, post_office, served_home):
    """A server with a mail server beside it, a published survey, and a director who reads English."""
    folder = shutil.copytree(served_home, tmp_path_factory.mktemp("contacts") / "home")
    (folder / "luister.toml").write_text(
        f'[mail]\nhost = "127.0.0.1"\nport = {post_office.port}\n'
    )
    api_key(folder, "dir", "director", PASSWORD)
    home = keep.open_home(folder)
    design.keep_draft(home, relation(), now=NOW)
    design.publish(home, "relation", now=NOW)
    home.close()
    with serving(folder) as found:
        yield found
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def page(chromium, address):
    """A page of the director, at work under the policy that all pages have."""
    expect.set_options(timeout=SLOW)
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(SLOW)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: message.type == "error" and page.complaints.append(message.text),
    )
    page.goto(address + "/account/login/")
    page.fill("input[name=login]", "dir")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(address + "/")
    yield page
    context.close()


def looked_at(page):
    """axe finds nothing, and on a phone nothing overflows."""
    page.wait_for_load_state("networkidle")
    told = axe(page)
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    told += overflow(page)
    page.set_viewport_size(size)
    assert (page.url, told) == (page.url, [])


def test_from_a_file_of_people_to_their_reach(page, address, post_office):
    page.goto(address + "/contacts/")
    page.locator("main").get_by_role("link", name="Bring in contacts").first.click()
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_label("Meaning of Klantnummer")).to_have_value("key")
    page.get_by_role("button", name="First look what would become of it").click()
    expect(page.locator("#look")).to_contain_text("40")
    looked_at(page)
    page.get_by_role("button", name="Keep these contacts").click()
    looked_at(page)
    page.get_by_role("link", name="To the contacts").click()
    looked_at(page)
    page.get_by_role("link", name="1", exact=True).first.click()
    looked_at(page)
    page.get_by_role("button", name="Ask no more").click()

    page.get_by_role("link", name="Invitations", exact=True).first.click()
    looked_at(page)
    page.locator("main").get_by_role("link", name="Letter of").first.click()
    letter = page.locator("section[aria-labelledby=letter-en]")
    letter.get_by_label("Subject", exact=True).fill("{name}, two questions")
    letter.get_by_label("Text", exact=True).fill("Hello {name}, here they are: {link}")
    letter.get_by_role("button", name="Show what is typed").click()
    seen = page.frame_locator("iframe[name=seen-en]")
    expect(seen.get_by_text("Hello Jan Jansen")).to_be_visible()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("heading", name="Send a test")).to_be_visible()
    looked_at(page)
    page.locator("#test-to").fill("me@example.org")
    page.locator("#test-language").select_option("en")
    page.get_by_role("button", name="Send the test").click()
    expect(page.get_by_text("The test letter left for me@example.org.")).to_be_visible()
    assert "me@example.org" in post_office.recipients

    page.locator("main").get_by_role("link", name="Invite", exact=True).click()
    page.get_by_label("Whom").select_option("quota")
    page.get_by_label("business", exact=True).fill("10")
    page.get_by_label("home", exact=True).fill("40")
    page.get_by_role("button", name="Look what would come of it").click()
    expect(page.locator("#foreseen")).to_contain_text("holds back 1 of 30")
    looked_at(page)
    page.get_by_role("button", name="Invite 29 people").click()
    expect(page.get_by_text("Wants no more invitations")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="See the reach of this wave").click()
    expect(page.get_by_text("this rule held back 1 of 30")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="Rules of rest").click()
    looked_at(page)
    assert page.complaints == []
