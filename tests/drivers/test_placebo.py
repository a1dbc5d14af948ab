"""What a rating does beyond a placebo: fair to ratings that often do not apply, and to those that go down."""

from dataclasses import replace

import numpy as np
import pytest

from luister.drivers.report import driver_report
from luister.errors import UnknownNameError
from luister.estimates.driver_request import DriverRequest
from luister.events.answer import AnswerStatus
from luister.events.rated_answers import RatedAnswers, RatedColumn
from luister.loop.suppose import supposed_of

FORMS, FEW = 2000, 500


def found(worth, *, applies=None, placebo="", seed=3, forms=FORMS):
    """Ratings of one mood, which lowers those that are worth less than nothing; poor where they are worth anything.

    Those of `applies` are there for a part of the forms only.
    """
    rng = np.random.default_rng(seed)
    mood = rng.standard_normal(forms)
    own = rng.standard_normal((forms, len(worth)))
    used = rng.random(own.shape) < [(applies or {}).get(name, 1.0) for name in worth]
    level = [2.8 if size else 3.4 for size in worth.values()]
    way = [-1.0 if size < 0 else 1.0 for size in worth.values()]
    ratings = np.clip(np.rint(level + 0.8 * mood[:, None] * way + 0.8 * own), 1, 5)
    felt = 1.2 * mood + (used * own) @ list(worth.values()) + rng.standard_normal(forms)
    values = np.column_stack((np.where(used, ratings, np.nan), np.clip(np.rint(6 + felt), 0, 10)))
    status = np.where(np.isnan(values), AnswerStatus.NOT_APPLICABLE, AnswerStatus.ANSWERED)
    columns = (
        *(RatedColumn(name, name, 1, 5, "rating") for name in worth),
        RatedColumn("y", "y", 0, 10, "nps"),
    )
    answers = RatedAnswers(columns, values, status.astype(np.int8))
    asked = DriverRequest(survey="", outcome="y", drivers=tuple(worth), placebo=placebo)
    report = driver_report(answers, asked)
    return report, {line.name: line for line in report.lines}, answers


def test_a_placebo_that_seldom_applies_makes_no_cause_of_what_always_does():
    """With 70 % of the forms without it, the others carry its part of the mood there."""
    _report, lines, _ = found(
        {"wait": 0.8, "desk": 0.0, "logo": 0.0}, applies={"logo": 0.3}, placebo="logo"
    )

    assert not lines["desk"].is_more_than_mood
    assert lines["wait"].is_more_than_mood
    assert lines["desk"].reading == "leave"


def test_the_one_rating_that_always_applies_is_not_picked_for_want_of_another():
    report, lines, _ = found(
        {"wait": 0.8, "desk": 0.0, "logo": 0.0}, applies={"desk": 0.7, "logo": 0.7}
    )

    assert report.placebo in {"desk", "logo"}
    assert lines["wait"].is_more_than_mood


def test_what_lowers_the_outcome_is_a_knob_where_it_does_more_than_a_mood_would():
    _report, lines, _ = found({"noise": -1.2, "desk": 0.0, "logo": 0.0}, placebo="logo")

    assert lines["noise"].effect.high < 0
    assert lines["noise"].beyond_placebo.high < 0
    assert lines["noise"].is_more_than_mood
    assert next(iter(lines)) == "noise"


@pytest.mark.parametrize("placebo", ["logo", ""])
def test_a_reading_is_clear_only_where_somebody_named_a_placebo(placebo):
    _report, lines, _ = found({"wait": 1.2, "desk": 0.0, "logo": 0.0}, placebo=placebo)

    assert lines["wait"].reading != "leave"
    assert lines["wait"].is_clear == bool(placebo)


BOTH = {"wait": 1.0, "desk": 1.0}


@pytest.fixture(scope="module")
def small():
    return found({"wait": 0.8, "desk": 0.5, "logo": 0.0}, placebo="logo", forms=FEW)


def test_one_driver_beyond_the_placebo_is_what_its_line_says_times_the_room(small):
    report, lines, answers = small

    alone = supposed_of(report, answers, {"wait": 1.0}, weighted=False)

    assert alone.beyond.value == pytest.approx(
        lines["wait"].beyond_placebo.value * lines["wait"].room, rel=1e-6
    )
    assert alone.beyond.low == pytest.approx(
        lines["wait"].beyond_placebo.low * lines["wait"].room, rel=1e-6
    )


def test_two_together_lose_the_mood_twice_and_keep_what_they_do():
    report, _, answers = found({"wait": 0.5, "desk": 0.3, "logo": 0.0}, placebo="logo", forms=FEW)

    both = supposed_of(report, answers, BOTH, weighted=False)
    alone = [supposed_of(report, answers, {name: 1.0}, weighted=False) for name in BOTH]

    assert both.change.gain.low < both.change.gain.value
    assert both.beyond.value < both.change.gain.value
    # Steps of the outcome lie closer in some places than in others: together is not quite the sum.
    apart = sum(one.beyond.value for one in alone)
    assert 0.8 * apart < both.beyond.value < 1.2 * apart
    # Both are held against one placebo: their doubts go together, and are less than their sum.
    widths = [one.beyond.high - one.beyond.low for one in (both, *alone)]
    assert max(widths[1:]) < widths[0] < sum(widths[1:])
    assert both.is_more_than_mood


def test_what_only_moves_with_the_mood_is_no_more_together_than_alone():
    report, _, answers = found(
        {"wait": 0.0, "desk": 0.0, "logo": 0.0}, placebo="logo", seed=5, forms=FEW
    )

    both = supposed_of(report, answers, BOTH, weighted=False)

    assert both.change.gain.low > 0
    assert both.beyond.low < 0 < both.beyond.high
    assert not both.is_more_than_mood


def test_a_placebo_that_was_picked_makes_doubts_add_up():
    worth = {"wait": 1.2, "desk": 0.9, "logo": 0.0}
    report, _, answers = found(worth, forms=FEW)
    assert report.placebo == "logo"

    both = supposed_of(report, answers, BOTH, weighted=False)
    alone = [supposed_of(report, answers, {name: 1.0}, weighted=False) for name in BOTH]

    widths = [one.beyond.high - one.beyond.low for one in (both, *alone)]
    assert widths[0] == pytest.approx(sum(widths[1:]), rel=1e-6)


def test_a_driver_that_often_does_not_apply_is_held_to_the_placebo_where_both_apply():
    report, lines, answers = found(
        {"wait": 0.8, "desk": 0.5, "logo": 0.0}, applies={"desk": 0.5}, placebo="logo"
    )
    assert (lines["wait"].is_among_both, lines["desk"].is_among_both) == (False, True)

    both = supposed_of(report, answers, BOTH, weighted=False).beyond
    wait = supposed_of(report, answers, {"wait": 1.0}, weighted=False).beyond
    desk = lines["desk"].beyond_placebo

    assert both.value == pytest.approx(wait.value + lines["desk"].room * desk.value, rel=1e-3)
    assert both.high - both.low > wait.high - wait.low


def test_nothing_is_told_of_the_placebo_alone_or_of_a_report_from_before(small):
    report, _, answers = small
    old = replace(report, placebo_margin=None)

    assert supposed_of(report, answers, {"logo": 1.0}, weighted=False).beyond is None
    assert supposed_of(old, answers, BOTH, weighted=False).beyond is None
    with pytest.raises(UnknownNameError, match="'queue' is no driver here"):
        supposed_of(report, answers, {"queue": 1.0}, weighted=False)
