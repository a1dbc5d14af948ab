"""Why a number moved: told of the place, in the words written there, and never of a small group."""

from datetime import date, timedelta

import numpy as np
import pytest
from tests.loop.conftest import NOW

from luister.demo.energy import goals
from luister.demo.energy.answers import generate_survey
from luister.demo.energy.causes import story
from luister.errors import UnknownNameError
from luister.estimates.report import Period, ReportRequest
from luister.events.replay import ReplayRequest
from luister.loop import keep, measure
from luister.loop.collect import take_in
from luister.loop.explain import explain, explain_move
from luister.loop.replay import replay
from luister.loop.watch import alarms, watch

END = date(2026, 11, 23)
BEGUN = next(cause.starts for cause in story(end=END).causes if cause.name == "backlog")
BEFORE = Period(BEGUN - timedelta(days=365), BEGUN - timedelta(days=1))
SINCE = Period(BEGUN, END)
WEST_GRONINGEN = {"team": "Complaints West", "region": "Groningen"}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """The complaints of the demo, as many as `luister demo` makes."""
    home = keep.open_home(tmp_path_factory.mktemp("complaints") / "home")
    rng = np.random.default_rng(20171124)
    made = generate_survey("complaints", answers=6000, end=END, rng=rng)
    take_in(home, made, name="demo", now=NOW, progress=lambda _: None)
    for mark in goals.marks(end=END):
        measure.add_mark(home, mark.day, mark.label, mark.process)
    yield home
    home.close()


def asked(**more):
    return ReportRequest(**{"metric": "mark", "where": {"process": ("complaints",)}, **more})


@pytest.mark.parametrize("metric", ["mark", "ces"])
def test_the_planted_fall_is_put_in_its_team_and_region(complaints, metric):
    told = explain_move(complaints, asked(metric=metric), BEFORE, SINCE)

    assert told.verdict == "groups"
    assert dict(told.places[0].group) == WEST_GRONINGEN
    assert told.places[0].compared.difference.verdict == "lower"
    assert told.looked_at > 100


def test_the_numbers_of_a_place_are_those_of_every_report(complaints):
    told = explain_move(complaints, asked(), BEFORE, SINCE)
    where = {"process": ("complaints",)} | {n: (v,) for n, v in WEST_GRONINGEN.items()}
    request = asked(where=where, first=SINCE.first, last=SINCE.last)
    (row,) = measure.report(complaints, request, today=END).rows

    assert told.places[0].compared.after == row.estimate


def test_what_is_written_there_names_the_cause(complaints):
    told = explain_move(complaints, asked(), BEFORE, SINCE)

    words = {one.words: one for one in told.words.telling}
    assert {"achterstand", "nieuwe systeem"} <= set(words)
    assert words["achterstand"].before[0] == 0
    assert words["achterstand"].rest[0] == 0
    assert all("achterstand" in v.text or "systeem" in v.text for v in told.words.bad[:2])


def test_watching_raises_the_planted_fall_within_a_week_and_explains_it(complaints):
    raised = watch(complaints, now=NOW).alarms
    (whole,) = [one for one in raised if dict(one.group) == {"process": "complaints"}]

    alarm, told = explain(complaints, whole.id, scope={}, today=END)

    assert alarm.raised_on - BEGUN <= timedelta(days=7)
    assert alarm.changed_low <= BEGUN <= alarm.changed_high + timedelta(days=2)
    assert told.where == {"process": ("complaints",)}
    assert dict(told.places[0].group) == WEST_GRONINGEN
    assert "achterstand" in {one.words for one in told.words.telling}
    assert told.happenings[0].label == "Nieuw klachtensysteem"


def test_the_past_watched_again_at_two_false_alarms_has_fewer_alarms_than_at_twelve(complaints):
    first = END - timedelta(days=120)
    many, few = (
        replay(complaints, ReplayRequest(first=first, alarms_per_year=rate)).alarms
        for rate in (12, 2)
    )

    assert len(few) < len(many)
    assert {"process": "complaints"} in [dict(one.group) for one in few]


def test_an_alarm_outside_the_scope_is_not_explained(complaints):
    watch(complaints, now=NOW)
    (first, *_) = alarms(complaints, scope={})

    with pytest.raises(UnknownNameError):
        explain(complaints, first.id, scope={"team": ("Complaints East",)}, today=END)


def test_the_new_system_is_recalled(complaints):
    told = explain_move(complaints, asked(), BEFORE, SINCE)

    assert [(one.label, one.days_away) for one in told.happenings] == [
        ("Nieuw klachtensysteem", 0)
    ]


def test_who_may_not_see_comments_gets_no_word_of_them(complaints):
    told = explain_move(complaints, asked(), BEFORE, SINCE, comments=False)

    assert told.words is None
    assert told.places


def test_another_team_hears_nothing_of_it(complaints):
    scope = {"team": ("Complaints East",)}
    told = explain_move(complaints, asked(scope=scope), BEFORE, SINCE)

    assert told.places == ()
    assert not any("achterstand" in one.words for one in told.words.telling)
    assert told.after.n < 100


def test_a_team_of_three_answers_is_not_told_of(complaints):
    request = asked(where={"team": ("Complaints Business",)})
    told = explain_move(complaints, request, Period(date(2024, 1, 1), BEFORE.last), SINCE)

    assert (told.verdict, told.before, told.words, told.happenings) == ("hidden", None, None, ())


def test_nps_is_looked_for_in_the_answers_from_0_to_10(complaints):
    told = explain_move(complaints, asked(metric="nps"), BEFORE, SINCE)

    assert told.places[0].group["region"] == "Groningen"
    assert told.unit == "points"
    assert told.places[0].compared.difference.value < -40


def test_in_six_quiet_months_hardly_a_group_is_named(complaints):
    starts = [date(2024, 9, 1) + timedelta(days=90 * place) for place in range(6)]
    found = [
        explain_move(
            complaints,
            asked(),
            Period(start, start + timedelta(days=89)),
            Period(start + timedelta(days=90), start + timedelta(days=120)),
            comments=False,
        )
        for start in starts
    ]

    assert sum(bool(told.places) for told in found) <= 1
