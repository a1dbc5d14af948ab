"""Takes the pictures of the README and the docs from the running demo."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.whole.running import LUISTER, serving  # noqa: E402 - the path is set above

IMAGES = ROOT / "docs" / "images"
SHOTS = (
    # name, who, page, look, width, language
    ("overview-light", "director", "/", "light", 1280, "en-GB"),
    ("overview-dark", "director", "/", "dark", 1280, "nl-NL"),
    ("overview-phone", "director", "/", "light", 390, "nl-NL"),
    ("process", "director", "/process/complaints", "light", 1280, "en-GB"),
    ("answers", "director", "/answers?search=wacht", "light", 1280, "en-GB"),
    ("my-results", "employee", "/mine", "light", 1280, "nl-NL"),
    ("goals", "analyst", "/goals/", "light", 1280, "en-GB"),
    ("imports", "analyst", "/imports/", "light", 1280, "en-GB"),
    ("editor", "director", "/surveys/relation/", "light", 1280, "en-GB"),
    ("reach", "director", "/invitations/reach/", "light", 1280, "en-GB"),
    ("respondent", "", "/s/{link}?language=nl", "light", 390, "nl-NL"),
)


def main() -> None:
    """Writes every picture to docs/images."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        subprocess.run([LUISTER, "--home", home, "demo"], check=True)
        with serving(home) as address, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            link = re.search(r"/s/(\S+) ", (home / "demo-logins.txt").read_text("utf-8"))
            for name, who, page, look, width, language in SHOTS:
                place = page.replace("{link}", link[1] if link else "")
                take(chromium, address, name, who, place, look, width, language)
            chromium.close()


def take(  # noqa: PLR0913 - a picture has these choices
    chromium: Browser,
    address: str,
    name: str,
    username: str,
    page: str,
    look: str,
    width: int,
    language: str,
) -> None:
    """Writes one picture."""
    context = chromium.new_context(
        color_scheme="dark" if look == "dark" else "light",
        viewport={"width": width, "height": 860},
        locale=language,
    )
    tab = context.new_page()
    # A respondent has no account.
    if username:
        tab.goto(address + "/account/login/")
        tab.fill("input[name=login]", username)
        tab.fill("input[name=password]", "luister-demo")
        tab.click("button[type=submit]")
        tab.wait_for_url(address + "/**")
    tab.goto(address + page)
    tab.wait_for_timeout(400)
    tab.screenshot(path=IMAGES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
