"""Charts: what is drawn, what is told, and that nothing hostile gets in."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from luister.estimates.estimate import Estimate
from luister.estimates.report import Target
from luister_web.look.charts.distribution import distribution
from luister_web.look.charts.interval_bar import interval_bar
from luister_web.look.charts.plane import axis
from luister_web.look.charts.points import Bar, ChartMark, TrendLines, TrendPoint
from luister_web.look.charts.spark import spark
from luister_web.look.charts.stacked import stacked
from luister_web.look.charts.table_twin import table_twin
from luister_web.look.charts.trend import trend


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def points(*values):
    return [
        TrendPoint(
            label=f"{2015 + place}",
            days=(date(2015 + place, 1, 1), date(2015 + place, 12, 31)),
            estimate=None
            if value is None
            else Estimate(value, value - 3, value + 3, 100, "points"),
            note="too few answers",
        )
        for place, value in enumerate(values)
    ]


def drawn(*values, **more):
    return trend(points(*values), title="The course", description="From 1 to 2.", **more)


def test_a_trend_is_well_formed_and_says_what_it_is():
    root = ET.fromstring(drawn(10, 20, 15))
    assert root.find("title").text == "The course"
    assert root.find("desc").text == "From 1 to 2."
    assert root.attrib["role"] == "group"


def test_each_point_of_a_trend_tells_its_number_interval_and_n():
    assert "<title>2016: 20.0 (17.0 to 23.0), n 100</title>" in drawn(10, 20)


def test_a_hidden_period_breaks_the_line_and_says_why():
    chart = drawn(10, None, 15)
    assert chart.count('class="line"') == 2
    assert "<title>2016: too few answers</title>" in chart


def test_a_trend_draws_target_lower_bound_and_marks():
    mark = ChartMark("A", date(2016, 7, 1), "New <menu>")
    chart = drawn(10, 20, 15, lines=TrendLines(18, 12), marks=[mark])
    assert 'class="target"' in chart
    assert 'class="bound"' in chart
    assert "A: New &lt;menu&gt;" in chart


def test_a_mark_outside_the_days_is_not_drawn():
    assert "event" not in drawn(10, 20, marks=[ChartMark("A", date(2031, 1, 1), "later")])


def test_a_trend_without_points_draws_nothing():
    assert trend([], title="", description="") == ""


def test_no_chart_carries_an_inline_style_or_script():
    charts = (
        drawn(10, 20, lines=TrendLines(15)),
        spark([1, 2, 3], description="up", target=2),
        interval_bar(Estimate(10, 8, 12, 50, "points"), Target(11)),
        distribution([Bar("1", 3, "poor"), Bar("2", 9, "good")], title="t", description="d"),
        stacked([Bar("a", 1, "good"), Bar("b", 3, "poor")], title="t"),
        table_twin("caption", ["a", "b"], [["x", "1"]]),
    )
    for chart in charts:
        assert not re.search(r"\sstyle=|<script|\son\w+=", chart)


def test_hostile_words_are_made_tame_in_every_chart():
    wicked = '"><script>alert(1)</script>'
    charts = (
        trend(points(1, 2), title=wicked, description=wicked),
        distribution([Bar(wicked, 3, "calm", wicked)], title=wicked, description=wicked),
        stacked([Bar(wicked, 3, "calm")], title=wicked),
        table_twin(wicked, [wicked], [[wicked, (wicked, wicked)]]),
        spark([1, 2], description=wicked),
    )
    for chart in charts:
        assert "<script" not in chart
        assert "alert(1)&lt;/script&gt;" in chart


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [([39.8, 42.1], 39.8, 42.1), ([5.0], 5.0, 5.0), ([-3, 100], -3, 100), ([0, 0], 0, 0)],
)
def test_an_axis_holds_its_values_and_has_round_ticks(values, low, high):
    found = axis(values)
    assert found.low <= low
    assert found.high >= high
    assert 2 <= len(found.ticks) <= 9


def test_a_spark_line_of_one_value_is_nothing():
    assert spark([4.0], description="") == ""
    assert spark([None, None], description="") == ""


def test_an_interval_bar_is_not_drawn_for_a_count():
    assert interval_bar(Estimate(100, 100, 100, 100, "count")) == ""


def test_a_table_twin_has_a_caption_headings_and_row_headings():
    twin = table_twin("The course", ["Period", "Value"], [["2016", ("39.8", "/here")]])
    assert '<caption class="unseen">The course</caption>' in twin
    assert '<th scope="row">2016</th>' in twin
    assert '<a href="/here">39.8</a>' in twin
