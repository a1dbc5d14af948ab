"""Every fault of a survey is told, all at once, and a sound one has none."""

import base64
from dataclasses import replace

import pytest
from tests.surveys.example import (
    CHANNEL,
    DRIVERS,
    EFFORT,
    EXAMPLE,
    NPS,
    SAID,
    WELL,
    WHY,
    both,
    when,
)

from luister.events.answer import Scale
from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Look, Option, Page
from luister.surveys.definition_file import DefinitionError
from luister.surveys.fault import SAYINGS
from luister.surveys.logo import LARGEST_LOGO, is_fine
from luister.surveys.validation import MOST_ITEMS, MOST_OPTIONS, faults, sound


def codes(**changes):
    return {fault.code for fault in faults(replace(EXAMPLE, **changes))}


def of_item(item, **changes):
    return codes(pages=(Page(items=(replace(item, **changes),)),))


def of_condition(condition):
    return codes(pages=(EXAMPLE.pages[0], Page(items=(replace(EFFORT, show_if=condition),))))


def of_both(*checks):
    return Condition((checks,))


def svg(inner):
    text = f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()


def test_a_sound_survey_has_no_fault():
    assert faults(EXAMPLE) == ()
    assert sound(EXAMPLE) is EXAMPLE


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "a b"}, "name"),
        ({"name": ""}, "name"),
        ({"kind": "nice"}, "kind"),
        ({"languages": ()}, "no language"),
        ({"languages": ("nl", "en", "xx")}, "language"),
        ({"languages": ("nl", "nl", "en")}, "language"),
        ({"languages": ("NL", "en")}, "language"),
        ({"title": {"nl": "Dag"}}, "no words"),
        ({"title": both("Dag", "  ")}, "no words"),
        ({"intro": {"nl": "Dag"}}, "no words"),
        ({"thanks": both("x" * 20_001, "y")}, "long words"),
        ({"pages": ()}, "no page"),
        ({"pages": (Page(items=()), *EXAMPLE.pages)}, "empty page"),
        ({"look": Look("https://example.org/a.png", "x")}, "logo"),
        ({"look": Look(EXAMPLE.look.logo, "")}, "logo words"),
        ({"look": Look(colour="blue")}, "colour"),
    ],
)
def test_a_fault_of_the_whole_survey_is_told(changes, code):
    assert code in codes(**changes)


@pytest.mark.parametrize(
    ("item", "changes", "code"),
    [
        (NPS, {"id": "a.b"}, "id"),
        (NPS, {"id": ""}, "id"),
        (NPS, {"text": {"nl": "Hoe?"}}, "no words"),
        (NPS, {"low": {"nl": "Laag"}}, "no words"),
        (NPS, {"kind": "stars"}, "item kind"),
        (NPS, {"wording": 0}, "wording"),
        (NPS, {"scale": Scale("ces", 0, 10)}, "scale"),
        (NPS, {"scale": Scale("rating", 0, 11)}, "steps"),
        (NPS, {"scale": Scale("rating", 1, 1e9)}, "steps"),
        (NPS, {"scale": Scale("rating", 5, 1)}, "steps"),
        (NPS, {"scale": Scale("rating", 0.5, 5)}, "steps"),
        (NPS, {"scale": Scale("rating", float("nan"), 5)}, "steps"),
        (NPS, {"scale": Scale("rating")}, "steps"),
        (SAID, {"scale": Scale("rating", 1, 5)}, "scale"),
        (NPS, {"options": CHANNEL.options}, "options"),
        (NPS, {"aspects": DRIVERS.aspects}, "aspects"),
        (CHANNEL, {"options": CHANNEL.options[:1]}, "no options"),
        (CHANNEL, {"kind": "choices", "options": ()}, "one option"),
        (DRIVERS, {"aspects": ()}, "no aspects"),
        (CHANNEL, {"options": CHANNEL.options * 2}, "twice"),
        (CHANNEL, {"options": (*CHANNEL.options, Option("a b", both("a", "b")))}, "id"),
        (CHANNEL, {"options": (*CHANNEL.options, Option("z", {"nl": "a"}))}, "no words"),
        (SAID, {"has_no_opinion": True}, "no opinion"),
        (SAID, {"is_required": True}, "required"),
    ],
)
def test_a_fault_of_a_question_is_told(item, changes, code):
    assert code in of_item(item, **changes)


def test_too_much_is_told():
    many = tuple(Option(f"o{n}", both("a", "b")) for n in range(MOST_OPTIONS + 1))
    assert of_item(CHANNEL, options=many) == {"too many"}
    items = tuple(replace(EFFORT, id=f"i{n}") for n in range(MOST_ITEMS + 1))
    assert codes(pages=(Page(items=items),)) == {"too many"}


def test_ids_that_meet_are_told():
    assert codes(pages=(Page(items=(NPS,)), Page(items=(NPS,)))) == {"twice"}
    part = Item(id="drivers_speed", kind="text", text=both("a", "b"))
    assert codes(pages=(Page(items=(DRIVERS, part)),)) == {"twice"}
    words = Item(id="channel_other_text", kind="text", text=both("a", "b"))
    assert codes(pages=(Page(items=(words, CHANNEL)),)) == {"twice"}


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (when("gone", "answered"), "field"),
        (when("effort", "answered"), "later"),
        (when("nps", "like", "3"), "operator"),
        (when("nps", "is", "11"), "value"),
        (when("nps", "is"), "no values"),
        (when("nps", "at least", "many"), "bound"),
        (when("nps", "at most", "nan"), "bound"),
        (Condition((tuple(Check("nps", "is", ("3",)) for _ in range(201)),)), "too many"),
    ],
)
def test_a_fault_of_a_condition_is_told(condition, code):
    assert of_condition(condition) == {code}


def test_a_condition_of_a_page_may_not_look_at_the_page_itself_but_its_end_may():
    page = Page(items=(NPS, WELL))
    assert codes(pages=(replace(page, show_if=when("nps", "is", "3")),)) == {"later"}
    assert codes(pages=(replace(page, end_if=when("nps", "is", "3")), Page(items=(WHY,)))) == set()


def test_a_condition_on_a_neighbour_that_comes_in_any_order_is_told():
    assert codes(pages=(Page(items=(NPS, WHY), is_shuffled=True),)) == {"shuffled"}


@pytest.mark.parametrize(
    "pages",
    [
        (Page(items=(NPS,), end_if=Condition()), Page(items=(EFFORT,))),
        (
            Page(items=(NPS,)),
            Page(
                items=(EFFORT,),
                show_if=of_both(Check("nps", "answered"), Check("nps", "not answered")),
            ),
        ),
        (
            Page(items=(NPS,)),
            Page(
                items=(EFFORT,),
                show_if=of_both(Check("nps", "at least", ("9",)), Check("nps", "at most", ("6",))),
            ),
        ),
    ],
)
def test_a_page_that_nobody_comes_to_is_told(pages):
    assert codes(pages=pages) == {"never"}


def test_all_faults_are_told_at_once_each_with_a_place_and_a_cure():
    broken = replace(EXAMPLE, kind="x", title={}, pages=(Page(items=(replace(NPS, id="a b"),)),))
    found = faults(broken)
    assert [(fault.where, fault.code) for fault in found] == [
        ("survey", "kind"),
        ("survey, title", "no words"),
        ("survey, title", "no words"),
        ("page 1, a b", "id"),
    ]
    assert all(fault.hint and fault.problem for fault in found)
    with pytest.raises(DefinitionError) as refused:
        sound(broken)
    assert all(fault.problem in str(refused.value) for fault in found)


def test_every_saying_has_a_problem_and_a_hint():
    assert all(problem.endswith(".") and hint.endswith(".") for problem, hint in SAYINGS.values())


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<rect onload="x()"/>',
        '<a href="javascript:x()"><rect/></a>',
        '<image href="https://example.org/x.png"/>',
        "<style>@import url(//x)</style>",
        "<foreignObject><p>x</p></foreignObject>",
        '<rect fill="url(https://example.org)"/>',
        '<use href="#a"/>',
        '<rect fill="&#106;avascript:"/>',
        '<animate attributeName="href"/>',
    ],
)
def test_an_image_that_acts_or_looks_outside_is_refused(inner):
    assert not is_fine(svg(inner))


def test_a_plain_drawing_is_fine():
    inner = (
        '<linearGradient id="g"><stop stop-color="red"/></linearGradient><rect fill="url(#g)"/>'
    )
    assert is_fine(svg(inner))


@pytest.mark.parametrize(
    "address",
    [
        "data:image/gif;base64,R0lGODlhAQABAAAAACw=",
        "data:text/html;base64,PGI+",
        "data:image/png;base64,PGI+",
        "data:image/png,iVBORw0KGgo=",
        "data:image/png;base64,iVBORw0KGgo= onerror=x",
        "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * LARGEST_LOGO).decode(),
        "data:image/svg+xml;base64," + base64.b64encode("<svg/>".encode("utf-16")).decode(),
        "data:image/svg+xml;base64," + base64.b64encode(b"<!DOCTYPE svg><svg></svg>").decode(),
    ],
)  # fmt: skip
def test_what_is_no_small_image_is_refused(address):
    assert not is_fine(address)
