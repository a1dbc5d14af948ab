"""A view is its address: read kindly, written back the same."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import translation

from luister_web.dashboard.view_address import Choices, ViewAddress, read_address

CHOICES = Choices(frozenset({"nps", "ces"}), ("team", "region"), frozenset({"service"}))


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def read(query):
    return read_address(QueryDict(query), CHOICES)


def test_what_is_written_is_read_back_the_same():
    view = ViewAddress(
        metric="nps",
        first=date(2026, 1, 1),
        last=date(2026, 3, 31),
        compare="2025-01-01..2025-03-31",
        by="team",
        score="0..6",
        where={"team": ("Noord", "Zuid"), "region": ("a=b:c&d",)},
        shown={"moving: house": "ces"},
    )
    found = read(view.query())
    assert found.view == view
    assert found.problems == ()


@pytest.mark.parametrize(
    "query",
    [
        "metric=happiness",
        "by=shoe-size",
        "period=someday",
        "compare=yesterday",
        "every=blue+moon",
        "from=2026-13-40",
        "score=much",
        "where=team",
        "where=shoe:42",
        "sort=upside-down",
        "survey=%00",
    ],
)
def test_what_nobody_knows_is_left_out_and_told(query):
    found = read(query)
    assert found.view == ViewAddress()
    assert len(found.problems) == 1


def test_days_the_wrong_way_round_are_turned():
    found = read("from=2026-03-31&to=2026-01-01")
    assert (found.view.first, found.view.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert len(found.problems) == 1


def test_free_days_go_before_a_word():
    assert read("from=2026-01-01&period=last-month").view.period == ""


def test_the_days_of_a_comparison_may_come_from_two_fields():
    found = read("compare-from=2026-03-31&compare-to=2026-01-01")
    assert found.view.compare == "2026-01-01..2026-03-31"


def test_two_values_of_one_dimension_are_both_let_through():
    assert read("where=team:Noord&where=team:Zuid").view.where == {"team": ("Noord", "Zuid")}
