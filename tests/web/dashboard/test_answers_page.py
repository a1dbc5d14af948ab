"""The answers: searched, narrowed, paged, and shown as far as a role may see them."""

import pytest

from luister_web.access.models import HiddenComments


@pytest.fixture
def page(board, signed_in):
    def opened(address="/answers?period=all", name="director"):
        client = signed_in(name)
        client.cookies["luister_language"] = "en"
        return client.get(address)

    return opened


def test_the_latest_forms_stand_first_a_page_at_a_time(page):
    found = page().context["page"]
    assert found.total == 206
    assert len(found.answers) == 25
    assert found.pages == 9
    days = [one.at for one in found.answers]
    assert days == sorted(days, reverse=True)


def test_detractors_can_be_asked_for(page):
    found = page("/answers?period=all&question=recommend&score=0..6").context["page"]
    assert found.total > 0
    assert all(float(one.score) <= 6 for one in found.answers)


def test_a_search_keeps_the_comments_that_hold_it_and_marks_it(page):
    response = page("/answers?period=all&search=zuid")
    assert response.context["page"].total == 100
    assert "<mark>Zuid</mark>" in response.content.decode()


def test_what_customers_wrote_is_shown_as_text_never_as_markup(page):
    text = page().content.decode()
    assert "&lt;b&gt;" in text
    assert "said <b>" not in text


def test_a_form_has_a_page_of_its_own(page):
    first = page().context["page"].answers[0]
    text = page(first.address).content.decode()
    assert "Would you recommend us?" in text
    assert "How was the letter?" in text


def test_a_form_out_of_reach_is_not_there(page):
    found = page("/answers?period=all&where=team:Noord").context["page"].answers[0]
    assert page(f"/answers/{found.id}?period=all", "leader_south").status_code == 404


def test_a_leader_reads_the_own_team_only(page):
    assert page(name="leader_south").context["page"].total == 100


def test_an_employee_reads_the_own_answers_without_customer_keys(page):
    response = page(name="employee")
    assert response.context["page"].total == 100
    assert not any(one.customer for one in response.context["page"].answers)


def test_a_leader_sees_the_customer_key(page):
    assert all(one.customer for one in page(name="leader_south").context["page"].answers)


def test_where_comments_are_hidden_they_are_not_read_nor_searched(page):
    HiddenComments.objects.create(role="director")
    response = page("/answers?period=all&search=zuid")
    assert response.context["page"].total == 206
    assert not any(one.comments for one in response.context["page"].answers)
    assert "Search in comments" not in response.content.decode()


def test_a_small_group_is_not_shown(page):
    response = page("/answers?period=all&where=team:Oost")
    assert response.context["page"].is_suppressed
    assert "Too few answers to show" in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99", "abc", "9999999999", "%F0"])
def test_no_page_number_breaks_the_page(page, number):
    assert page(f"/answers?page={number}").status_code == 200


def test_nothing_found_says_how_to_go_on(page):
    text = page("/answers?period=all&search=zebra").content.decode()
    assert "No answers found" in text
    assert "Show all answers of these days" in text


def test_the_files_offered_hold_the_answers_shown(page, signed_in):
    response = page("/answers?period=all&where=team:Zuid&question=recommend&score=0..6")
    addresses = {option.note: option.address for option in response.context["exports"]}
    assert set(addresses) == {".xlsx", ".csv", ".parquet", ".sav"}
    file = signed_in("director").get(addresses[".csv"])
    lines = b"".join(file.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert len(lines) == response.context["page"].total + 1
