"""What people do with signals on the pages, and where the rules and the weights are set."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.dashboard import conftest as dashboards
from tests.web.signals.cast_signals import raised, state_of

from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import act, heed, rank
from luister.store.signals import raise_signals
from luister_web.current_home import home


@pytest.fixture(autouse=True)
def in_english(cast):
    for who in (cast.director, cast.manager):
        who.language = "en"
        who.save()


board = dashboards.board
RULE = {
    "name": "Low mark",
    "days": "7",
    "wait_days": "0",
    "kind_0": "mark",
    "comparison_0": "at_most",
    "number_0": "3,5",
}


def test_each_act_is_done_and_stands_in_the_history(signed_in):
    numbers = raised()
    one, other = numbers["north"], numbers["whole"]
    browser = signed_in("director")
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    for action, given, state in (
        ("snooze", {"until": until}, "snoozed"),
        ("dismiss", {"reason": "Our own test"}, "dismissed"),
        ("reopen", {}, "open"),
        ("follow", {}, "open"),
        ("note", {"words": "Asked the team"}, "open"),
        ("merge", {"into": other}, "merged"),
    ):
        answer = browser.post(f"/signals/{one}/{action}/", given)
        assert (answer.status_code, state_of(one)) == (302, state), action
    page = browser.get(f"/signals/{one}/").content.decode()
    for words in ("Our own test", "Asked the team", "Followed", "director"):
        assert words in page


def test_what_is_missing_is_told_and_nothing_is_done(signed_in):
    one = raised()["north"]
    browser = signed_in("director")
    today = timezone.localdate().isoformat()
    for action, given in (
        ("snooze", {"until": today}),
        ("dismiss", {"reason": " "}),
        ("merge", {"into": "4711"}),
        ("merge", {"into": str(one)}),
        ("note", {}),
    ):
        assert browser.post(f"/signals/{one}/{action}/", given).status_code == 422, action
    assert state_of(one) == "open"


def test_a_signal_says_why_it_stands_where_it_stands(signed_in):
    one = raised()["north"]
    page = signed_in("director").get(f"/signals/{one}/").content.decode()
    assert "at least 6 customers&#x27; worth of score" in page
    assert (
        "Unknown, so left out: contacts it causes, value of the customers, effort to mend." in page
    )


def test_the_list_is_filtered_and_paged(signed_in):
    raised()
    browser = signed_in("director")
    page = browser.get("/signals/?kind=answer").content.decode()
    assert "process-anna" in page
    assert "process-north" not in page.split('class="signals"')[1]
    assert "No signals" in browser.get("/signals/?state=done").content.decode()
    assert browser.get("/signals/?after=99999").status_code == 404


def test_a_rule_is_made_changed_and_switched(signed_in):
    browser = signed_in("manager")
    assert browser.post("/signals/rules/new/", RULE).status_code == 302
    (kept,) = heed.rules(home())
    assert (kept.is_on, kept.rule.conditions[0].number) == (True, 3.5)
    assert browser.post(f"/signals/rules/{kept.id}/switch/").status_code == 302
    changed = {**RULE, "name": "Mark", "wait_days": "5", "unless": "closed, solved"}
    assert browser.post(f"/signals/rules/{kept.id}/", changed).status_code == 302
    (kept,) = heed.rules(home())
    assert (kept.is_on, kept.rule.name, kept.rule.unless) == (False, "Mark", ("closed", "solved"))
    assert "3.5" in browser.get("/signals/rules/").content.decode()


def test_a_rule_that_says_too_little_is_not_kept(signed_in):
    browser = signed_in("manager")
    for wrong in ({"kind_0": ""}, {"number_0": ""}, {"kind_0": "option"}, {"wait_days": "900"}):
        assert browser.post("/signals/rules/new/", {**RULE, **wrong}).status_code == 422
    assert heed.rules(home()) == []


def test_weights_are_set_in_one_place_and_rank_anew(signed_in):
    one = raised()["north"]
    browser = signed_in("director")
    page = browser.get("/signals/weights/")
    form = page.context["form"]
    given = {name: "" if value is None else str(value) for name, value in form.initial.items()}
    told = {**given, "value_per_customer": "1200"}
    assert browser.post("/signals/weights/", told).status_code == 302
    assert rank.weights(home()).value_per_customer == 1200
    assert rank.weights(home()).cost_per_contact is None
    page = browser.get(f"/signals/{one}/").content.decode()
    assert "a value of 360,000 a year" in page
    assert browser.post("/signals/weights/", {**told, "good_news": "7"}).status_code == 422


def test_a_signal_of_many_is_counted_up_to_a_thousand(signed_in):
    raised()
    assert act.count(home(), act.Filter(), most=3) == 3


def test_the_first_page_names_a_cause_once_and_says_how_many_more_there_are(board, signed_in):
    effect = Estimate(-8.0, -12.0, -4.0, 400, "points")
    for process, places in (("complaints", 4), ("payment", 1)):
        made = [
            NewSignal(
                kind="alarm",
                key=f"{process}-{place}",
                raised_at=timezone.now(),
                process=process,
                metric="nps",
                effect=effect,
                customers=300 + place,
                group={"region": f"R{place}"},
                details={},
            )
            for place in range(places)
        ]
        with board.truth.transaction():
            raise_signals(board.truth, made)
    strip = signed_in("director").get("/").content.decode().partition("signal-strip")[2]
    strip = strip.partition("</section>")[0]
    assert strip.count("<li") == 2
    assert "and 3 more like it" in strip
    assert "?kind=alarm&amp;process=complaints" in strip
    assert "All 5 open signals" in strip
