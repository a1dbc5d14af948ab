"""A home with the demo, a server on it, and people who are signed in."""

import shutil

import pytest
from tests.whole.running import luister, serving

PASSWORD = "luister-demo"


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory, made_once):
    made = made_once("demo", lambda home: luister(home, "demo", "--answers", "12000"))
    return shutil.copytree(made, tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="session")
def demo_address(demo_home):
    with serving(demo_home) as address:
        yield address


@pytest.fixture(scope="session")
def sessions():
    """What the browser of each person keeps once signed in: a password is made to cost the server time."""
    return {}


@pytest.fixture
def signed_in(chromium, demo_address, sessions):
    """A page of a person of the demo; `look` is light or dark."""
    contexts = []

    def sign_in(username, *, look="light", language="en-GB", width=1280):
        context = chromium.new_context(
            locale=language,
            color_scheme=look,
            viewport={"width": width, "height": 900},
            bypass_csp=True,
            accept_downloads=True,
            storage_state=sessions.get(username),
        )
        contexts.append(context)
        page = context.new_page()
        if username in sessions:
            return page
        page.goto(demo_address + "/account/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(lambda address: "/account/login/" not in address)
        sessions[username] = context.storage_state()
        return page

    yield sign_in
    for context in contexts:
        context.close()
