"""An employee's own page: calm, own, leaned on the team, with a word of one's own."""

import pytest
from django.utils import timezone

from luister.loop import mirror
from luister.loop.reply import BESIDE_ANSWER, beside_answers
from luister_web.access.models import AuditEntry
from luister_web.current_home import home

pytestmark = pytest.mark.django_db
PAGE = "/mine?period=all"


@pytest.fixture
def employee(answered, signed_in):
    client = signed_in("employee")
    client.cookies["luister_language"] = "en"
    return client


def say(client, **fields):
    return client.post("/mine/reply", {"back": "/mine", **fields})


def one_answer(client):
    return client.get(PAGE).context["answers"][0]


def test_a_result_with_few_answers_leans_on_the_team(employee):
    (card,) = employee.get(PAGE).context["cards"]
    raw, leaned = card.found.row.estimate, card.found.leaned
    assert (raw.n, raw.value) == (16, 50.0)
    assert card.found.peers == 4
    assert leaned.team.value < leaned.estimate.value < raw.value
    assert leaned.estimate.low < leaned.estimate.value < leaned.estimate.high
    assert 0 < leaned.share < 1


def test_what_customers_valued_is_what_stands_out_above_the_team(employee):
    (one,) = employee.get(PAGE).context["valued"]
    assert one.touchpoint == "telephone"
    assert one.leaned.above.verdict in {"higher", "probably higher"}
    assert one.leaned.above.value > 0


def test_praise_comes_first(employee):
    kinds = [one.score_kind for one in employee.get(PAGE).context["answers"]]
    assert kinds == sorted(kinds, key=["good", "fair", "poor"].index)
    assert kinds[0] == "good"


def test_no_colleague_is_named_unless_the_organisation_switches_it_on(employee, signed_in):
    assert "Bea" not in employee.get(PAGE).content.decode()
    administrator = signed_in("administrator")
    assert administrator.post("/mine/colleagues", {"ranking": "on"}).status_code == 302
    (card,) = employee.get(PAGE).context["cards"]
    assert [name for name, _ in card.colleagues] == ["Anna", "Bea", "Cas", "Daan", "Els"]
    entry = AuditEntry.objects.get(object="results of colleagues on My results")
    assert (entry.who, entry.detail) == ("administrator", "on")
    administrator.post("/mine/colleagues", {"ranking": "off"})
    assert "Bea" not in employee.get(PAGE).content.decode()


def test_a_team_of_three_lends_nothing_and_tells_nothing(answered):
    looking = mirror.Looking(employee="Zeno", team="Zuid")
    found = mirror.own_results(home(), looking, "nps", today=timezone.localdate())["moving house"]
    assert found.row.estimate.n == 40
    assert (found.leaned, found.peers) == (None, 0)


def test_fewer_than_ten_answers_are_hidden(employee):
    (card,) = employee.get("/mine?from=2020-01-01&to=2020-01-31").context["cards"]
    assert card.found is None
    today = timezone.localdate()
    page = employee.get(f"/mine?from={today}&to={today}")
    assert all(
        one.found is None or one.found.row.estimate is None for one in page.context["cards"]
    )
    assert page.context["answers"] == []


def test_a_remark_stands_beside_the_answer_for_who_may_see_it(employee, signed_in):
    answer = one_answer(employee)
    assert say(
        employee, subject="answer", about=answer.id, words="The line broke down that day."
    ).url == ("/mine")
    assert one_answer(employee).remarks[0].words == "The line broke down that day."
    leader = signed_in("leader_north").get("/answers?period=all&where=employee:Anna")
    assert "The line broke down that day." in leader.content.decode()
    other = signed_in("leader_south").get("/answers?period=all")
    assert "The line broke down" not in other.content.decode()


def test_an_emptied_remark_is_taken_back(employee):
    answer = one_answer(employee)
    say(employee, subject="answer", about=answer.id, words="Once")
    say(employee, subject="answer", about=answer.id, words="  ")
    assert beside_answers(home(), [answer.id]) == {}


def test_a_remark_on_a_result_is_kept_with_it(employee):
    say(employee, subject="result", about="nps|moving house", words="Two weeks of illness.")
    (card,) = employee.get(PAGE).context["cards"]
    assert card.said.words == "Two weeks of illness."


def test_nobody_replies_to_an_answer_about_somebody_else(employee, signed_in):
    leader = signed_in("leader_north").get("/answers?period=all&where=employee:Bea")
    theirs = leader.context["page"].answers[0].id
    assert say(employee, subject=BESIDE_ANSWER, about=theirs, words="no").status_code == 404
    assert say(employee, subject=BESIDE_ANSWER, about="12", words="no").status_code == 404
    assert beside_answers(home(), [theirs]) == {}
    assert (
        say(signed_in("leader_north"), subject="answer", about=theirs, words="x").status_code
        == 404
    )


def test_a_remark_of_two_thousand_and_one_signs_is_refused(employee):
    answer = one_answer(employee)
    page = employee.post(
        "/mine/reply",
        {"subject": "answer", "about": answer.id, "words": "x" * 2001},
        follow=True,
    )
    assert "2000" in page.content.decode().replace(",", "")
    assert beside_answers(home(), [answer.id]) == {}


def test_who_is_no_employee_is_told_whom_the_page_is_for(answered, signed_in):
    client = signed_in("director")
    client.cookies["luister_language"] = "en"
    assert "This page is for who helps customers" in client.get("/mine").content.decode()
