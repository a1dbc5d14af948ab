"""A report with all that can be in one, and a few responses with every kind of answer."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.report import Comparison, Period, Report, ReportRequest, ReportRow, Target
from luister.events.answer import Question, Scale
from luister.exports.file_form import FileForm

Q1 = Period(date(2025, 1, 1), date(2025, 3, 31), "2025-Q1")
Q2 = Period(date(2025, 4, 1), date(2025, 6, 30), "2025-Q2")

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def report() -> Report:
    """NPS by team, second quarter against the first: one team with all, one hidden, one empty."""
    north = ReportRow(
        group={"team": "=Noord"},
        period=Q2,
        estimate=Estimate(12.345678901234, -3.2, 27.9, 40, "points"),
        target=Target(20.0, 5.0),
        status="probably under",
        comparison=Comparison(
            Q1, Estimate(8.5, -9.0, 26.0, 33, "points"), Difference(3.8, -20, 27, "higher")
        ),
        counts={10.0: 15, 7.0: 15, 3.0: 10},
    )
    south = ReportRow(
        group={"team": "Zuid"},
        period=Q2,
        estimate=Estimate(99.0, 98.0, 100.0, 3, "points"),
        suppressed=True,
        status="on target",
        comparison=Comparison(Q1, None, Difference(77.0, 1, 2, "higher")),
        counts={9.0: 3},
    )
    east = ReportRow(group={"team": "Oost"}, period=Q2, estimate=None)
    return Report(
        request=ReportRequest(
            metric="nps",
            survey="energy",
            by=("team",),
            compare="previous",
            where={"channel": ("web", "mail")},
        ),
        metric="nps",
        unit="points",
        rows=(north, south, east),
        period=Q2,
        questions=("recommend",),
        scale="nps:0-10",
        minimum_group=5,
        comparison_period=Q1,
        version=77,
    )


@pytest.fixture
def form() -> FileForm:
    """How the files of these tests are made."""
    return FileForm(generated_at=NOW, time_zone="Europe/Amsterdam")


@pytest.fixture
def questions() -> tuple[Question, ...]:
    """A score, a number that may be below nought, a choice and a comment."""
    return (
        Question(
            "recommend", "Would you recommend us?", Scale("nps", 0, 10), labels={0.0: "never"}
        ),
        Question("saved", "Euros saved", Scale("number")),
        Question("product", "Which product?", Scale("choice"), labels={1.0: "gas"}),
        Question("why", "Why?", Scale("text")),
    )


@pytest.fixture
def answers() -> pa.Table:
    """Four responses: all answered, not answered, not applicable, not asked."""
    moments = [datetime(2025, 7, day, 12, 0, tzinfo=UTC) for day in (1, 2, 3, 4)]
    return pa.table(
        {
            "response": ["1", "2", "3", "4"],
            "occurred_at": pa.array(moments, pa.timestamp("us", tz="UTC")),
            "team": pa.array(["Noord", None, "=Zuid", "Noord"]).dictionary_encode(),
            "dimension.region": ["Fryslân", None, "-1", "x"],
            "weight": [1.0, 0.5, 1.0, 1.0],
            "complete": [True, False, True, True],
            "value.recommend": [9.0, None, None, None],
            "status.recommend": pa.array([0, 1, 2, 3], pa.int8()),
            "value.saved": [-98.5, None, None, None],
            "status.saved": pa.array([0, 1, 2, 3], pa.int8()),
            "text.product": ["power", None, "gas", None],
            "status.product": pa.array([0, 1, 0, 3], pa.int8()),
            "text.why": ["=cmd|' /C calc'!A0", None, "\tgood", "x" * 40_000],
            "status.why": pa.array([0, 1, 0, 0], pa.int8()),
        }
    )
