"""Known totals are kept, and the weighted numbers of every path use them."""

import pytest
from tests.loop.conftest import NOW, TODAY
from tests.store.forms import batch, form

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.frame import Frame, Margin
from luister.estimates.report import ReportRequest
from luister.exports.about import about_report
from luister.exports.report_json import as_json
from luister.loop import measure, weigh
from luister.store.staging import Origin, Staging

REGION = Margin(("region",), {("north",): 500.0, ("south",): 500.0})


@pytest.fixture
def asked(home):
    """Thirty in the north who are all content, ten in the south who are not."""
    staging = Staging(home, Origin("moving", "file", "f", "a", ""), now=NOW)
    north = [form(f"n{n}", 10, region="north") for n in range(30)]
    south = [form(f"s{n}", 0, region="south") for n in range(10)]
    staging.add(batch(*north, *south), (), read=40)
    staging.commit(now=NOW)
    return home


def nps(home, *, weighted, **asked):
    request = ReportRequest(metric="nps", survey="moving", weighted=weighted, **asked)
    return measure.report(home, request, today=TODAY).rows[0].estimate


def test_a_weighted_number_stands_for_all_who_might_have_answered(asked):
    assert nps(asked, weighted=True).value == 50
    weigh.keep_frame(asked, Frame("moving", "register", (REGION,)))
    assert nps(asked, weighted=False).value == 50
    twin = nps(asked, weighted=True)
    assert (twin.value, twin.n) == (0, 40)
    assert twin.effective_n < 40
    weigh.remove_frame(asked, "moving")
    assert nps(asked, weighted=True).value == 50


def test_what_is_hidden_stays_hidden_when_weighted(asked):
    weigh.keep_frame(asked, Frame("moving", "register", (REGION,)))
    request = ReportRequest(metric="nps", survey="moving", by=("region",), weighted=True)
    rows = measure.report(asked, request, today=TODAY).rows
    plain = measure.report(
        asked, ReportRequest(metric="nps", survey="moving", by=("region",)), today=TODAY
    ).rows
    assert [row.suppressed for row in rows] == [row.suppressed for row in plain]


def test_totals_of_a_dimension_that_nobody_declared_are_refused(asked):
    with pytest.raises(UnknownNameError, match="no dimension 'shoe size'"):
        weigh.keep_frame(asked, Frame("moving", "x", (Margin(("shoe size",), {("44",): 3.0}),)))


@pytest.mark.parametrize("line", [["north"], ["north", "many"], ["north", "south", "3"]])
def test_a_line_of_a_table_of_totals_that_is_wrong_is_named(line):
    with pytest.raises(LuisterError, match="Line 2"):
        weigh.margin_of([["region", "n"], line])


@pytest.mark.parametrize(
    "sizes", [(-1.0, 5.0), (float("inf"), 5.0), (float("nan"), 5.0), (0.0, 0.0)]
)
def test_totals_that_cannot_be_are_refused(asked, sizes):
    margin = Margin(("region",), {("north",): sizes[0], ("south",): sizes[1]})
    with pytest.raises(LuisterError, match="totals by region"):
        weigh.keep_frame(asked, Frame("moving", "x", (margin,)))
    assert weigh.frames(asked) == {}


def test_a_report_tells_what_it_is_weighted_to(asked):
    weigh.keep_frame(asked, Frame("moving", "register", (REGION,)))
    request = ReportRequest(metric="nps", survey="moving", weighted=True)
    found = measure.report(asked, request, today=TODAY)
    told = as_json(found)
    assert told["frames"] == [
        {
            "survey": "moving",
            "source": "register",
            "method": "post-stratified",
            "dimensions": ["region"],
        }
    ]
    row = told["rows"][0]
    assert row["design_effect"] == pytest.approx(40 / row["effective_n"])
    assert row["design_effect"] == pytest.approx(
        weigh.weights(asked, found.frames[0]).design_effect
    )
    about = {fact.name: fact.value for fact in about_report(found, generated_at=NOW)}
    assert about["Weights"] == "known totals, else sampling weights"
    assert about["Known totals"] == "moving: register"


def test_who_did_not_answer_at_all_is_told(asked):
    margin = Margin(("region",), {("north",): 600.0, ("south",): 200.0, ("west",): 200.0})
    found = weigh.weights(asked, Frame("moving", "register", (margin,)))
    assert found.silent == ((("region",), ("west",)),)
    assert found.uncovered == pytest.approx(0.2)
    assert found.largest == pytest.approx(1.0)


def test_a_group_that_was_said_to_be_empty_keeps_its_own_weight(asked):
    margin = Margin(("region",), {("north",): 600.0, ("south",): 0.0})
    weigh.keep_frame(asked, Frame("moving", "register", (margin,)))
    assert nps(asked, weighted=True, by=("region",)).n == 30


def test_a_survey_is_weighted_by_its_totals_or_by_weights_that_differ(asked):
    assert not weigh.is_weighted(asked, "moving")
    weigh.keep_frame(asked, Frame("moving", "register", (REGION,)))
    assert weigh.is_weighted(asked, "moving")
    weigh.remove_frame(asked, "moving")
    staging = Staging(asked, Origin("moving", "file", "g", "b", ""), now=NOW)
    staging.add(batch(form("heavy", 10, region="north", weight=2.5)), (), read=1)
    staging.commit(now=NOW)
    assert weigh.weighted_surveys(asked) == {"moving"}
