from datetime import date
from itertools import chain, combinations

import pytest
from tests.loop.conftest import NOW, TODAY
from tests.store.forms import batch, form

from luister.errors import UnknownNameError
from luister.estimates.goal_line import TargetLine
from luister.estimates.report import ReportRequest
from luister.loop import collect, measure
from luister.loop.accept import SentForm, accept


def asked(home, metric="nps", **terms):
    return measure.report(home, ReportRequest(metric=metric, **terms), today=TODAY).rows


def only(rows):
    assert len(rows) == 1
    return rows[0].estimate


def taken_in(home, *forms, survey="moving"):
    collect.take_in(home, iter([batch(*forms, survey=survey)]), name="test", now=NOW)


def many(count, score, start=0, **places):
    return [form(f"{places}-{score}-{start + n}", score, **places) for n in range(count)]


@pytest.mark.parametrize(
    ("metric", "question", "wave", "weighted", "value", "n"),
    [
        # Published with the data: surveys/reference/sfo_2015_2017_scores.json
        ("nps", "NETPRO", "2017", False, 39.8398, 2746),
        ("nps", "NETPRO", "2017", True, 40.398, 2746),
        ("top2box", "Q7ALL", "2017", False, 82.068, 2688),
        ("top2box", "Q7ALL", "2017", True, 82.279, 2688),
        ("mean", "Q7ALL", "2017", False, 4.06436, 2688),
        ("top2box", "Q7ALL", "2016", False, 80.98664, 2919),
        ("top2box", "Q7ALL", "2016", True, 81.3997, 2919),
        ("mean", "Q7ALL", "2016", False, 4.03803, 2919),
        ("top2box", "Q7ALL", "2015", False, 80.0, 2810),
        ("top2box", "Q7ALL", "2015", True, 80.4575, 2810),
        ("mean", "Q7ALL", "2015", False, 4.04804, 2810),
    ],
)
def test_the_airports_published_figures_come_out(
    airport_home, metric, question, wave, weighted, value, n
):
    terms = {"question": question, "where": {"wave": (wave,)}, "weighted": weighted}
    estimate = only(asked(airport_home, metric, survey="sfo", **terms))
    assert estimate.value == pytest.approx(value, abs=0.0006)
    assert estimate.n == n
    assert estimate.low < estimate.value < estimate.high


def test_waves_follow_one_another_and_each_is_set_against_the_one_before(airport_home):
    rows = asked(airport_home, "top2box", survey="sfo", every="wave", compare="previous")
    assert [row.period.label for row in rows] == ["2015", "2016", "2017"]
    assert rows[0].comparison is None
    assert rows[1].comparison.difference.value == pytest.approx(80.98664 - 80.0, abs=0.001)


def test_the_headline_stands_for_a_survey_in_which_many_questions_fit(airport_home):
    report = measure.report(
        airport_home, ReportRequest(metric="top2box", survey="sfo"), today=TODAY
    )
    assert report.questions == ("Q7ALL",)


def test_two_questions_without_a_headline_are_never_thrown_together(airport_home):
    with pytest.raises(UnknownNameError, match="questions fit"):
        asked(airport_home, "ces", survey="sfo")


def test_a_group_below_the_minimum_is_hidden_and_says_nothing(home):
    taken_in(home, *many(4, 9, team="A"), *many(40, 9, team="B"), *many(30, 3, team="C"))
    rows = {row.group["team"]: row for row in asked(home, by=("team",))}
    assert rows["A"].suppressed
    assert rows["A"].estimate is None
    assert rows["A"].counts == {}
    # With A alone hidden, the total less B and C would tell of A: one more is hidden.
    assert [rows["B"].suppressed, rows["C"].suppressed] == [False, True]


def test_employees_need_ten_answers(home):
    taken_in(
        home, *many(9, 9, employee="An"), *many(40, 9, employee="Bo"), *many(41, 3, employee="Cas")
    )
    rows = {row.group["employee"]: row for row in asked(home, by=("employee",))}
    assert rows["An"].suppressed
    assert asked(home, where={"employee": ("An",)})[0].suppressed


def test_no_subtraction_of_reports_finds_a_hidden_group(home):
    sizes = {
        ("A", "x"): 3,
        ("A", "y"): 20,
        ("B", "x"): 30,
        ("B", "y"): 25,
        ("C", "x"): 6,
        ("C", "y"): 4,
    }
    for (team, region), size in sizes.items():
        taken_in(home, *many(size, 9, team=team, region=region))
    told = {}
    for by in chain.from_iterable(combinations(("team", "region"), size) for size in (0, 1, 2)):
        for row in asked(home, by=by):
            told[tuple(row.group.get(name) for name in ("team", "region"))] = (
                None if row.suppressed else row.estimate.n
            )
    for (team, region), size in sizes.items():
        if told[team, region] is None:
            for line in [(team, None), (None, region)]:
                children = [n for cell, n in told.items() if all(cell) and line in _lines(cell)]
                unknown = children.count(None) + (told[line] is None)
                assert unknown != 1, (team, region, size)
    assert None in told.values()


def _lines(cell):
    return [(cell[0], None), (None, cell[1])]


def test_the_reader_sees_only_what_is_in_scope(home):
    taken_in(home, *many(20, 9, team="A"), *many(20, 2, team="B"))
    rows = asked(home, by=("team",), scope={"team": ("A",)})
    assert [row.group for row in rows] == [{"team": "A"}]
    assert asked(home, where={"team": ("B",)}, scope={"team": ("A",)}) == ()
    assert asked(home, scope={"team": ()}) == ()


def test_a_target_colours_the_process_from_the_day_on_which_it_is_valid(home):
    taken_in(home, *many(60, 9, day="2026-01-10", process="moving house"))
    taken_in(home, *many(60, 3, day="2026-06-10", process="moving house"))
    measure.set_target(home, TargetLine(0, "nps", "moving house", 20.0, 0.0, date(2026, 5, 1)))
    before, after = asked(home, by=("process",), every="month")
    assert (before.target, before.status) == (None, None)
    assert after.target.value == 20.0
    assert after.status == "surely under"


def test_a_month_is_set_against_the_same_month_last_year(home):
    taken_in(home, *many(60, 9, day="2025-06-10"))
    taken_in(home, *many(60, 3, day="2026-06-10"))
    rows = asked(home, every="month", compare="last-year", first=date(2026, 6, 1))
    assert only(rows).value == -100.0
    assert rows[0].comparison.difference.value == -200.0
    assert rows[0].comparison.difference.verdict == "lower"


def test_the_response_count_and_the_partial_rate_take_the_same_path(home):
    taken_in(home, *many(30, 9), form("late", None))
    assert only(asked(home, "responses")).value == 31
    assert only(asked(home, "nps")).n == 30
    assert only(asked(home, "partial_rate")).value == 0.0


def test_a_question_on_two_scales_is_met_with_a_question(home):
    taken_in(home, *many(20, 9, day="2025-06-10"))
    other = batch(*many(20, 4, start=100, day="2026-06-10"))
    moved = other.questions[0].__class__(
        "nps", "Recommend", other.questions[0].scale.__class__("rating", 1, 5)
    )
    collect.take_in(
        home,
        iter(
            [other.__class__("moving", (moved, other.questions[1]), other.dimensions, other.rows)]
        ),
        name="other",
        now=NOW,
    )
    with pytest.raises(UnknownNameError, match="different scales"):
        asked(home, "mean", question="nps")
    assert len(asked(home, "mean", question="nps", every="year")) == 2


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"survey": "nope"}, "no survey 'nope'"),
        ({"question": "nope"}, "no question called 'nope'"),
        ({"by": ("colour",)}, "no dimension 'colour'"),
        ({"where": {"colour": ("red",)}}, "no dimension 'colour'"),
        ({"every": "fortnight"}, "no period 'fortnight'"),
        ({"compare": "once"}, "no period to compare with"),
        ({"first": date(2026, 2, 1), "last": date(2026, 1, 1)}, "begins on 2026-02-01"),
    ],
)
def test_a_mistake_is_told_with_what_there_is(home, terms, told):
    taken_in(home, *many(20, 9))
    with pytest.raises(UnknownNameError, match=told):
        asked(home, **terms)


def test_an_answer_that_comes_in_counts_at_once_and_only_once(home):
    taken_in(home, *many(20, 9))
    for _again in range(2):
        accept(
            home,
            SentForm(survey="moving", key="one", answers={"nps": 0}, dimensions={"team": "A"}),
            now=NOW,
        )
    assert only(asked(home)).n == 21


def test_an_answer_off_its_scale_is_refused(home):
    taken_in(home, *many(20, 9))
    with pytest.raises(UnknownNameError, match="12 is not on its scale"):
        accept(home, SentForm(survey="moving", key="one", answers={"nps": 12}), now=NOW)


def test_what_a_report_hangs_on_moves_with_answers_to_its_own_surveys_alone(home):
    taken_in(home, *many(9, 8, team="A"))
    of_moving = ReportRequest(metric="nps", survey="moving")
    before = measure.moment(home, of_moving)
    taken_in(home, *many(9, 3, start=9, team="A"), survey="paying")
    assert measure.moment(home, of_moving) == before
    assert measure.moment(home, ReportRequest(metric="nps")) != before
    taken_in(home, *many(3, 3, start=20, team="B"))
    assert measure.moment(home, of_moving) != before
