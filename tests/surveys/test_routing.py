"""The way through a survey: branches, the way back, early ends and shuffled orders."""

from dataclasses import replace

import pytest
from tests.surveys.example import DRIVERS, EXAMPLE, NPS, REASONS, WELL, WHY, filling, walked, when

from luister.surveys.condition import ALWAYS, Condition
from luister.surveys.definition import Item, Page, SurveyDefinition
from luister.surveys.routing import (
    first_page,
    kept_answers,
    page_after,
    path,
    shown_items,
    shown_options,
)


def survey(*pages):
    return SurveyDefinition(name="s", kind="other", languages=("nl",), title={}, pages=pages)


@pytest.mark.parametrize(("score", "shown"), [("3", "why"), ("7", None), ("10", "well")])
def test_the_follow_up_goes_by_the_score(score, shown):
    items = shown_items(EXAMPLE.pages[0], {"nps": (score,)}, order_seed="a")
    assert [item.id for item in items] == ["nps", *([shown] if shown else [])]


def test_a_page_of_which_nothing_is_shown_is_passed_over():
    ways = survey(Page(items=(NPS,)), Page(items=(WHY,)), Page(items=(WELL,)))
    assert path(ways, {"nps": ("2",)}) == (0, 1)
    assert path(ways, {"nps": ("9",)}) == (0, 2)
    assert path(ways, {"nps": ("8",)}) == (0,)


def test_a_hidden_page_is_passed_over():
    assert 2 not in path(EXAMPLE, {"nps": ("8",), "channel": ("shop",)})


def test_the_survey_ends_where_the_page_says_so():
    assert page_after(EXAMPLE, 0, {"nps": ("0",)}) is None
    assert page_after(EXAMPLE, 0, {"nps": ("1",)}) == 1


def test_a_page_that_always_ends_ends():
    ways = survey(Page(items=(NPS,), end_if=Condition()), Page(items=(DRIVERS,)))
    assert path(ways, {"nps": ("5",)}) == (0,)


def test_a_survey_that_asks_nothing_has_no_first_page():
    assert (
        first_page(survey(Page(items=(replace(WHY, show_if=when("nps", "is", "1")),))), {}) is None
    )


def test_the_path_may_be_told_as_far_as_a_page():
    assert path(EXAMPLE, {"nps": ("5",)}, upto=1) == (0, 1)


def test_an_answer_of_the_way_not_taken_is_left_out():
    given = {"nps": ("9",), "why": ("slow",), "well": ("fast",)}
    assert kept_answers(EXAMPLE, given, path(EXAMPLE, given)) == {"nps": ("9",), "well": ("fast",)}


def test_what_hangs_on_an_answer_left_out_is_left_out_too():
    first = Item(id="a", kind="text", text={}, show_if=when("nps", "is", "1"))
    second = Item(id="b", kind="text", text={}, show_if=when("a", "answered"))
    ways = survey(Page(items=(NPS, first, second)))
    given = {"nps": ("5",), "a": ("x",), "b": ("y",)}
    assert kept_answers(ways, given, (0,)) == {"nps": ("5",)}


def test_own_words_stay_with_their_option():
    given = {"nps": ("8",), "channel": ("other",), "channel.other.text": ("post",)}
    assert kept_answers(EXAMPLE, given, (0, 1))["channel.other.text"] == ("post",)


def test_the_same_seed_gives_the_same_order():
    page = replace(EXAMPLE.pages[1], is_shuffled=True)
    for seed in ("a", "b", "c"):
        once = [item.id for item in shown_items(page, {}, order_seed=seed)]
        assert once == [item.id for item in shown_items(page, {}, order_seed=seed)]
        assert sorted(once) == ["channel", "reasons"]


def test_other_seeds_give_other_orders():
    orders = {
        tuple(one.code for one in shown_options(REASONS, order_seed=str(seed)))
        for seed in range(50)
    }
    assert len(orders) > 1


def test_an_option_with_own_words_stays_last():
    for seed in range(50):
        codes = [one.code for one in shown_options(REASONS, order_seed=str(seed))]
        assert set(codes[2:]) == {"fault", "else"}


def test_aspects_are_shuffled_and_what_is_not_shuffled_stands_still():
    orders = {
        tuple(one.code for one in shown_options(DRIVERS, order_seed=str(n))) for n in range(50)
    }
    assert orders == {("speed", "tone"), ("tone", "speed")}
    still = replace(REASONS, is_shuffled=False)
    assert shown_options(still, order_seed="x") == REASONS.options


def test_who_walks_through_leaves_exactly_the_answers_that_stand():
    for seed in range(200):
        pages, given = walked(EXAMPLE, filling(EXAMPLE, seed))
        assert path(EXAMPLE, given) == pages
        assert kept_answers(EXAMPLE, given, pages) == given


def test_a_condition_without_groups_always_holds():
    assert ALWAYS.holds({})
