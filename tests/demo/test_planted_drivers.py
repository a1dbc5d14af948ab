"""What was planted in complaints is found among its drivers; what does nothing is called no cause."""

from datetime import date

import numpy as np
import pytest

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.questionnaire import items
from luister.drivers.report import driver_report
from luister.estimates.driver_request import DriverRequest
from luister.events.rated_answers import RatedAnswers, RatedColumn

DRIVERS = ("reachability", "listening", "speed", "solution")


@pytest.fixture(scope="module")
def found():
    rng = np.random.default_rng(20261124)
    batches = generate_survey("complaints", answers=12_000, end=date(2026, 11, 24), rng=rng)
    rows = [batch.rows for batch in batches]
    names = (*DRIVERS, "nps")
    scales = {item.question.id: item.question.scale for item in items("complaints")}

    def cells(kind, name):
        return np.concatenate(
            [one[f"{kind}.{name}"].to_numpy(zero_copy_only=False) for one in rows]
        )

    answers = RatedAnswers(
        tuple(
            RatedColumn(name, name, scales[name].low, scales[name].high, scales[name].kind)
            for name in names
        ),
        np.column_stack([cells("value", name).astype(float) for name in names]),
        np.column_stack([cells("status", name) for name in names]).astype(np.int8),
    )
    asked = DriverRequest(
        survey="complaints", outcome="nps", drivers=DRIVERS, placebo="reachability"
    )
    return {line.name: line for line in driver_report(answers, asked).lines}


def test_the_planted_wait_is_the_first_knob_and_more_than_a_mood(found):
    assert next(iter(found)) == "speed"
    assert found["speed"].beyond_placebo.low > 0


def test_what_nothing_was_planted_in_does_least_and_stands_for_the_mood_of_the_day(found):
    least = min(found.values(), key=lambda line: line.effect.value)

    assert least.name == "reachability"
    assert least.beyond_placebo is None
    assert least.reading != "much to gain"
