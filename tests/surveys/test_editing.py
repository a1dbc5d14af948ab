import pytest

from luister.errors import UnknownNameError
from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Option, Page, SurveyDefinition
from luister.surveys.editing import (
    code_of,
    fresh_id,
    items_before,
    options_of_lines,
    place_of,
    with_item,
    with_item_changed,
    with_item_moved,
    with_page,
    with_page_moved,
    without_item,
    without_page,
)


def item(name, **more):
    return Item(id=name, kind="text", text={"nl": name}, **more)


def survey(*pages):
    return SurveyDefinition(
        name="test",
        kind="other",
        languages=("nl",),
        title={"nl": "Test"},
        pages=tuple(Page(items=tuple(items)) for items in pages),
    )


def ids(found):
    return [[one.id for one in page.items] for page in found.pages]


def test_an_item_comes_at_the_end_of_its_page_or_at_its_place():
    begun = survey([item("a"), item("b")], [])
    assert ids(with_item(begun, 0, item("c"))) == [["a", "b", "c"], []]
    assert ids(with_item(begun, 0, item("c"), place=1)) == [["a", "c", "b"], []]
    assert ids(with_item(begun, 1, item("c"))) == [["a", "b"], ["c"]]


def test_an_item_moves_within_its_page_and_over_its_edge():
    begun = survey([item("a"), item("b")], [item("c")])
    assert ids(with_item_moved(begun, "b", up=True)) == [["b", "a"], ["c"]]
    assert ids(with_item_moved(begun, "b", up=False)) == [["a"], ["b", "c"]]
    assert ids(with_item_moved(begun, "c", up=True)) == [["a", "b", "c"], []]


def test_the_first_item_cannot_go_up_nor_the_last_down():
    begun = survey([item("a")], [item("b")])
    assert with_item_moved(begun, "a", up=True) == begun
    assert with_item_moved(begun, "b", up=False) == begun


def test_conditions_follow_an_item_to_its_new_id():
    on_a = Condition(((Check("a", "answered"), Check("m.speed", "at most", ("2",))),))
    begun = survey([item("a"), item("m")], [item("b", show_if=on_a)])
    changed = with_item_changed(with_item_changed(begun, "a", item("first")), "m", item("rated"))
    assert changed.pages[1].items[0].show_if.fields == ("first", "rated.speed")


def test_a_condition_on_a_removed_item_stays_to_be_mended():
    on_a = Condition(((Check("a", "answered"),),))
    begun = survey([item("a")], [item("b", show_if=on_a)])
    changed = without_item(begun, "a")
    assert ids(changed) == [[], ["b"]]
    assert changed.pages[1].items[0].show_if == on_a


def test_pages_are_added_moved_and_removed():
    begun = with_page(survey([item("a")], [item("b")]), Page(items=()))
    assert ids(begun) == [["a"], ["b"], []]
    assert ids(with_page_moved(begun, 1, up=True)) == [["b"], ["a"], []]
    assert with_page_moved(begun, 0, up=True) == begun
    assert ids(without_page(begun, 0)) == [["b"], []]


def test_what_is_not_there_is_told():
    begun = survey([item("a")])
    with pytest.raises(UnknownNameError, match="no question 'z'"):
        place_of(begun, "z")
    with pytest.raises(UnknownNameError, match="no page 3"):
        with_item(begun, 2, item("b"))


def test_only_what_is_asked_before_comes_before():
    begun = survey([item("a"), item("b")], [item("c"), item("d")])
    assert [one.id for one in items_before(begun, "d")] == ["a", "b", "c"]
    assert items_before(begun, "a") == ()


def test_a_fresh_id_is_nobody_elses():
    begun = survey([item("text"), item("text_2")])
    assert (fresh_id(begun, "text"), fresh_id(begun, "nps")) == ("text_3", "nps")


def test_lines_become_options_with_codes_of_their_own():
    lines = "price = The price\n\nThe service\nThe service\n a = b = c"
    found = options_of_lines(lines, "en", taken={"price"})
    assert found == (
        Option("price_2", {"en": "The price"}),
        Option("the_service", {"en": "The service"}),
        Option("the_service_2", {"en": "The service"}),
        Option("a", {"en": "b = c"}),
    )


@pytest.mark.parametrize("text", ["", "   ", "→", "日本語"])
def test_a_text_without_plain_letters_still_gets_a_code(text):
    assert code_of(text) == "option"
