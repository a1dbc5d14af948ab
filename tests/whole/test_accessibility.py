"""axe looks at every page, light and dark, and on a phone; nothing may be found and nothing may overflow."""

import re

import pytest
from tests.browser import axe, overflow

PAGES = [
    ("director", "/"),
    ("director", "/process/complaints"),
    ("director", "/process/airport%20visit"),
    ("director", "/survey/sfo"),
    ("director", "/answers"),
    ("director", "/filter/team"),
    ("director", "/views"),
    ("director", "/wall"),
    ("employee", "/mine"),
    ("leader", "/team"),
    ("director", "/steering"),
    ("director", "/notices/"),
    ("admin", "/notices/channels/"),
    ("admin", "/mine/colleagues"),
    ("analyst", "/goals/"),
    ("analyst", "/goals/marks/"),
    ("analyst", "/goals/metrics/"),
    ("analyst", "/goals/metrics/new/"),
    ("analyst", "/goals/headlines/"),
    ("analyst", "/goals/totals/"),
    ("director", "/surveys/"),
    ("director", "/surveys/new/"),
    ("director", "/signals/"),
    ("director", "/signals/1/"),
    ("director", "/signals/rules/"),
    ("director", "/signals/rules/new/"),
    ("director", "/signals/weights/"),
    ("director", "/warning/"),
    ("director", "/drivers/"),
    ("director", "/drivers/1/"),
    ("director", "/model/"),
    ("director", "/model/check/?survey=complaints"),
    ("director", "/model/check/3/"),
    ("director", "/model/4/"),
    ("director", "/warning/alarms/1/"),
    ("director", "/cases/"),
    ("director", "/cases/1/"),
    ("director", "/cases/new/"),
    ("director", "/cases/report/"),
    ("director", "/cases/settings/"),
    ("director", "/cases/settings/queues/"),
    ("director", "/cases/settings/rules/"),
    ("director", "/cases/settings/causes/"),
    ("director", "/cases/settings/templates/"),
    ("director", "/actions/"),
    ("director", "/actions/1/"),
    ("director", "/actions/new/"),
    ("director", "/surveys/relation/"),
    ("director", "/surveys/relation/questions/nps/"),
    ("director", "/surveys/relation/texts/"),
    ("director", "/surveys/relation/look/"),
    ("director", "/surveys/relation/publish/"),
    ("director", "/surveys/relation/share/"),
    ("director", "/surveys/relation/share/poster/"),
    ("director", "/contacts/"),
    ("director", "/contacts/one/?key=K0000038"),
    ("director", "/contacts/upload/"),
    ("director", "/invitations/"),
    ("director", "/invitations/relation/plan/"),
    ("director", "/invitations/relation/invite/"),
    ("director", "/invitations/letters/"),
    ("admin", "/invitations/mail/"),
    ("director", "/invitations/reach/"),
    ("director", "/invitations/rules/"),
    ("analyst", "/imports/"),
    ("analyst", "/imports/upload/"),
    ("analyst", "/jobs/"),
    ("analyst", "/sources/"),
    ("analyst", "/sources/1/"),
    ("analyst", "/sources/rejected/"),
    ("analyst", "/sources/triggers/"),
    ("analyst", "/sources/triggers/1/"),
    ("analyst", "/sources/triggers/new/"),
    ("analyst", "/webhooks/"),
    ("admin", "/customers/"),
    ("admin", "/people/"),
    ("admin", "/people/add/"),
    ("admin", "/people/audit/"),
    ("admin", "/people/keys/"),
    ("admin", "/people/me/"),
    ("admin", "/people/rights/"),
    ("admin", "/people/units/"),
    ("admin", "/people/units/add/"),
    ("admin", "/account/password/change/"),
    ("analyst", "/api/v1/docs"),
    ("director", "/no-such-page"),
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 900}
# How each element that shows text looks: its own colour and letters, and all that lies behind it.
LOOKS = """() => {
  const shows = "input, select, textarea, button";
  const hasText = (one) => [...one.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const behind = new Map();
  const layers = (one) => {
    if (!one) return "";
    if (!behind.has(one)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
      const isClear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none";
      const own = isClear && opacity === "1" ? "" : `${backgroundColor} ${backgroundImage} ${opacity};`;
      const isWhole = own && backgroundColor.startsWith("rgb(") && opacity === "1";
      behind.set(one, isWhole ? own : own + layers(one.parentElement));
    }
    return behind.get(one);
  };
  const looks = new Map();
  for (const one of document.body.querySelectorAll("*")) {
    if (!one.matches(shows) && !hasText(one)) continue;
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(one);
    const letters = [color, fontSize, fontWeight, layers(one)].join(" ");
    looks.set(one, [one.parentElement.className, one.tagName, one.className, letters].join(" / "));
  }
  return looks;
}"""
REMEMBER = f"() => {{ window.looksBefore = ({LOOKS})(); }}"
# Gathers one element of each look that was not examined yet; with `isChanged` only what looked otherwise before.
GATHER = f"""([examined, isChanged]) => {{
  const known = new Set(examined), gathered = [];
  for (const [one, look] of ({LOOKS})()) {{
    if (known.has(look) || (isChanged && window.looksBefore.get(one) === look)) continue;
    known.add(look);
    gathered.push([one, look]);
  }}
  window.unexamined = {{ include: gathered.map(([one]) => one) }};
  return gathered.map(([, look]) => look);
}}"""
CONTRAST = "color-contrast"


def too_faint(page, examined, *, is_changed=False):
    """What axe finds on the contrast of looks that it meets for the first time; contrast takes most of its time."""
    looks = page.evaluate(GATHER, [list(examined), is_changed])
    examined |= set(looks)
    return axe(page, within="window.unexamined", runOnly=[CONTRAST]) if looks else []


def otherwise_wrong(page):
    """What axe finds on all else, and whether the page fits."""
    return axe(page, rules={CONTRAST: {"enabled": False}}) + overflow(page)


def wrong_when_wide(page, look, examined):
    """What axe finds in a wide window, and whether the page fits."""
    page.emulate_media(color_scheme=look)
    page.set_viewport_size(WIDE)
    return otherwise_wrong(page) + too_faint(page, examined)


def wrong_on_a_phone(page, look, examined):
    """What axe finds on a phone, and whether the page fits.

    What has the same colours and letters here as in a wide window is examined there, by the other
    of the two tests; what is seen here only, or looks otherwise here, is examined here.
    """
    page.emulate_media(color_scheme=look)
    page.set_viewport_size(WIDE)
    page.evaluate(REMEMBER)
    page.set_viewport_size(PHONE)
    return otherwise_wrong(page) + too_faint(page, examined, is_changed=True)


# Each page is opened once in a language; the two together see each colouring in a wide window and on a phone.
@pytest.mark.parametrize(
    ("language", "wide", "phone"), [("en-GB", "light", "dark"), ("nl-NL", "dark", "light")]
)
def test_axe_finds_nothing_on_any_page(signed_in, demo_address, language, wide, phone):
    people, found, on_a_screen, on_a_phone = {}, {}, set(), set()
    for username, path in PAGES:
        if username not in people:
            people[username] = signed_in(username, language=language)
            # A colour on its way to another would be found, and is not there to stay.
            people[username].emulate_media(reduced_motion="reduce")
        page = people[username]
        page.goto(demo_address + path)
        told = wrong_when_wide(page, wide, on_a_screen)
        if told := told + wrong_on_a_phone(page, phone, on_a_phone):
            found[path] = told
    assert found == {}
    assert len(on_a_screen) > 100
    assert on_a_phone, "nothing looks otherwise on a phone"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_a_single_answer(signed_in, demo_address, look):
    page = signed_in("director", look=look)
    page.goto(demo_address + "/answers")
    links = page.locator("main a").evaluate_all("links => links.map(link => link.pathname)")
    single = next(link for link in links if link.startswith("/answers/"))
    page.goto(demo_address + single)
    assert axe(page) == []


@pytest.mark.parametrize(("look", "width"), [("light", 360), ("dark", 390), ("light", 1280)])
def test_axe_finds_nothing_on_what_a_respondent_sees(
    chromium, demo_address, demo_home, look, width
):
    link = re.search(r"/s/(\S+) ", (demo_home / "demo-logins.txt").read_text()).group(1)
    context = chromium.new_context(
        color_scheme=look, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    page, found = context.new_page(), {}
    for path in (f"/s/{link}?language=nl", f"/s/kiosk/{link}"):
        page.goto(demo_address + path)
        if told := axe(page) + overflow(page):
            found[path] = told
    page.goto(f"{demo_address}/s/{link}?language=en")
    steps = page.locator("input[name=nps]").evaluate_all(
        "inputs => inputs.map(one => one.closest('label, li, div').getBoundingClientRect().top)"
    )
    page.locator("input[name=nps]").nth(9).check(force=True)
    for _page in range(3):
        page.click("button[value=next]")
        page.wait_for_load_state()
        if told := axe(page):
            found[page.url] = told
    context.close()
    assert found == {}
    assert (len(steps), len(set(steps))) == (11, 1)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_before_signing_in(chromium, demo_address, look):
    context = chromium.new_context(color_scheme=look, bypass_csp=True)
    page, found = context.new_page(), {}
    for path in ("/account/login/", "/account/password/reset/", "/account/password/reset/done/"):
        page.goto(demo_address + path)
        if told := axe(page):
            found[path] = told
    context.close()
    assert found == {}
