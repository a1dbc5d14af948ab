"""Known totals are kept, and the weighted numbers of every path use them."""

import pytest
from tests.loop.conftest import NOW, TODAY
from tests.store.forms import batch, form

from luister.errors import UnknownNameError
from luister.estimates.frame import Frame, Margin
from luister.estimates.report import ReportRequest
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
    with pytest.raises(UnknownNameError, match="Line 2"):
        weigh.margin_of([["region", "n"], line])
