import pytest

from luister.loop import measure
from luister_web.current_home import home
from web.imports.some_answers import take_in

pytestmark = pytest.mark.django_db
PROMISE = {
    "label": "Promise kept",
    "name": "promise_kept",
    "unit": "percent",
    "higher_is_better": "on",
    "points_1": "0",
    "points_2": "50",
    "points_3": "100",
}
NEW = "/goals/metrics/new/?scale=rating:1-3"


@pytest.fixture
def browser(signed_in):
    take_in([("c1", "Noord", 9.0, 3.0, "Fine")])
    return signed_in("manager")


def test_points_per_answer_make_a_metric(browser):
    assert browser.post(NEW, PROMISE).status_code == 302
    (metric,) = measure.own_metrics(home())
    assert (metric.id, metric.label, metric.unit) == ("promise_kept", "Promise kept", "percent")
    assert "Promise kept" in browser.get("/goals/metrics/").content.decode()


def test_a_metric_is_changed_under_the_same_short_name(browser):
    browser.post(NEW, PROMISE)
    changed = PROMISE | {"name": "other", "points_2": "25", "label": "Kept"}
    assert browser.post("/goals/metrics/promise_kept/", changed).status_code == 302
    (metric,) = measure.own_metrics(home())
    assert (metric.id, metric.label) == ("promise_kept", "Kept")


def test_a_metric_is_removed(browser):
    browser.post(NEW, PROMISE)
    browser.post("/goals/metrics/promise_kept/remove/")
    assert measure.own_metrics(home()) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"points_2": ""},
        {"points_1": "100", "points_2": "100"},
        {"points_3": "101"},
        {"name": "nps"},
        {"name": "No Good"},
        {"label": ""},
    ],
)
def test_a_metric_that_says_nothing_is_explained(browser, change):
    assert browser.post(NEW, PROMISE | change).status_code == 422
    assert measure.own_metrics(home()) == ()


def test_a_second_metric_does_not_take_a_name(browser):
    browser.post(NEW, PROMISE)
    assert browser.post(NEW, PROMISE).status_code == 422


@pytest.mark.parametrize("scale", ["", "text", "nothing", "rating:1-900000"])
def test_an_unknown_scale_is_not_found(browser, scale):
    assert browser.get(f"/goals/metrics/new/?scale={scale}").status_code == 404


def test_the_scales_of_the_questions_are_offered(browser):
    answer = browser.get("/goals/metrics/")
    assert "/goals/metrics/new/?scale=rating%3A1-3" in answer.content.decode()
