"""The page of a process: number, course, spread, groups, heat."""

import re

import pytest

PAGE = "/process/moving%20house"


@pytest.fixture
def page(board, signed_in):
    def opened(address=PAGE, name="director"):
        client = signed_in(name)
        client.cookies["luister_language"] = "en"
        return client.get(address)

    return opened


def test_every_chart_has_a_table_twin(page):
    text = page(f"{PAGE}?period=all").content.decode()
    assert 'class="chart trend' in text
    assert 'class="chart bars' in text
    assert "The course as a table" in text
    assert "The answers as a table" in text


def test_the_course_carries_the_mark_and_the_target(page):
    text = page(f"{PAGE}?period=all").content.decode()
    assert "New telephone menu" in text
    assert 'class="target"' in text


def test_the_most_urgent_team_stands_first(page):
    text = page(f"{PAGE}?period=all&by=team").content.decode()
    groups = re.search(r'<table class="groups">.*?</table>', text, re.DOTALL)[0]
    assert groups.index("Zuid") < groups.index("Noord")


def test_a_small_team_is_hidden_and_says_so(page):
    groups = page(f"{PAGE}?period=all&by=team").context["breakdown"]
    oost = next(line for line in groups.lines if line.label == "Oost")
    assert oost.row.suppressed
    assert oost.row.estimate is None
    text = page(f"{PAGE}?period=all&by=team").content.decode()
    assert "too few answers to show" in text


def test_a_click_on_a_team_narrows_the_page_to_it(page):
    line = next(
        one
        for one in page(f"{PAGE}?period=all&by=team").context["breakdown"].lines
        if one.label == "Zuid"
    )
    narrowed = page(line.address)
    assert narrowed.context["row"].estimate.n == 60
    assert narrowed.context["view"].where == {"team": ("Zuid",)}


def test_the_heat_table_sets_teams_against_touchpoints(page):
    heat = page(f"{PAGE}?period=all&by=team").context["heat"]
    assert heat.columns[0] == "telephone"
    assert heat.rows[0].label == "Zuid"
    assert heat.rows[0].cells[0].sign.kind == "poor"


def test_a_cell_of_the_heat_table_leads_to_its_answers_alone(page):
    heat = page(f"{PAGE}?period=all&by=team").context["heat"]
    narrowed = page(heat.rows[0].cells[0].address)
    assert narrowed.status_code == 200
    assert narrowed.context["row"].estimate.n == 60


def test_the_parts_of_an_nps_add_up_to_all_answers(page):
    spread = page(f"{PAGE}?period=all").context["spread"]
    assert sum(bar.n for bar, _share in spread.parts) == spread.n == 126


@pytest.mark.parametrize("every", ["day", "week", "month", "quarter", "year", "wave"])
def test_the_course_can_be_cut_in_every_way(page, every):
    assert page(f"{PAGE}?every={every}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "period=last-month&compare=last-year",
        "from=2019-01-01&to=2019-01-31",
        "metric=ces",
        "metric=csat",
        "metric=csat&where=touchpoint:letter",
        "by=employee&across=channel",
        "compare=none",
        "compare=2026-01-01..2026-02-01",
        "where=team:Nowhere",
        "question=why",
        "metric=responses",
    ],
)
def test_no_choice_breaks_the_page(page, query):
    assert page(f"{PAGE}?{query}").status_code == 200


def test_a_process_nobody_knows_is_not_there(page):
    assert page("/process/shoe%20repair").status_code == 404


def test_a_metric_that_does_not_fit_is_refused_kindly(page):
    text = page(f"{PAGE}?metric=ces").content.decode()
    assert "No question" in text or "no question" in text


def test_a_team_leader_sees_the_own_team_only(page):
    row = page(f"{PAGE}?period=all", "leader_south").context["row"]
    assert row.estimate.n == 60


def test_no_filter_gets_a_leader_into_another_team(page):
    response = page(f"{PAGE}?period=all&where=team:Noord", "leader_south")
    row = response.context["row"]
    assert row is None or row.estimate is None


def test_the_values_to_filter_on_are_those_within_reach(page):
    text = page("/filter/team", "leader_south").content.decode()
    assert "Zuid" in text
    assert "Noord" not in text


def test_the_filter_page_leads_back_to_our_own_pages_only(page):
    text = page("/filter/team?at=//elsewhere.example/").content.decode()
    assert 'href="//elsewhere' not in text
