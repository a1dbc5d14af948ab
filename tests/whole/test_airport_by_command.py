"""The airport's surveys through the command, as a script would: import, report, the next year corrected."""

import gzip

import pytest
from tests.airport import SCORES, YEARS, export_of, mapping_of
from tests.whole.running import luister, luister_json


@pytest.fixture(scope="module")
def brought_in(tmp_path_factory):
    """A home with the three years, each brought in with its mapping file."""
    home = tmp_path_factory.mktemp("airport")
    for year in YEARS:
        (home / f"sfo_{year}.csv").write_bytes(gzip.decompress(export_of(year).read_bytes()))
        (home / f"sfo_{year}.toml").write_text(mapping_of(year), "utf-8")
        words = ("--survey", "sfo", "--map", home / f"sfo_{year}.toml")
        told = luister_json(home / "home", "import", home / f"sfo_{year}.csv", *words)
        assert (told["kept"], told["rejected"]) == (SCORES[str(year)]["rows"], 0)
    return home


def test_reports_give_the_figures_of_the_reference(brought_in):
    def rows(*words):
        told = luister_json(brought_in / "home", "report", *words, "--survey", "sfo")
        return {row["period"]["label"]: row for row in told["rows"]}

    nps, weighted = rows("nps", "--every", "wave"), rows("nps", "--every", "wave", "--weighted")
    assert (nps["2017"]["value"], nps["2017"]["n"]) == (pytest.approx(39.84, abs=0.005), 2746)
    assert weighted["2017"]["value"] == pytest.approx(40.40, abs=0.005)
    boxes = rows("top2box", "--every", "wave")
    means = rows("mean", "--question", "Q7ALL", "--every", "wave", "--weighted")
    for year, known in ((str(one), SCORES[str(one)]) for one in YEARS):
        assert (boxes[year]["value"], boxes[year]["n"]) == (
            pytest.approx(known["top2box"], abs=1e-9),
            known["n_valid"],
        )
        assert means[year]["value"] == pytest.approx(known["weighted_mean"], abs=1e-9)


def test_a_year_with_other_headings_comes_in_once_its_proposal_is_corrected(brought_in):
    home, path = brought_in / "other", brought_in / "sfo_2016.csv"
    words = ("--survey", "sfo", "--map", brought_in / "sfo_2017.toml")
    luister_json(home, "import", brought_in / "sfo_2017.csv", *words)
    proposed = brought_in / "proposed.toml"
    told = luister(home, "propose", path, "--survey", "sfo", "--out", proposed)
    assert told.count("# To answer:") == 3
    corrected, (before, after) = proposed.read_text("utf-8"), ("[[column]]", '"2016"')
    columns = corrected.replace('"2017"', after).split(before)
    columns = [one for one in columns if 'name = "NETPRO"' not in one]
    corrected = (
        before.join(columns).replace('check = ["wave"]', "").replace('check = ["days"]', "")
    )
    months = 'date = {format = "day of month", year = 2017, month = 5}'
    assert months in corrected
    proposed.write_text(corrected.replace(months, 'date = "%m/%d/%Y %I:%M:%S %p"'), "utf-8")
    told = luister_json(home, "import", path, "--survey", "sfo", "--map", proposed)
    assert (told["kept"], told["rejected"]) == (SCORES["2016"]["rows"], 0)
    boxes = luister_json(home, "report", "top2box", "--survey", "sfo", "--every", "wave")
    assert [row["period"]["label"] for row in boxes["rows"]] == ["2016", "2017"]
    assert boxes["rows"][0]["value"] == pytest.approx(SCORES["2016"]["top2box"], abs=1e-9)
