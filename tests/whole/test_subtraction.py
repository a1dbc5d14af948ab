"""An attacker with a director's rights subtracts published numbers: on the page, over the API and from files."""

import json
import urllib.request
from itertools import combinations

import pytest
from tests.whole.running import api_key, ask

DIMENSIONS = ("team", "channel", "product")
ALL = "*"


@pytest.fixture(scope="module")
def key(demo_home):
    return api_key(demo_home, "manager-of-all", "director")


def published(address, key, by):
    """Every cell of one report: (team, channel, product) with * for all -> n, or None where hidden."""
    terms = "&".join([f"by={name}" for name in by])
    rows = ask(f"{address}/api/v1/reports/nps?survey=complaints&{terms}", key)["rows"]
    return {tuple(row["group"].get(name, ALL) for name in DIMENSIONS): row["n"] for row in rows}


@pytest.fixture(scope="module")
def reports(demo_address, key):
    """All reports over up to three dimensions."""
    subsets = [by for size in range(4) for by in combinations(DIMENSIONS, size)]
    return {by: published(demo_address, key, by) for by in subsets}


def test_some_groups_are_hidden_at_all(reports):
    assert any(n is None for n in reports["team",].values())


def test_no_single_subtraction_finds_a_hidden_group(reports):
    cells = {cell: n for report in reports.values() for cell, n in report.items()}
    lines = 0
    for by, report in reports.items():
        for name in set(DIMENSIONS) - set(by):
            place = DIMENSIONS.index(name)
            finer = reports[tuple(one for one in DIMENSIONS if one in {*by, name})]
            for parent in report:
                children = [
                    n
                    for cell, n in finer.items()
                    if (*cell[:place], ALL, *cell[place + 1 :]) == parent
                ]
                hidden = children.count(None)
                lines += 1
                assert not (cells[parent] is not None and hidden == 1), (parent, name)
    assert lines > 50


def test_files_and_pages_hide_what_the_api_hides(reports, demo_address, key, signed_in):
    hidden = {cell[0] for cell, n in reports["team",].items() if n is None}
    address = f"{demo_address}/api/v1/export/report.json?metric=nps&survey=complaints&by=team"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request) as file:
        rows = json.load(file)["rows"]
    assert {row["group"]["team"] for row in rows if row["n"] is None} == hidden
    page = signed_in("director")
    page.goto(demo_address + "/process/complaints?by=team&from=2015-01-01&to=2026-12-31")
    for row in page.locator("table.groups tbody tr").all():
        text = row.inner_text()
        if any(team in text for team in hidden):
            assert "too few" in text


def test_the_answers_of_a_hidden_group_are_not_listed(reports, demo_address, key):
    for cell, n in reports["team",].items():
        if n is None and cell[0]:
            team = urllib.request.quote(cell[0])
            told = ask(f"{demo_address}/api/v1/responses?survey=complaints&where=team:{team}", key)
            assert told["responses"] == []
            assert not told.get("total")
