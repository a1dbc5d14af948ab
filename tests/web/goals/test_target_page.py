from datetime import date

import pytest

from luister.estimates.goal_line import TargetLine
from luister.loop import measure
from luister_web.access.models import AuditEntry
from luister_web.current_home import home
from luister_web.goals.views import target_groups
from web.imports.some_answers import take_in

pytestmark = pytest.mark.django_db
NPS_40 = {
    "metric": "nps",
    "process": "moving house",
    "value": "40",
    "lower_bound": "30",
    "valid_from": "2026-01-01",
}


def moving_house():
    take_in([("c1", "Noord", 9.0, 3.0, "Fine")])


def test_a_target_is_kept_and_logged(signed_in):
    moving_house()
    browser = signed_in("manager")
    assert browser.post("/goals/", NPS_40).status_code == 302
    (line,) = measure.targets(home())
    assert (line.metric, line.process, line.value, line.lower_bound) == (
        "nps",
        "moving house",
        40.0,
        30.0,
    )
    assert AuditEntry.objects.filter(object="target nps moving house").count() == 1
    assert "40" in browser.get("/goals/").content.decode()


def test_a_dutch_comma_is_a_decimal_sign(signed_in):
    moving_house()
    signed_in("director").post("/goals/", NPS_40 | {"value": "42,5"})
    assert measure.targets(home())[0].value == 42.5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "140"}, "between -100 and 100"),
        ({"lower_bound": "50"}, "must lie below the target"),
        ({"value": "many"}, "no number we understand"),
        ({"value": "nan"}, "no number we understand"),
        ({"valid_from": "soon"}, "no day we understand"),
        ({"metric": "mark_low", "value": "5", "lower_bound": "3"}, "must lie above the target"),
    ],
)
def test_a_target_that_cannot_be_true_is_explained(signed_in, change, message):
    moving_house()
    answer = signed_in("manager").post(
        "/goals/", NPS_40 | change, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert measure.targets(home()) == []


def test_a_target_is_removed_once(signed_in):
    moving_house()
    measure.set_target(home(), TargetLine(0, "nps", None, 40.0, None, date(2026, 1, 1)))
    (line,) = measure.targets(home())
    browser = signed_in("manager")
    for _time in range(2):
        assert browser.post(f"/goals/targets/{line.id}/remove/").status_code == 302
    assert measure.targets(home()) == []


def test_the_target_that_holds_today_is_the_last_one_begun(web_home):
    lines = [
        TargetLine(1, "nps", None, 30.0, None, date(2025, 1, 1)),
        TargetLine(2, "nps", None, 40.0, None, date(2026, 1, 1)),
        TargetLine(3, "nps", None, 50.0, None, date(2027, 1, 1)),
    ]
    (group,) = target_groups(lines, date(2026, 6, 1))
    assert [one["line"].id for one in group["lines"]] == [3, 2, 1]
    assert [one["holds"] for one in group["lines"]] == [False, True, False]
    assert [one["is_future"] for one in group["lines"]] == [True, False, False]


@pytest.mark.parametrize("page", ["", "marks/", "metrics/", "headlines/"])
def test_an_employee_sets_no_goals(signed_in, page):
    assert signed_in("employee").get(f"/goals/{page}").status_code == 403


@pytest.mark.parametrize("page", ["", "marks/", "metrics/", "headlines/"])
def test_an_empty_home_has_all_pages(signed_in, page):
    assert signed_in("manager").get(f"/goals/{page}").status_code == 200
