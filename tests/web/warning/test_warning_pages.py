"""The page Warning: settings are tried before they are kept; a move is explained within rights."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.utils import timezone

from luister.demo.energy.answers import generate_survey
from luister.loop import collect, watch, work
from luister.loop.collect import take_in
from luister_web.access.models import AuditEntry, HiddenComments, Role
from luister_web.current_home import home

pytestmark = pytest.mark.django_db
END = datetime.now(UTC).date() - timedelta(days=1)
BEGUN = END - timedelta(days=24)
TRIED = {"alarms_per_year": "2", "strictness": "strict", "least_answers": "20"}


@pytest.fixture
def complaints(web_home):
    rng = np.random.default_rng(20171124)
    made = generate_survey("complaints", answers=6000, end=END, rng=rng)
    take_in(home(), made, name="demo", now=datetime.now(UTC), progress=lambda _: None)


def why(browser, **more):
    asked = {
        "metric": "mark",
        "where": "process:complaints",
        "from": BEGUN.isoformat(),
        "to": END.isoformat(),
        "compare": f"{BEGUN - timedelta(days=365)}..{BEGUN - timedelta(days=1)}",
    }
    return browser.get("/why", asked | more)


def test_settings_are_tried_without_being_kept(complaints, signed_in):
    page = signed_in("manager").get("/warning/", TRIED)

    assert watch.settings(home()).alarms_per_year == 12
    assert page.context["is_tried"]


def test_fewer_false_alarms_move_thresholds_and_promises(complaints, signed_in):
    director = signed_in("director")
    page = director.get("/warning/", TRIED)
    line = page.context["lines"][0]

    assert line.was_threshold
    assert line.was_threshold != line.threshold
    assert line.series.threshold > director.get("/warning/").context["lines"][0].series.threshold


def test_the_series_are_told_a_page_at_a_time_and_can_be_looked_up(complaints, signed_in):
    director = signed_in("director")
    first = director.get("/warning/", TRIED)
    assert first.context["all"] > len(first.context["lines"]) == 12
    second = director.get("/warning/", TRIED | {"page": "2"})
    labels = [[line.label for line in page.context["lines"]] for page in (first, second)]
    assert not {*labels[0]} & {*labels[1]}
    found = director.get("/warning/", TRIED | {"find": "complaints  WEST"})
    assert {"West" in line.label for line in found.context["lines"]} == {True}
    assert 'name="alarms_per_year" value="2"' in found.content.decode()
    assert director.get("/warning/", {"find": "nothing of the kind"}).context["lines"] == []


def test_series_that_reports_hide_tell_nothing_of_their_answers(
    complaints, signed_in, monkeypatch
):
    monkeypatch.setattr("luister.metrics.fitting.MINIMUM_GROUP", 1_000_000)
    page = signed_in("director").get("/warning/", headers={"Accept-Language": "en"})

    lines = page.context["lines"]
    assert lines
    assert {
        (line.series.answers, line.series.answers_per_day, line.threshold) for line in lines
    } == {(None, None, "")}
    assert page.content.decode().count('<td role="cell" colspan="2" class="soft">') == len(lines)


def test_kept_settings_hold(complaints, signed_in):
    answer = signed_in("manager").post("/warning/", TRIED | {"dimensions": ["team"]})

    assert answer.status_code == 302
    kept = watch.settings(home())
    assert (kept.alarms_per_year, dict(kept.dimensions)) == (2.0, {"": ("team",)})


def test_a_year_is_run_in_the_background_and_kept_with_the_settings_tried(complaints, signed_in):
    director = signed_in("director")
    tried = director.get("/warning/", TRIED).content.decode()
    assert '<input type="hidden" name="alarms_per_year" value="2">' in tried
    path = director.post("/warning/past-year", TRIED).headers["Location"]
    waits = director.get(path).content.decode()
    assert "<progress" in waits
    assert path in director.get("/warning/").content.decode()
    work.run_due(home(), clock=timezone.now)
    done = director.get(path)
    page = done.content.decode()
    assert (done.context["run"].settings.alarms_per_year, done.context["is_open"]) == (2.0, False)
    assert done.context["run"].found.raised >= len(done.context["series"]) > 0
    assert page.count("<svg") >= len(done.context["series"])
    assert "<progress" not in page
    assert watch.settings(home()).alarms_per_year == 12


def test_a_year_is_cancelled_and_tried_again(complaints, signed_in):
    director = signed_in("director")
    path = director.post("/warning/past-year").headers["Location"]
    director.post(f"{path}cancel/")
    assert work.run_due(home(), clock=timezone.now) == 0
    assert 'id="again-run"' in director.get(path, headers={"HX-Request": "true"}).content.decode()
    director.post(f"{path}again/")
    work.run_due(home(), clock=timezone.now)
    assert director.get(path).context["run"].state == "done"
    told = AuditEntry.objects.filter(object="warning past year").order_by("pk")
    assert [(one.who, one.detail.partition(" ")[2].partition(" ")[2]) for one in told] == [
        ("director", "begun, 12 false alarms a year"),
        ("director", "cancelled"),
        ("director", "tried again"),
    ]


def test_a_kept_year_says_so_once_answers_it_counted_are_gone(complaints, signed_in):
    director = signed_in("director")
    path = director.post("/warning/past-year").headers["Location"]
    work.run_due(home(), clock=timezone.now)
    (taken_in,) = collect.imports(home())
    collect.undo(home(), taken_in.id, now=timezone.now())
    page = director.get(path)
    assert page.context["run"].is_stale
    assert "Er zijn sindsdien antwoorden weggehaald" in page.content.decode()
    assert page.context["series"] == []


def test_a_kept_year_is_there_for_its_own_scope_alone(complaints, signed_in):
    path = signed_in("director").post("/warning/past-year").headers["Location"]
    work.run_due(home(), clock=timezone.now)
    for step in ("cancel/", "again/"):
        assert signed_in("manager").post(f"{path}{step}").status_code == 404
    assert signed_in("manager").get(path).status_code == 404
    assert path not in signed_in("manager").get("/warning/").content.decode()
    assert signed_in("leader_north").get(path).status_code == 403
    assert signed_in("director").get(path).status_code == 200


@pytest.mark.parametrize("rate", ["0", "-1", "many", "nan", ""])
def test_a_rate_that_cannot_be_is_refused(signed_in, rate):
    answer = signed_in("manager").post("/warning/", TRIED | {"alarms_per_year": rate})

    assert answer.status_code == 422
    assert watch.settings(home()).alarms_per_year == 12


def test_why_names_the_place_and_the_words(complaints, signed_in):
    page = why(signed_in("director")).content.decode()

    assert "Complaints West" in page
    assert "Groningen" in page
    assert "achterstand" in page


def test_for_whom_comments_are_hidden_no_word_is_told(complaints, signed_in):
    HiddenComments.objects.create(role=Role.DIRECTOR)
    page = why(signed_in("director")).content.decode()

    assert "Groningen" in page
    assert "achterstand" not in page


def test_who_sees_another_team_is_told_nothing(complaints, signed_in):
    page = why(signed_in("leader_north")).content.decode()

    assert "Groningen" not in page
    assert "achterstand" not in page


def test_an_alarm_is_explained_to_who_sees_all_and_to_nobody_else(complaints, signed_in):
    watch.watch(home(), now=datetime.now(UTC))
    (alarm,) = [
        one
        for one in watch.alarms(home(), scope={})
        if dict(one.group) == {"process": "complaints"}
    ]
    for path in (f"/warning/alarms/{alarm.id}/", f"/api/v1/alarms/{alarm.id}/explanation"):
        assert "Groningen" in signed_in("director").get(path).content.decode()
        for name in ("manager", "leader_north", "employee"):
            assert signed_in(name).get(path).status_code == 404


def test_a_move_that_cannot_be_asked_is_explained(signed_in):
    assert signed_in("director").get("/why").status_code == 422
