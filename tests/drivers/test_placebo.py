"""What a rating does beyond a placebo: fair to ratings that often do not apply, and to those that go down."""

import numpy as np
import pytest

from luister.drivers.report import driver_report
from luister.estimates.driver_request import DriverRequest
from luister.events.answer import AnswerStatus
from luister.events.rated_answers import RatedAnswers, RatedColumn

FORMS = 2000


def found(worth, *, applies=None, placebo="", seed=3):
    """Ratings of one mood, which lowers those that are worth less than nothing; poor where they are worth anything.

    Those of `applies` are there for a part of the forms only.
    """
    rng = np.random.default_rng(seed)
    mood = rng.standard_normal(FORMS)
    own = rng.standard_normal((FORMS, len(worth)))
    used = rng.random(own.shape) < [(applies or {}).get(name, 1.0) for name in worth]
    level = [2.8 if size else 3.4 for size in worth.values()]
    way = [-1.0 if size < 0 else 1.0 for size in worth.values()]
    ratings = np.clip(np.rint(level + 0.8 * mood[:, None] * way + 0.8 * own), 1, 5)
    felt = 1.2 * mood + (used * own) @ list(worth.values()) + rng.standard_normal(FORMS)
    values = np.column_stack((np.where(used, ratings, np.nan), np.clip(np.rint(6 + felt), 0, 10)))
    status = np.where(np.isnan(values), AnswerStatus.NOT_APPLICABLE, AnswerStatus.ANSWERED)
    columns = (
        *(RatedColumn(name, name, 1, 5, "rating") for name in worth),
        RatedColumn("y", "y", 0, 10, "nps"),
    )
    answers = RatedAnswers(columns, values, status.astype(np.int8))
    asked = DriverRequest(survey="", outcome="y", drivers=tuple(worth), placebo=placebo)
    report = driver_report(answers, asked)
    return report, {line.name: line for line in report.lines}


def test_a_placebo_that_seldom_applies_makes_no_cause_of_what_always_does():
    """With 70 % of the forms without it, the others carry its part of the mood there."""
    _report, lines = found(
        {"wait": 0.8, "desk": 0.0, "logo": 0.0}, applies={"logo": 0.3}, placebo="logo"
    )

    assert not lines["desk"].is_more_than_mood
    assert lines["wait"].is_more_than_mood
    assert lines["desk"].reading == "leave"


def test_the_one_rating_that_always_applies_is_not_picked_for_want_of_another():
    report, lines = found(
        {"wait": 0.8, "desk": 0.0, "logo": 0.0}, applies={"desk": 0.7, "logo": 0.7}
    )

    assert report.placebo in {"desk", "logo"}
    assert lines["wait"].is_more_than_mood


def test_what_lowers_the_outcome_is_a_knob_where_it_does_more_than_a_mood_would():
    _report, lines = found({"noise": -1.2, "desk": 0.0, "logo": 0.0}, placebo="logo")

    assert lines["noise"].effect.high < 0
    assert lines["noise"].beyond_placebo.high < 0
    assert lines["noise"].is_more_than_mood
    assert next(iter(lines)) == "noise"


@pytest.mark.parametrize("placebo", ["logo", ""])
def test_a_reading_is_clear_only_where_somebody_named_a_placebo(placebo):
    _report, lines = found({"wait": 1.2, "desk": 0.0, "logo": 0.0}, placebo=placebo)

    assert lines["wait"].reading != "leave"
    assert lines["wait"].is_clear == bool(placebo)
