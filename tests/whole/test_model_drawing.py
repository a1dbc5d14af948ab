"""A model drawn in Chromium: by mouse, by keyboard and by text; the drawing and the core read the same text alike."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser import axe, overflow

import luister_web.structure
from luister.drivers.structure.model_text import COMPOSED_OF, DEPENDS_ON, MEASURED_BY, VARIES_WITH
from luister.drivers.structure.syntax import model_text
from luister.drivers.structure.templates import TEMPLATES, outlined

SCRIPT = Path(luister_web.structure.__file__).parent / "static" / "structure" / "model-text.js"
MODEL = "/model/?survey=complaints"
TEXTS = (
    "care =~ speed + solution\n\nnps ~ care",
    "a =~ x1 + 0.5*x2 +\n x3 # the last\nb =~ y1 + y2\n\nb ~ way*a; nps ~ a + b\nind := way*2\nb ~ 1",
    "a =~ x1 + x2; b =~ y1 + y2; a + b ~ age + `type of line`\nx1 ~~ x2\na ~~ 0*b",
    "whole =~ a + b\na =~ NA*x1 + equal('a=~x1')*x2\nb <~ y1 + start(0.5)*y2\nmerk ~ c(p, q)*whole + 2?b",
    'beeld =~ "q 1" + .q2 + 3rd\n! a remark\nbeeld ~~ 1*beeld\nprijs ~ beeld\nq9 | t1 + t2\np == 0.5',
    "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9\nvisual ~~ textual",
)  # fmt: skip


def read_by_core(text):
    """Items by construct, paths and what goes together, as the core reads them."""
    model = model_text(text)
    pairs = {
        operator: {(one.lhs, one.rhs) for one in model.formulas if one.op == operator}
        for operator in (MEASURED_BY, COMPOSED_OF, DEPENDS_ON, VARIES_WITH)
    }
    return (
        {name: set(model.items(name)) for name in model.constructs},
        pairs[DEPENDS_ON],
        {frozenset(one) for one in pairs[VARIES_WITH] if len(set(one)) > 1},
    )


def read_by_page(page, text):
    told = page.evaluate("text => luisterModelText.read(text)", text)
    assert told["unread"] == []
    return (
        {one["name"]: set(one["items"]) for one in told["constructs"]},
        {(one["effect"], one["cause"]) for one in told["paths"]},
        {frozenset((one["one"], one["other"])) for one in told["shared"]},
    )


def changed(page, change, text, *names):
    return page.evaluate(
        "([change, ...given]) => luisterModelText[change](...given)", [change, text, *names]
    )


@pytest.fixture(scope="module")
def reader(chromium):
    """A page that has nothing but the script that reads and changes texts."""
    opened = chromium.new_page()
    opened.evaluate(SCRIPT.read_text("utf-8"))
    yield opened
    opened.close()


@pytest.fixture
def page(signed_in, demo_address):
    """The page in English, for the complaints of the demo, and what its console complained about."""
    opened = signed_in("director")
    opened.set_default_timeout(20_000)
    opened.complaints = []
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(demo_address + MODEL)
    expect(opened.locator(".node").first).to_be_visible()
    return opened


def text_of(page):
    return page.locator("#id_text").input_value()


def write(page, text):
    page.locator("#id_text").fill(text)
    page.wait_for_timeout(250)


def drag(page, start, end):
    """Drags from the middle of one thing to the middle of another, in steps as a hand does."""
    for place, press in ((start, page.mouse.down), (end, page.mouse.up)):
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=6)
        press()


def part(page, name, inner):
    return page.locator(f".node[data-name={name}] {inner}")


def test_the_page_and_the_core_read_a_text_alike(reader):
    for text in TEXTS:
        assert read_by_page(reader, text) == read_by_core(text)
    for template in TEMPLATES:
        told = reader.evaluate("text => luisterModelText.read(text)", outlined(template))
        assert [one["name"] for one in told["constructs"]] == list(template.constructs)


def test_what_a_change_of_the_drawing_writes_is_what_the_core_reads(reader):
    tried = 0
    for text in TEXTS:
        constructs, paths, shared = read_by_core(text)
        for name in constructs:
            more = changed(reader, "addItem", text, name, "one more")
            assert read_by_core(more)[0] == constructs | {name: constructs[name] | {"one more"}}
            assert (
                read_by_core(changed(reader, "removeItem", more, name, "one more"))[0]
                == constructs
            )
            called = changed(reader, "rename", text, name, "renamed")
            assert read_by_core(called)[0]["renamed"] == constructs[name]
            gone = read_by_page(reader, changed(reader, "removeName", text, name))
            assert gone[1] == {one for one in paths if name not in one}
            tried += 1
        for effect, cause in paths:
            less = changed(reader, "removePath", text, cause, effect)
            assert read_by_page(reader, less)[1] == paths - {(effect, cause)}
            assert read_by_core(changed(reader, "addPath", less, cause, effect))[1] == paths
            tried += 1
        for one, other in map(sorted, shared):
            less = changed(reader, "removeShared", text, one, other)
            assert read_by_page(reader, less)[2] == shared - {frozenset((one, other))}
            assert read_by_core(changed(reader, "addShared", less, other, one))[2] == shared
            tried += 1
    assert tried > 20


def test_a_construct_that_loses_its_last_question_keeps_its_place_and_its_arrows(reader):
    text = "care =~ speed\nnps ~ care"
    less = changed(reader, "removeItem", text, "care", "speed")
    assert less == "# care =~\nnps ~ care"
    assert changed(reader, "addItem", less, "care", "solution") == "care =~ solution\nnps ~ care"


def test_a_template_is_drawn_and_filled_by_mouse(page, demo_address):
    page.goto(f"{demo_address}{MODEL}&template=loyalty_chain")
    cards = page.locator(".node")
    expect(cards).to_have_count(3)
    expect(page.locator(".edge")).to_have_count(2)
    chip = page.locator(".chip-question[data-name=speed]")
    drag(page, chip, part(page, "quality", ".node-items"))
    part(page, "quality", ".node-name").click()
    page.locator(".chip-question[data-name=solution]").click()
    drag(page, part(page, "quality", ".node-handle"), part(page, "loyalty", ".node-name"))
    assert text_of(page).splitlines() == [
        "quality =~ speed + solution",
        "# satisfaction =~",
        "# loyalty =~",
        "",
        "satisfaction ~ quality",
        "loyalty ~ satisfaction + quality",
    ]
    page.get_by_role("button", name="Turn round").click()
    assert "quality ~ loyalty" in text_of(page)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="quality leads to loyalty", exact=True).click()
    page.get_by_role("button", name="Take the arrow out").click()
    assert text_of(page).endswith("loyalty ~ satisfaction")
    before = page.locator(".node[data-name=loyalty]").bounding_box()
    drag(page, part(page, "loyalty", ".node-name"), part(page, "satisfaction", ".node-empty"))
    assert page.locator(".node[data-name=loyalty]").bounding_box() != before
    page.get_by_role("button", name="Tidy up").click()
    assert page.locator(".node[data-name=loyalty]").bounding_box() == before
    drag(
        page, part(page, "quality", "[data-item=speed]"), part(page, "satisfaction", ".node-items")
    )
    assert "quality =~ solution\nsatisfaction =~ speed" in text_of(page)
    page.get_by_role("button", name="Estimate it").click()
    expect(page.get_by_role("alert")).to_contain_text("construct with questions: loyalty")
    assert page.complaints == []


def test_a_model_is_drawn_by_keyboard_alone(page):
    write(page, "")
    page.locator("#new-construct").focus()
    page.keyboard.type("Our care")
    page.keyboard.press("Enter")
    expect(page.locator(".node")).to_have_attribute("data-name", "Our_care")
    page.locator(".node-name").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".drawing-panel h3")).to_be_focused()
    page.locator("#panel-item").focus()
    page.keyboard.type("How fast")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#panel-arrow").focus()
    page.keyboard.type("How likely")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert text_of(page) == "Our_care =~ speed\n\nnps ~ Our_care"
    page.locator("[data-key='handle:nps']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".drawing-status")).to_contain_text("Arrow from nps")
    page.locator("[data-key='chip:mark']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-key='path:nps>mark']")).to_be_focused()
    page.keyboard.press("Delete")
    page.locator("[data-key='node:nps']").focus()
    before = page.locator(".node[data-name=nps]").bounding_box()
    page.keyboard.press("ArrowDown")
    assert page.locator(".node[data-name=nps]").bounding_box()["y"] == before["y"] + 16
    page.keyboard.press("Control+Z")
    assert text_of(page).endswith("nps ~ Our_care\nmark ~ nps")
    assert page.complaints == []


def test_the_text_draws_and_what_cannot_be_drawn_is_said_and_kept(page):
    write(page, "care =~ speed + solution\nnps ~ way*care\ncare ~~ care\ntwice := 2*way\ncare ==")
    expect(page.locator(".node")).to_have_count(2)
    expect(page.get_by_role("button", name="care leads to nps (way)")).to_be_visible()
    expect(page.locator(".drawing-note")).to_have_text(
        "Not drawn, because it cannot be read: line 5. Not drawn, and left as they are in the text: 2."
    )
    part(page, "care", ".node-name").click()
    page.locator(".chip-question[data-name=listening]").click()
    assert text_of(page).splitlines()[0] == "care =~ speed + solution + listening"
    assert text_of(page).splitlines()[2:] == ["care ~~ care", "twice := 2*way", "care =="]


def test_the_policy_of_the_page_holds_while_drawing(chromium, page, sessions, demo_address):
    context = chromium.new_context(storage_state=sessions["director"], java_script_enabled=True)
    strict, told = context.new_page(), []
    strict.on("console", lambda message: told.append(message.text))
    strict.goto(demo_address + MODEL)
    strict.locator(".node-name").first.click()
    expect(strict.locator(".drawing-panel h3")).to_be_visible()
    context.close()
    assert told == []


def test_without_a_script_the_text_and_the_lists_remain(chromium, page, sessions, demo_address):
    context = chromium.new_context(storage_state=sessions["director"], java_script_enabled=False)
    plain = context.new_page()
    plain.goto(demo_address + MODEL)
    expect(plain.locator("#drawing")).to_be_hidden()
    plain.locator("#id_text").fill("care =~")
    plain.locator("#order-run").click()
    expect(plain.get_by_role("alert")).to_contain_text("Line 1")
    context.close()


@pytest.mark.parametrize(
    ("language", "look", "width", "chosen"),
    [("en-GB", "light", 1280, ".edge"), ("nl-NL", "dark", 390, ".node-name")],
)
def test_axe_finds_nothing_in_what_is_chosen(
    signed_in, demo_address, language, look, width, chosen
):
    page = signed_in("director", language=language, look=look, width=width)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{demo_address}{MODEL}&template=ecsi")
    page.locator(chosen).first.click()
    assert axe(page) == []
    assert overflow(page) == []
