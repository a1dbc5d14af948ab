"""The airport's three years, read with the mappings that come along: figures of an independent reckoning."""

import pyarrow.compute as pc
import pytest
from tests.airport import SCORES, YEARS, export_of, mapping_of
from tests.sources.conftest import read_all

from luister.sources.mapping import load_mapping
from luister.sources.proposal import propose


@pytest.fixture(scope="module")
def waves():
    return {year: read_all(export_of(year), mapping_of(year)) for year in YEARS}


@pytest.mark.parametrize("year", YEARS)
def test_every_interview_is_kept(waves, year):
    assert waves[year].read == waves[year].rows.num_rows == SCORES[str(year)]["rows"]
    assert waves[year].rejects == ()


@pytest.mark.parametrize("year", YEARS)
def test_the_overall_score_is_that_of_the_reference(waves, year):
    known = SCORES[str(year)]
    found = [value for value in waves[year].column("value.Q7ALL") if value is not None]
    assert len(found) == known["n_valid"]
    assert sum(found) / len(found) == pytest.approx(known["mean"], abs=1e-9)
    share = 100 * sum(1 for value in found if value >= 4) / len(found)
    assert share == pytest.approx(known["top2box"], abs=1e-9)


def test_the_promoter_score_is_that_of_the_reference(waves):
    known = SCORES["2017"]
    rows = zip(waves[2017].column("value.NETPRO"), waves[2017].column("weight"), strict=True)
    answered = [(value, weight) for value, weight in rows if value is not None]
    points = [100 * ((value >= 9) - (value <= 6)) for value, _ in answered]
    assert len(answered) == known["nps_unweighted"]["n"] == 2746
    assert sum(points) / len(points) == pytest.approx(known["nps_unweighted"]["nps"])
    total = sum(weight for _, weight in answered)
    weighted = sum(p * weight for p, (_, weight) in zip(points, answered, strict=True)) / total
    assert weighted == pytest.approx(known["nps_weighted"]["nps"])


def test_the_code_for_no_answer_is_told_and_not_counted(waves):
    assert "NETPRO: 84 answers '11' taken as not answered." in waves[2017].notes


def test_the_waves_ask_the_same_questions(waves):
    ids = [
        {name for name in waves[y].rows.column_names if name.startswith("value.")} for y in YEARS
    ]
    assert ids[0] == ids[1] == ids[2] - {"value.NETPRO"}
    assert "value.Q7ALL" in ids[0]


def test_the_groups_have_the_same_names_in_all_waves(waves):
    for group in ("terminal", "destination", "gender", "age"):
        values = [
            set(pc.unique(waves[year].rows.column(f"dimension.{group}")).to_pylist()) - {None}
            for year in YEARS
        ]
        assert values[0] | values[2] >= values[1], group
    for year in YEARS:
        assert set(waves[year].column("wave")) == {str(year)}
        assert set(waves[year].column("process")) == {"airport visit"}
        assert set(waves[year].column("language")) == {"English", "Spanish", "Chinese", "Japanese"}


def test_each_interview_was_held_in_may_of_its_year(waves):
    for year in YEARS:
        found = [moment.date() for moment in waves[year].column("occurred_at")]
        assert (min(found).isoformat(), max(found).isoformat()) >= (
            f"{year}-05-01",
            f"{year}-05-01",
        )
        assert max(found).isoformat() <= f"{year}-05-31"


@pytest.mark.parametrize("year", YEARS)
def test_each_mapping_leaves_nothing_to_ask_of_its_year(year):
    mapping = load_mapping(mapping_of(year), str(year))
    assert propose(export_of(year), mapping=mapping).asks == ()


def test_last_year_s_mapping_asks_only_for_what_changed():
    mapping = load_mapping(mapping_of(2017), "2017")
    found = propose(export_of(2016), mapping=mapping)
    asked = [(ask.kind, ask.column) for ask in found.asks]
    assert asked == [("date_form", "INTDATE"), ("lacking", "NETPRO")]
    assert found.asks[0].options[0] == "Read them as %m/%d/%Y %I:%M:%S %p."
    assert next(one for one in found.mapping.columns if one.role == "id").name == "*RESPNUM"


def test_without_a_mapping_nothing_is_guessed_in_silence():
    found = propose(export_of(2017))
    kinds = {ask.kind for ask in found.asks}
    assert {"date", "missing"} <= kinds
    assert any(ask.column == "NETPRO" and "11" in ask.text for ask in found.asks)
    assert any("INTDATE" in ask.text for ask in found.asks if ask.kind == "date")
