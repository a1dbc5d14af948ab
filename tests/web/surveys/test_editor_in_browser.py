"""A survey made in Chromium on a server as it really runs: by mouse, by keyboard, on a phone; axe finds nothing."""

import shutil

import pytest
from playwright.sync_api import expect
from tests.browser import wrong
from tests.whole.running import api_key, serving

PASSWORD = "a long walk by the sea"
SLOW = 20_000


@pytest.fixture(scope="module")
def address(tmp_path_factory, served_home):
    """A server on a new home with one person, an analyst who reads English."""
    folder = shutil.copytree(served_home, tmp_path_factory.mktemp("editor") / "home")
    api_key(folder, "ann", "analyst", PASSWORD)
    with serving(folder) as found:
        yield found
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def signed_in(chromium, address):
    """A page of the analyst, and what its console complained about."""
    contexts = []

    def sign_in(**more):
        context = chromium.new_context(locale="en-GB", **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: message.type == "error" and page.complaints.append(message.text),
        )
        page.goto(address + "/account/login/")
        page.fill("input[name=login]", "ann")
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(address + "/")
        return page

    expect.set_options(timeout=SLOW)
    yield sign_in
    for context in contexts:
        context.close()


def begin(page, address, name):
    page.goto(address + "/surveys/new/")
    page.get_by_role("button", name=name).click()
    page.wait_for_selector(".survey-items")
    return page.url


def preview(page):
    return page.frame_locator("iframe[name=survey-preview]")


def test_a_survey_is_made_by_mouse_from_preset_to_published(signed_in, address):
    page = signed_in()
    begin(page, address, "After a payment")
    section = page.locator(".survey-page").nth(1)
    section.get_by_text("Add a question").click()
    section.get_by_role("button", name="Open text").click()
    expect(page.locator("#box-text_nl")).to_be_focused()
    page.locator("#box-text_en").fill("What would have made it easier?")
    expect(page.locator("#saved")).to_have_text("Saved")
    expect(preview(page).get_by_text("What would have made it easier?")).to_be_visible()
    page.locator("#more-show > summary").click()
    page.locator("#more-show").get_by_text("Ready made").click()
    page.get_by_role("button", name="Low answers (up to 3)").first.click()
    expect(page.locator("#show_0_0_operator")).to_have_value("at most")
    page.locator("#preview [data-language=nl]").click()
    expect(preview(page).get_by_role("button", name="Versturen")).to_be_visible()
    page.get_by_role("link", name="Publish", exact=True).first.click()
    page.get_by_role("button", name="Publish this draft").click()
    expect(page.locator(".messages")).to_contain_text("Version 1 is published")
    assert page.locator("#open-address").input_value().startswith(f"{address}/s/")
    assert page.complaints == []


def test_a_survey_is_made_by_keyboard_alone(signed_in, address):
    page = signed_in()
    page.goto(address + "/surveys/new/")
    page.get_by_role("button", name="After moving house").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".survey-items")
    page.locator(".survey-row").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#box-text_nl")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Why was that?")
    expect(page.locator("#saved")).to_have_text("Saved")
    expect(preview(page).get_by_text("Why was that?")).to_be_visible()
    page.locator("#move-down").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".survey-item.is-open .survey-number")).to_have_text("3")
    page.locator(".part-close").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".part-form")).to_have_count(0)
    assert page.evaluate("document.activeElement.className") == "survey-row"
    page.get_by_role("link", name="Publish", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Publish this draft").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Version 1 is published")
    assert page.complaints == []


def test_options_that_are_typed_and_taken_away_stay_as_they_look(signed_in, address):
    page = signed_in()
    begin(page, address, "After a contact")
    page.get_by_role("link", name="Has your question been answered").click()
    more = page.locator("input[data-more]")
    expect(more).to_have_count(2)
    more.nth(1).fill("Partly so")
    more.nth(1).press("Tab")
    added = page.locator("#option-partly_so")
    expect(added).to_be_visible()
    expect(more.nth(1)).to_have_value("")
    added.locator("summary").click()
    added.get_by_role("button", name="Remove").click()
    expect(added).to_have_count(0)
    expect(more.nth(1)).to_have_value("")
    page.reload()
    assert "Partly so" not in page.content()


def test_without_a_script_the_buttons_do_it(signed_in, address):
    page = signed_in(java_script_enabled=False)
    page.goto(address + "/surveys/new/")
    page.fill("input[name=title]", "Plain")
    page.get_by_role("button", name="Begin").click()
    page.locator(".adder summary").click()
    page.locator(".adder").get_by_role("button", name="Recommend").click()
    page.locator("textarea[name=text_en]").fill("Would you?")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("textarea[name=text_en]")).to_have_value("Would you?")
    expect(preview(page).get_by_text("Would you?")).to_be_visible()
    page.get_by_role("link", name="Publish", exact=True).first.click()
    page.get_by_role("button", name="Publish this draft").click()
    expect(page.locator(".messages")).to_contain_text("Version 1 is published")


def test_axe_finds_nothing_and_nothing_sticks_out(signed_in, address):
    page = signed_in(bypass_csp=True)
    base = begin(page, address, "After a complaint")
    ways = [(look, width) for width in (1280, 390) for look in ("light", "dark")]
    found = {}
    paths = ["", "questions/solved/", "questions/drivers/", "questions/why/", "pages/2/"]
    for path in [*paths, "texts/", "look/", "publish/", "../", "../new/"]:
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        if told := wrong(page, ways):
            found[path] = told
    assert found == {}
