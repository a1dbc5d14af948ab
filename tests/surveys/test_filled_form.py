"""What somebody posts is taken as it is meant, or told why not; and nothing else comes through."""

from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.surveys.example import (
    CHANNEL,
    DAY,
    DRIVERS,
    EFFORT,
    EXAMPLE,
    MARK,
    NPS,
    REASONS,
    SAID,
    WHY,
)

from luister.surveys.filled_form import LONGEST_TEXT, Problem, checked

FREE_WHY = replace(WHY, show_if=EXAMPLE.pages[0].show_if)


def posted(item, **values):
    return checked([item], {name: list(value) for name, value in values.items()}, {})


@pytest.mark.parametrize(
    ("item", "value"),
    [(NPS, "0"), (NPS, "10"), (EFFORT, "5"), (MARK, "1"), (CHANNEL, "shop"), (DAY, "2026-02-28")],
)
def test_an_answer_that_can_be_given_is_kept(item, value):
    assert posted(item, **{item.id: [value]}).given == {item.id: (value,)}


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (NPS, "11"),
        (NPS, "-1"),
        (NPS, "7.5"),
        (NPS, "07"),
        (NPS, "٧"),
        (NPS, "1e0"),
        (EFFORT, "6"),
        (MARK, "0"),
        (CHANNEL, "fax"),
        (CHANNEL, "Phone"),
        (NPS, "~"),
    ],
)
def test_an_answer_off_the_scale_is_no_option(item, value):
    found = posted(item, **{item.id: [value]})
    assert (found.given, found.problems) == ({}, (Problem(item.id, "not an option"),))


@pytest.mark.parametrize("value", ["28-02-2026", "2026-02-30", "yesterday", "2026-13-01"])
def test_a_day_that_is_none_is_told(value):
    assert posted(DAY, day=[value]).problems == (Problem("day", "not a date"),)


def test_a_required_question_left_open_is_told():
    assert posted(NPS).problems == (Problem("nps", "required"),)
    assert posted(NPS, nps=["  "]).problems == (Problem("nps", "required"),)


def test_what_is_not_required_may_be_left_open():
    assert posted(MARK).problems == ()
    assert posted(MARK).given == {}


def test_no_opinion_is_an_answer_where_it_may_be_chosen():
    assert posted(EFFORT, effort=["~"]).given == {"effort": ("~",)}
    required = replace(EFFORT, is_required=True)
    assert posted(required, effort=["~"]).problems == ()


def test_every_aspect_is_a_field_and_each_is_required():
    required = replace(DRIVERS, is_required=True)
    found = checked([required], {"drivers.speed": ["4"]}, {})
    assert found.given == {"drivers.speed": ("4",)}
    assert found.problems == (Problem("drivers.tone", "required"),)


def test_several_options_are_kept_each_once():
    found = posted(REASONS, reasons=["move", "bill", "move"])
    assert found.given == {"reasons": ("move", "bill")}


def test_one_wrong_option_among_several_is_told():
    assert posted(REASONS, reasons=["move", "x"]).problems == (
        Problem("reasons", "not an option"),
    )


def test_no_opinion_beside_options_stands_alone():
    free = replace(REASONS, has_no_opinion=True)
    assert posted(free, reasons=["move", "~"]).given == {"reasons": ("~",)}


def test_of_two_values_of_one_question_the_last_counts():
    assert posted(NPS, nps=["3", "8"]).given == {"nps": ("8",)}


def test_own_words_are_kept_only_beside_their_option():
    found = checked([CHANNEL], {"channel": ["other"], "channel.other.text": ["by post"]}, {})
    assert found.given["channel.other.text"] == ("by post",)
    found = checked([CHANNEL], {"channel": ["shop"], "channel.other.text": ["by post"]}, {})
    assert found.given == {"channel": ("shop",)}
    found = checked([CHANNEL], {"channel": ["shop"], "channel.shop.text": ["no field"]}, {})
    assert found.given == {"channel": ("shop",)}


def test_a_text_of_the_longest_length_is_kept_and_one_more_is_told():
    assert posted(FREE_WHY, why=["x" * LONGEST_TEXT]).given == {"why": ("x" * LONGEST_TEXT,)}
    found = posted(FREE_WHY, why=["x" * (LONGEST_TEXT + 1)])
    assert (found.given, found.problems) == ({}, (Problem("why", "too long"),))


def test_control_characters_and_broken_letters_are_dropped_and_lines_stay():
    hostile = "a\x00b\x1b[31mc\ud800d\n<script>alert(1)</script>\u202eevil\t=1+1"
    kept = posted(FREE_WHY, why=[hostile]).given["why"][0]
    assert kept == "ab[31mcd\n<script>alert(1)</script>\u202eevil\t=1+1"
    kept.encode("utf-8")


def test_a_lone_tilde_is_a_text():
    assert posted(FREE_WHY, why=["~"]).given == {"why": ("~",)}


def test_a_statement_takes_nothing():
    assert posted(SAID, said=["x"]) == checked([SAID], {}, {})


def test_what_the_answers_do_not_lead_to_is_passed_over():
    items = EXAMPLE.pages[0].items
    found = checked(items, {"nps": ["9"], "why": ["slow"], "well": ["fast"]}, {})
    assert found.given == {"nps": ("9",), "well": ("fast",)}
    required = replace(WHY, is_required=True)
    assert checked([NPS, required], {"nps": ["9"]}, {}).problems == ()
    assert checked([NPS, required], {"nps": ["2"]}, {}).problems == (Problem("why", "required"),)


def test_fields_that_are_not_on_the_page_come_to_nothing():
    assert checked([MARK], {"nps": ["9"], "mark": ["7"], "__proto__": ["x"]}, {}).given == {
        "mark": ("7",)
    }


@for_all(
    st.dictionaries(st.sampled_from([name for name, _ in EXAMPLE.fields()]), st.lists(st.text()))
)
def test_whatever_is_posted_only_what_can_be_given_is_kept(values):
    found = checked(EXAMPLE.items, values, {})
    for name, kept in found.given.items():
        assert checked(EXAMPLE.items, {**values, name: list(kept)}, {}).given[name] == kept
    assert not {problem.field for problem in found.problems} & set(found.given)
