"""The pages about drivers: ordered, found, supposed, exported; each for who sees the same answers only."""

import csv
import json
from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest
import python_calamine
from django.utils import timezone

from luister.estimates.driver_request import DriverRequest
from luister.loop import collect, order_run, understand
from luister_web.current_home import home

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ROWS = 600


@pytest.fixture
def answers(web_home, tmp_path, cast):
    """Two teams; the wait matters most, the desk some, the logo not at all, though it is rated alike."""
    rng = np.random.default_rng(1)
    mood = rng.standard_normal((ROWS, 1))
    ratings = np.clip(np.rint(3.3 + 0.6 * mood + 0.9 * rng.standard_normal((ROWS, 3))), 1, 5)
    outcome = np.clip(
        np.rint(1.2 * ratings[:, 0] + 0.6 * ratings[:, 1] + rng.standard_normal(ROWS)), 0, 10
    )
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        heads = ["response_id", "date", "nps", "wait", "desk", "logo", "team", "left", "weight"]
        sheet.writerow(heads)
        for place in range(ROWS):
            team = "Noord" if place % 10 else "Zuid"
            cells = [int(one) for one in (outcome[place], *ratings[place])]
            left = "yes" if ratings[place, 0] + rng.standard_normal() < 2.5 else "no"
            sheet.writerow([place, "2026-11-01", *cells, team, left, 1 + place % 2])
    cast.director.language = "en"
    cast.director.save()
    collect.import_file(home(), path, survey="visit", now=NOW)


def ordered(browser, **more):
    asked = {"survey": "visit", "outcome": "nps", "drivers": ["wait", "desk", "logo"]}
    page = browser.post("/drivers/order/", asked | more)
    assert page.status_code == 302, page.content.decode()
    return int(page["Location"].strip("/").split("/")[-1])


def made(number):
    understand.carry_out(home(), number, tell=lambda share: None, now=timezone.now)
    return number


def test_the_form_proposes_ratings_and_not_the_outcome(answers, signed_in):
    page = signed_in("director").get("/drivers/", {"survey": "visit", "outcome": "nps"})

    form = page.context["form"]
    assert sorted(form.initial["drivers"]) == ["desk", "logo", "wait"]


def test_an_order_is_waited_for_and_then_found_with_importance_beside_effect(answers, signed_in):
    director = signed_in("director")
    number = ordered(director)
    waiting = director.get(f"/drivers/{number}/")
    assert waiting.context["run"].state == "waiting"
    assert "every 1s" in waiting.content.decode()

    made(number)

    page = director.get(f"/drivers/{number}/")
    lines = {one.line.name: one for one in page.context["lines"]}
    assert lines["wait"].number == 1
    assert lines["logo"].line.share.value > 0.01
    assert lines["logo"].line.kind == "none"
    text = page.content.decode()
    assert 'class="chart map"' in text
    assert "Costs much where it is poor" in text or "Every point counts" in text
    part = director.get(f"/drivers/{number}/", headers={"HX-Request": "true"})
    assert part["HX-Refresh"] == "true"


def test_whether_a_customer_left_is_an_outcome_in_percentage_points(answers, signed_in):
    director = signed_in("director")
    form = director.get("/drivers/", {"survey": "visit"}).context["form"]
    assert "left" in dict(form.fields["outcome"].choices)

    number = made(ordered(director, outcome="left", placebo="logo"))

    page = director.get(f"/drivers/{number}/")
    wait = next(one for one in page.context["lines"] if one.line.name == "wait")
    assert wait.number == 1
    assert -40 < wait.line.effect.value < -10
    assert wait.line.is_more_than_mood
    assert "percentage points" in page.content.decode()
    supposed = director.get(f"/drivers/{number}/what-if/", {"raise_0": "1"}).context["supposed"]
    assert supposed.change.gain.value == pytest.approx(wait.line.gain.value, rel=1e-6)


def test_several_sliders_together_give_a_gain_and_what_it_costs(answers, signed_in):
    director = signed_in("director")
    number = made(ordered(director))
    lines = director.get(f"/drivers/{number}/").context["lines"]
    place = {one.line.name: one.number - 1 for one in lines}

    one = director.get(f"/drivers/{number}/what-if/", {f"raise_{place['wait']}": "1"})
    both = director.get(
        f"/drivers/{number}/what-if/",
        {
            f"raise_{place['wait']}": "1",
            f"raise_{place['desk']}": "1",
            f"cost_{place['wait']}": "1000",
            f"cost_{place['desk']}": "500,50",
        },
    )

    alone, together = (page.context["supposed"].change.gain for page in (one, both))
    assert together.value > alone.value > 0
    assert alone.low < alone.value < alone.high
    assert one.context["per_thousand"] is None
    assert both.context["per_thousand"]
    text = both.content.decode()
    assert "If the association is causal" in text
    assert "A hidden common cause" in text
    shown = next(line for line in lines if line.line.name == "wait")
    assert alone.value == pytest.approx(shown.line.gain.value, rel=1e-6)


def test_sliders_together_are_told_beyond_the_placebo_on_the_page_and_to_programs(
    answers, signed_in
):
    director = signed_in("director")
    number = made(ordered(director, placebo="logo"))
    lines = director.get(f"/drivers/{number}/").context["lines"]
    place = {one.line.name: one.number - 1 for one in lines}
    both = {f"raise_{place[name]}": "1" for name in ("wait", "desk")}

    page = director.get(f"/drivers/{number}/what-if/", both)
    told = director.post(
        f"/api/v1/drivers/{number}/what-if",
        json.dumps({"steps": {"wait": 1, "desk": 1}}),
        content_type="application/json",
    )

    more = page.context["supposed"].beyond
    assert more.low > 0
    assert "Beyond the placebo (logo), all raised together" in page.content.decode()
    assert "shown to be more than the mood of the day" in page.content.decode()
    assert told.json()["beyond_placebo"] == pytest.approx(more.value)
    assert told.json()["unit"] == "points"
    mood = director.get(f"/drivers/{number}/what-if/", {f"raise_{place['logo']}": "1"})
    assert "all raised together" not in mood.content.decode()
    wrong = director.post(
        f"/api/v1/drivers/{number}/what-if",
        json.dumps({"steps": {"queue": 1}}),
        content_type="application/json",
    )
    assert "'queue' is no driver here" in wrong.content.decode()


def test_a_test_is_prepared_as_an_action_with_what_it_should_bring(answers, signed_in):
    director = signed_in("director")
    number = made(ordered(director))
    place = director.get(f"/drivers/{number}/").context["lines"][0].trial_address

    page = director.get(place)

    initial = page.context["form"].initial
    assert initial["kind"] == "process:change_process"
    assert initial["title"].startswith("Test: ")
    assert "if the association is causal" in initial["expected"]


def test_weights_that_were_not_used_are_told_and_used_where_asked(answers, signed_in):
    director = signed_in("director")
    assert "weighted" in director.get("/drivers/", {"survey": "visit"}).context["form"].fields

    plain = director.get(f"/drivers/{made(ordered(director))}/")
    used = director.get(f"/drivers/{made(ordered(director, weighted='on'))}/")

    assert "carry weights that differ (design effect 1.11)" in plain.content.decode()
    assert used.context["report"].effective_n == pytest.approx(540)
    assert "tell as much as 540 that weigh the same" in used.content.decode()
    assert "carry weights that differ" not in used.content.decode()
    named = [label for _run, label in director.get("/drivers/").context["runs"]]
    assert [label.endswith("(weighted)") for label in named] == [True, False]


def test_who_sees_other_answers_sees_nothing_of_it(answers, signed_in):
    number = made(ordered(signed_in("director")))

    manager = signed_in("manager")
    for path in ("", "what-if/", "drivers.xlsx"):
        assert manager.get(f"/drivers/{number}/{path}").status_code == 404
    assert manager.get("/drivers/").context["runs"] == []
    assert signed_in("employee").get("/drivers/").status_code == 403


def test_a_small_group_is_refused_with_the_number_it_takes(answers, signed_in):
    director = signed_in("director")
    number = made(ordered(director, by="team"))

    page = director.get(f"/drivers/{number}/")

    groups = {one.label: one for one in page.context["groups"]}
    assert groups["Zuid"].problem == "60 forms can be used, and 3 drivers need 74."
    assert "wait" in page.content.decode()
    assert page.context["group_values"] == ["Noord"]


def test_too_few_answers_are_an_answer_in_the_readers_language(answers, signed_in, cast):
    cast.director.language = "nl"
    cast.director.save()
    director = signed_in("director")
    number = made(ordered(director, first="2026-11-02", last="2026-11-02"))

    text = director.get(f"/drivers/{number}/").content.decode()

    assert "Hierop is geen eerlijk antwoord" in text
    assert "0 formulieren te gebruiken" in text


def test_a_run_is_cancelled_tried_again_and_taken_away(answers, signed_in):
    director = signed_in("director")
    number = ordered(director)
    director.post(f"/drivers/{number}/cancel/")
    assert director.get(f"/drivers/{number}/").context["run"].state == "cancelled"
    director.post(f"/drivers/{number}/again/")
    assert director.get(f"/drivers/{number}/").context["run"].state == "waiting"

    director.post(f"/drivers/{number}/remove/")

    assert director.get(f"/drivers/{number}/").status_code == 404


def test_the_workbook_holds_the_figures_and_where_they_came_from(answers, signed_in):
    director = signed_in("director")
    number = made(ordered(director))
    blocks = b"".join(director.get(f"/drivers/{number}/drivers.xlsx").streaming_content)

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(blocks))
    heads, *rows = book.get_sheet_by_name("Drivers").to_python()
    shares = [row[heads.index("Share")] for row in rows]
    assert sum(shares) == pytest.approx(1, abs=1e-9)
    about = dict(row[:2] for row in book.get_sheet_by_index(1).to_python())
    assert about["Ordered by"] == "director"
    assert about["n shown"] == "600"


def test_a_program_orders_and_reads_what_the_command_line_tells(answers, signed_in):
    director = signed_in("director")
    order = {
        "survey": "visit",
        "outcome": "nps",
        "drivers": ["wait", "desk"],
        "missing": "listwise",
    }
    told = director.post("/api/v1/drivers", json.dumps(order), content_type="application/json")
    assert told.status_code == 202
    number = told.json()["id"]
    assert director.get(f"/api/v1/drivers/{number}").json()["result"] is None

    made(number)

    found = director.get(f"/api/v1/drivers/{number}").json()
    asked = DriverRequest(
        survey="visit", outcome="nps", drivers=("wait", "desk"), missing="listwise"
    )
    direct = understand.drivers(home(), asked)
    by_name = {one["name"]: one for one in found["result"]["drivers"]}
    for line in direct.lines:
        assert by_name[line.name]["share"] == pytest.approx(line.share.value, abs=1e-9)
    assert [one["id"] for one in director.get("/api/v1/drivers").json()] == [number]
    assert order_run.ordered(home(), "drivers", scope={})[0].state == "done"
