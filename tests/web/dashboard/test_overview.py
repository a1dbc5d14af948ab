"""The overview: a tile a process, the worst first, what changed in words."""

import re

import pytest

from luister.estimates.report import ReportRequest
from luister.loop import measure
from luister_web.look.wording import value_words


@pytest.fixture
def page(board, signed_in):
    def opened(address="/", name="director", language="en"):
        client = signed_in(name)
        client.cookies["luister_language"] = language
        return client.get(address)

    return opened


def test_there_is_a_tile_for_each_process_with_value_interval_and_n(page, board):
    response = page("/?period=all")
    row = measure.report(
        board,
        ReportRequest(metric="nps", by=("process",)),
        today=response.context["reader"].today,
    ).rows[0]
    text = response.content.decode()
    assert text.count('<article class="tile') == 2
    assert row.group["process"] == "complaints"
    assert value_words(row.estimate.value, "points") in text
    assert f"n {row.estimate.n}" in text


def test_the_worst_process_comes_first_and_says_so_in_words(page):
    text = page("/?period=all").content.decode()
    assert text.index("Moving house</a>") < text.index("Complaints</a>")
    assert "Under target" in text
    assert "On target" in text


def test_by_name_is_by_name(page):
    text = page("/?period=all&sort=name").content.decode()
    assert text.index("Complaints</a>") < text.index("Moving house</a>")


def test_what_stands_under_its_target_is_told_in_words(page):
    text = page("/?period=all").content.decode()
    news = re.search(r'aria-labelledby="news".*?</section>', text, re.DOTALL)[0]
    assert "Moving house" in news
    assert "under its target of 40.0" in news


def test_a_filter_narrows_every_tile_and_stands_as_a_chip(page):
    text = page("/?period=all&where=team:Noord").content.decode()
    assert "n 60" in text
    assert "Take away the filter Team: Noord" in text


def test_a_tile_may_show_another_metric(page):
    text = page("/?period=all&show=complaints:mean").content.decode()
    assert "Mean" in text


def test_an_unknown_word_in_the_address_is_a_kind_notice_not_an_error(page):
    response = page("/?metric=happiness&where=shoe:42&period=someday")
    assert response.status_code == 200
    assert "is not known here" in response.content.decode()


def test_an_empty_home_says_what_to_do_next(web_home, signed_in):
    client = signed_in("analyst")
    client.cookies["luister_language"] = "en"
    text = client.get("/").content.decode()
    assert "There are no answers to show yet" in text
    assert 'href="/imports/"' in text


def test_the_page_speaks_dutch_with_dutch_numbers(page):
    text = page("/?period=all", language="nl").content.decode()
    assert "Wat er veranderde" in text
    assert re.search(r"\d,\d", text)


def test_who_may_not_export_is_offered_no_files(page):
    assert "report.xlsx" in page("/", "director").content.decode()
    assert "report.xlsx" not in page("/", "employee").content.decode()


def test_an_employee_sees_only_own_answers(page):
    text = page("/?period=all", "employee").content.decode()
    assert "n 60" not in text or "n 126" not in text
    assert "n 126" not in text


def test_no_page_carries_inline_style_or_script(page):
    for address in ("/", "/process/moving%20house", "/answers", "/views", "/wall"):
        text = page(address).content.decode()
        assert not re.search(r'\sstyle="|<style|\son[a-z]+="|javascript:', text)
        assert not re.search(r"<script(?![^>]*src=)", text)
