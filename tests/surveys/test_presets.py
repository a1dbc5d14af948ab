"""Every preset is sound, short, balanced and in both languages; and the length meter tells what it costs."""

from dataclasses import replace

import pytest
from tests.surveys.example import (
    DRIVERS,
    EFFORT,
    EXAMPLE,
    NPS,
    SAID,
    WELL,
    WHY,
    both,
    filling,
    walked,
    when,
)

from luister.surveys.definition import KINDS, Item, Page, SurveyDefinition
from luister.surveys.definition_file import dump, load
from luister.surveys.length import Range, length_of
from luister.surveys.presets import presets
from luister.surveys.validation import faults
from luister.surveys.wording import reworded, with_wordings

every_preset = pytest.mark.parametrize("preset", presets(), ids=lambda one: one.name)


def survey(*pages):
    return SurveyDefinition(
        name="s", kind="other", languages=("nl", "en"), title=both("a", "b"), pages=pages
    )


def test_there_is_one_for_every_kind():
    assert [one.name for one in presets()] == [kind for kind in KINDS if kind != "other"]
    assert all(one.kind == one.name for one in presets())


@every_preset
def test_a_preset_is_sound_and_comes_back_from_its_file(preset):
    assert faults(preset) == ()
    assert load(dump(preset)) == preset


@every_preset
def test_a_preset_has_at_most_five_questions(preset):
    assert len([item for item in preset.items if item.kind != "statement"]) <= 5


@every_preset
def test_only_the_first_question_is_required_and_it_stands_for_the_survey(preset):
    first, *others = preset.items
    assert (first.is_required, first.is_headline, first.is_rated) == (True, True, True)
    assert not any(item.is_required or item.is_headline for item in others)


@every_preset
def test_both_ends_of_every_scale_have_words(preset):
    for item in preset.items:
        if item.is_rated or item.kind == "matrix":
            assert all(item.low.values()), item.id
            assert all(item.high.values()), item.id


@every_preset
def test_who_is_not_content_is_asked_why_and_who_is_what_went_well_and_nobody_both(preset):
    first = preset.items[0]
    low, high = (str(int(end)) for end in (first.asked_scale.low, first.asked_scale.high))
    asked = {}
    for score in (low, high):
        given = {first.id: (score,)}
        asked[score] = {item.id for item in preset.items if item.show_if.holds(given)}
    assert "why" in asked[low] - asked[high]
    assert "well" in asked[high] - asked[low]


@every_preset
def test_the_length_meter_tells_a_preset_as_a_few_minutes_at_most(preset):
    length = length_of(preset)
    assert length.seconds.high <= 240
    assert 0 < length.finish.low < length.finish.high < 100
    assert length.warnings == ()


def test_each_question_costs_time_and_people():
    costs = {one.item: one for one in length_of(EXAMPLE).items}
    assert set(costs) == {item.id for item in EXAMPLE.items}
    assert costs["why"].seconds.high > costs["nps"].seconds.high
    assert costs["drivers"].seconds == Range(12.0, 20.0)
    assert costs["drivers"].lost.low == pytest.approx(0.12)
    assert costs["said"].lost.low == 0
    assert all(
        one.seconds.low <= one.seconds.high and one.lost.low <= one.lost.high
        for one in costs.values()
    )


def test_more_questions_take_longer_and_fewer_people_finish():
    short, long = (
        length_of(survey(Page(items=items))) for items in ((NPS,), (NPS, EFFORT, DRIVERS))
    )
    assert short.seconds.low < long.seconds.low
    assert short.finish.low > long.finish.low
    assert short.finish.high > long.finish.high


def test_what_excludes_each_other_is_not_counted_twice():
    length = length_of(survey(Page(items=(NPS, WHY, WELL))))
    assert length.questions == Range(1, 2)
    assert length.seconds.high == 20 + 120


def test_an_early_end_makes_the_shortest_way():
    length = length_of(
        survey(Page(items=(NPS,), end_if=when("nps", "is", "0")), Page(items=(EFFORT,)))
    )
    assert (length.questions, length.pages) == (Range(1, 2), Range(1, 2))


def test_every_way_somebody_takes_lies_within_what_the_meter_tells():
    length = length_of(EXAMPLE)
    for seed in range(200):
        pages, given = walked(EXAMPLE, filling(EXAMPLE, seed, leaves_open=0))
        asked = sum(
            item.kind != "statement" and item.show_if.holds(given)
            for number in pages
            for item in EXAMPLE.pages[number].items
        )
        assert length.pages.low <= len(pages) <= length.pages.high
        assert length.questions.low <= asked <= length.questions.high


def test_too_many_ways_are_bounded_by_all_and_by_what_everybody_sees():
    items = [replace(EFFORT, id=f"q{n}") for n in range(14)]
    hidden = [replace(EFFORT, id=f"h{n}", show_if=when(f"q{n}", "is", "1")) for n in range(14)]
    length = length_of(survey(Page(items=tuple(items)), Page(items=tuple(hidden))))
    assert length.questions == Range(14, 28)


def test_an_open_question_first_is_a_warning():
    opens = Item(id="a", kind="text", text=both("Vertel", "Tell us"))
    assert length_of(survey(Page(items=(SAID, opens)))).warnings == ("open first",)


def test_a_survey_without_questions_costs_nothing():
    assert length_of(survey()).seconds == Range(0, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": both("Anders?", NPS.text["en"])},
        {"low": both("Nee", "Never")},
        {"kind": "mark"},
        {"has_no_opinion": True},
    ],
)
def test_other_words_or_another_scale_are_another_wording(changes):
    before = survey(Page(items=(replace(NPS, wording=4), EFFORT)))
    now = survey(Page(items=(replace(NPS, **changes), EFFORT)))
    assert [item.id for item in reworded(now, before)] == ["nps"]
    assert [item.wording for item in with_wordings(now, before).items] == [5, 3]


def test_other_words_of_an_option_or_one_more_are_another_wording():
    aspects = DRIVERS.aspects
    for parts in ((replace(aspects[0], text=both("Vlug", "Speed")), aspects[1]), aspects[:1]):
        now = survey(Page(items=(replace(DRIVERS, aspects=parts),)))
        assert len(reworded(now, survey(Page(items=(DRIVERS,))))) == 1


def test_a_translation_another_order_or_place_changes_nothing():
    before = survey(Page(items=(replace(DRIVERS, wording=2), NPS)))
    text = {**DRIVERS.text, "de": "Wie?"}
    turned = replace(
        DRIVERS, text=text, aspects=DRIVERS.aspects[::-1], touchpoint="shop", is_required=True
    )
    now = survey(Page(items=(NPS,)), Page(items=(turned, WHY)))
    assert reworded(now, before) == ()
    assert [item.wording for item in with_wordings(now, before).items] == [1, 2, 1]
