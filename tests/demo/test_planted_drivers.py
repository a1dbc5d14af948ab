"""What was planted to count is found among the drivers, with its size; what was not is called no cause."""

from datetime import date

import numpy as np
import pytest

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.causes import story
from luister.demo.energy.questionnaire import items
from luister.drivers.report import driver_report
from luister.estimates.driver_request import DriverRequest
from luister.events.rated_answers import RatedAnswers, RatedColumn

END = date(2026, 11, 24)
PLACEBOS = {
    "relation": "invoice",
    "moving": "meter_reading",
    "complaints": "reachability",
    "payment": "arrangement",
}
"""Of each survey a touchpoint that is worth nothing."""
SURVEYS = tuple(PLACEBOS)


def planted(survey):
    """What each touchpoint is worth, in NPS points for one of its own."""
    told = next(one for one in story(end=END).processes if one.survey == survey)
    touchpoints = [item.question.id for item in items(survey) if item.question.touchpoint]
    return {name: told.worth["nps"].get(name, 0) for name in touchpoints}


def rated(survey, *, forms, seed):
    rng = np.random.default_rng(seed)
    rows = [b.rows for b in generate_survey(survey, answers=forms, end=END, rng=rng)]
    names = (*planted(survey), "nps")
    scales = {item.question.id: item.question.scale for item in items(survey)}

    def cells(kind, name):
        return np.concatenate(
            [one[f"{kind}.{name}"].to_numpy(zero_copy_only=False) for one in rows]
        )

    return RatedAnswers(
        tuple(
            RatedColumn(name, name, scales[name].low, scales[name].high, scales[name].kind)
            for name in names
        ),
        np.column_stack([cells("value", name).astype(float) for name in names]),
        np.column_stack([cells("status", name) for name in names]).astype(np.int8),
    )


def found(survey, *, placebo="", forms=6_000, seed=20261124):
    drivers = tuple(planted(survey))
    asked = DriverRequest(survey=survey, outcome="nps", drivers=drivers, placebo=placebo)
    return driver_report(rated(survey, forms=forms, seed=seed), asked)


@pytest.fixture(scope="module", params=SURVEYS)
def report(request):
    return found(request.param, placebo=PLACEBOS[request.param])


def survey_of(report):
    return next(survey for survey, placebo in PLACEBOS.items() if placebo == report.placebo)


def test_every_touchpoint_that_was_planted_to_count_is_named_a_knob_and_no_other(report):
    worth = planted(survey_of(report))

    knobs = {line.name for line in report.lines if line.is_more_than_mood}

    assert knobs == {name for name, size in worth.items() if size}


def test_the_size_of_a_knob_is_that_which_was_planted(report):
    """Up to a third less: a rating in whole points up to five tells a part of what was felt only."""
    worth = planted(survey_of(report))

    for line in report.lines:
        if worth[line.name]:
            assert line.beyond_placebo.high > 0.67 * worth[line.name]
            assert line.beyond_placebo.low < 1.1 * worth[line.name]


def test_what_was_not_planted_is_to_be_left_and_stands_behind_what_was(report):
    worth = planted(survey_of(report))
    non_causes = [line for line in report.lines if not worth[line.name]]

    assert {line.reading for line in non_causes} == {"leave"}
    assert list(report.lines[-len(non_causes) :]) == non_causes


def test_a_mood_gives_what_does_nothing_an_effect_that_chance_does_not_explain(report):
    """So an interval of chance alone would call it a cause."""
    placebo = next(line for line in report.lines if line.name == report.placebo)

    assert placebo.effect.low > 5


def test_without_a_placebo_that_is_named_no_non_cause_is_called_a_cause_and_nothing_is_sure():
    report = found("moving")
    worth = planted("moving")

    knobs = [line for line in report.lines if line.is_more_than_mood]

    assert [line.name for line in knobs] == [name for name, size in worth.items() if size]
    assert not any(line.is_clear for line in knobs)
    assert "no_placebo" in report.notes
