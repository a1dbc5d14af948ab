"""The example on the page about metrics gives what the page says."""

import doctest
from pathlib import Path

from luister.estimates.counts import unweighted
from luister.events.answer import Scale
from luister.metrics.catalogue import BUILT_IN, metric
from luister.metrics.estimation import estimate
from luister.metrics.own import own_metric

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_the_example_runs():
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted > 4
    assert result.failed == 0


def test_every_metric_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    assert [one.id for one in BUILT_IN if f"`{one.id}`" not in text and "1box" not in one.id] == []


def test_the_definition_on_the_page_is_accepted():
    definition = PAGE.read_text(encoding="utf-8").split("```toml")[1].split("```")[0]
    assert own_metric("promise_kept", definition).label == "Promise kept"


def test_the_numbers_on_the_page_are_right():
    effort, marks = {7: 40, 6: 30, 4: 20, 2: 10}, {9: 20, 8: 40, 7: 25, 5: 10, 3: 5}
    told = {
        ("ces", "ces:1-7"): (effort, (5.60, 5.26, 5.91)),
        ("ces_easy", "ces:1-7"): (effort, (70, 60.4, 78.1)),
        ("mark", "mark:1-10"): (marks, (7.40, 7.08, 7.68)),
        ("mark_high", "mark:1-10"): (marks, (60, 50.2, 69.0)),
        ("mark_low", "mark:1-10"): (marks, (15, 9.2, 23.4)),
        ("partial_rate", "response"): ({1: 90, 0: 10}, (10, 5.4, 17.7)),
    }
    for (name, code), (counts, numbers) in told.items():
        found = estimate(metric(name), unweighted(counts), Scale.from_code(code))
        for exact, shown in zip((found.value, found.low, found.high), numbers, strict=True):
            assert abs(exact - shown) < 0.06
