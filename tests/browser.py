"""Chromium as the tests open it, and what is wrong with a page that it shows."""

import os
import shutil
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# Each window would load two pages of the browser itself, for its address bar, which nobody sees here: that took longer
# than most tests. Chromium heeds the last list only, so what Playwright turns off stands here as well.
_TURNED_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "AimEnabled"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={','.join(_TURNED_OFF)}",
]


@contextmanager
def running_chromium():
    """A browser for as long as the block lasts."""
    # Playwright keeps an event loop in this thread; Django would not touch its database beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def axe(page, *, within="document", **options):
    """What axe finds on a page as it stands, each in one line.

    `within` is a script's name for the part that is looked at; options are those of `axe.run`.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    # Without this axe also gathers, of every element, all that is well with it.
    found = page.evaluate(
        f"options => axe.run({within}, options).then(found => found.violations)",
        {"resultTypes": ["violations"]} | options,
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def overflow(page):
    """By how much the page is wider than its window, in one line; nothing where it fits."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"overflow: {wide}"] if wide > 0 else []


def wrong(page, ways, **options):
    """What axe finds on a page, and whether it fits, in each way to look at it: (colours, width) -> complaints."""
    # A colour on its way to another would be found, and is not there to stay.
    page.emulate_media(reduced_motion="reduce")
    found = {}
    for look, width in ways:
        page.emulate_media(color_scheme=look)
        page.set_viewport_size({"width": width, "height": 900})
        if told := axe(page, **options) + overflow(page):
            found[look, width] = told
    return found
