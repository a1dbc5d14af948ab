"""Drivers of a survey that is kept: read with each missing answer by its kind, ordered, made elsewhere, and saved."""

import json
import subprocess
import sys
import time
from datetime import date

import pytest
from tests.loop.conftest import NOW

from luister.demo import airport
from luister.errors import LuisterError, UnknownNameError
from luister.estimates.driver_record import report_from, request_told
from luister.estimates.driver_request import DriverRequest
from luister.events.answer import AnswerStatus
from luister.loop import collect, order_run, read_rated, understand
from luister.store import understanding_runs as runs
from luister.store.rated import RatedQuestion, rated_answers

DRIVERS = (
    "q7art",
    "q7food",
    "q7store",
    "q7sign",
    "q7screens",
    "q7wifi",
    "q9all",
    "q10safe",
    "q14find",
    "q14passthru",
)
FIRST, LAST = date(2017, 1, 1), date(2017, 12, 31)


def ids(home):
    return {one.id.casefold(): one.id for one in read_rated.rated_questions(home, "sfo")}


def request(home, outcome="q7all", **more):
    known = ids(home)
    drivers = tuple(known[name] for name in more.pop("drivers", DRIVERS))
    return DriverRequest(survey="sfo", outcome=known[outcome], drivers=drivers, **more)


def test_the_airports_answers_are_those_of_the_file_by_kind(airport_home):
    asked = request(airport_home, first=FIRST, last=LAST)

    answers = read_rated.rated_for(airport_home, asked)

    assert len(answers) == 2688
    status = answers.status[:, : len(DRIVERS)]
    assert int((status == AnswerStatus.NOT_APPLICABLE).sum()) > 2000
    assert int((status == AnswerStatus.NOT_ANSWERED).sum()) > 500
    assert answers.columns[0].high == 5
    assert answers.version > 0


def test_a_survey_that_is_kept_gives_the_drivers_that_its_file_gives(airport_home):
    asked = request(airport_home, first=FIRST, last=LAST, missing="listwise")

    found = understand.drivers(airport_home, asked)

    assert (found.n, round(found.r2, 6)) == (1355, 0.615905)
    by_name = {line.name.casefold(): line for line in found.lines}
    assert by_name["q9all"].share.value == pytest.approx(0.14854, abs=1e-5)


def test_scope_and_filter_decide_which_forms_are_read(airport_home):
    whole = read_rated.rated_for(airport_home, request(airport_home))
    some = request(
        airport_home,
        where={"terminal": ("International A", "International G")},
        scope={"terminal": ("International G",)},
        by="year",
        controls=("terminal",),
    )

    found = read_rated.rated_for(airport_home, some)

    assert 0 < len(found) < len(whole)
    assert found.groups["terminal"].names == ("International G",)
    assert found.groups["year"].names == ("2015", "2016", "2017")


def test_fewer_forms_can_be_asked_for_and_are_always_the_same(airport_home):
    few = read_rated.rated_for(airport_home, request(airport_home), most=500)
    again = read_rated.rated_for(airport_home, request(airport_home), most=500)

    assert 350 < len(few) < 650
    assert few.values.tobytes() == again.values.tobytes()


def test_what_nobody_knows_is_refused_by_name(airport_home):
    wanted = RatedQuestion(
        survey="sfo", questions=("Q99",), answered=("Q99",), first=FIRST, last=LAST
    )
    with pytest.raises(UnknownNameError, match="no question 'Q99'"):
        rated_answers(airport_home, wanted)
    with pytest.raises(UnknownNameError, match="no survey 'x'"):
        read_rated.rated_questions(airport_home, "x")


def test_ratings_of_parts_are_proposed_and_the_outcome_is_not(airport_home):
    known = ids(airport_home)

    found = read_rated.proposed_drivers(airport_home, "sfo", known["q7all"])

    assert known["q7food"] in found
    assert known["q7all"] not in found


def ordered(home, scope=None, **more):
    asked = request(home, first=FIRST, last=LAST, **more)
    order = order_run.RunOrder(
        kind="drivers",
        settings=request_told(asked),
        scope=scope or {},
        seed=asked.seed,
        ordered_by="director",
    )
    return order_run.begin(home, order, now=NOW)


def carried_out(home, number):
    understand.carry_out(home, number, tell=lambda share: None, now=lambda: NOW)
    return order_run.progress_of(home, number, scope={})


@pytest.fixture
def own_home(home, tmp_path):
    """The airport's last year in a home that may be changed."""
    path, mapping = airport.unpack(tmp_path)[2]
    collect.import_file(home, path, survey="sfo", mapping_text=mapping, now=NOW)
    return home


def test_a_run_is_kept_with_its_settings_and_comes_out_the_same_to_the_byte(own_home):
    first = carried_out(own_home, ordered(own_home, drivers=DRIVERS[:4]))
    own_home.truth.execute("UPDATE store_job SET state = 'done'")
    second = carried_out(own_home, ordered(own_home, drivers=DRIVERS[:4]))

    assert first.id != second.id
    assert first.state == "done"
    assert first.result == second.result
    assert first.version == own_home.projection.catch_up()
    report = report_from(first.result)
    assert [len(line.members) for line in report.lines] == [1, 1, 1, 1]
    assert report.model.draws.shape[0] == 201


def test_the_same_order_twice_is_one_run_and_another_scope_sees_nothing_of_it(own_home):
    one = ordered(own_home, drivers=DRIVERS[:4])

    assert ordered(own_home, drivers=DRIVERS[:4]) == one
    other = ordered(own_home, {"team": ("North",)}, drivers=DRIVERS[:4])
    assert other != one
    with pytest.raises(UnknownNameError):
        order_run.progress_of(own_home, one, scope={"team": ("North",)})
    assert [run.id for run in order_run.ordered(own_home, "drivers", scope={})] == [one]


def test_a_run_that_is_taken_away_before_its_job_has_ended_can_be_ordered_again(own_home):
    one = carried_out(own_home, ordered(own_home, drivers=DRIVERS[:4])).id
    runs.remove(own_home, one, scope={})

    again = carried_out(own_home, ordered(own_home, drivers=DRIVERS[:4]))

    assert again.id != one
    assert again.state == "done"


def test_a_refusal_is_kept_as_an_answer(own_home):
    nobody = ordered(own_home, where={"terminal": ("nowhere",)})

    found = carried_out(own_home, nobody)

    assert (found.state, found.result) == ("refused", None)
    assert "0 forms can be used" in found.problem


def test_a_run_is_made_by_another_process_and_its_progress_is_told(own_home):
    number = ordered(own_home, drivers=DRIVERS[:4])
    run = runs.run_numbered(own_home, number)
    told = []

    order_run.see_through(
        own_home,
        run.job,
        command=(
            sys.executable,
            "-m",
            "luister_cli.main",
            "--home",
            str(own_home.folder),
            "understand",
        ),
        should_stop=lambda: False,
        tell=told.append,
    )

    found = order_run.progress_of(own_home, number, scope={})
    assert found.state == "done"
    assert json.loads(found.result)["n"] == 2688
    assert told
    assert 0 < told[0] < 1


def test_a_process_that_is_told_to_stop_is_gone_at_once(own_home):
    number = ordered(own_home, drivers=DRIVERS[:4])
    run = runs.run_numbered(own_home, number)
    begun = time.monotonic()

    order_run.see_through(
        own_home,
        run.job,
        command=(sys.executable, "-c", "import time; time.sleep(60)"),
        should_stop=lambda: True,
        tell=lambda share: None,
    )

    assert time.monotonic() - begun < 5
    assert order_run.progress_of(own_home, number, scope={}).result is None


def test_a_process_that_breaks_is_said_to_have(own_home):
    number = ordered(own_home, drivers=DRIVERS[:4])
    run = runs.run_numbered(own_home, number)

    with pytest.raises(LuisterError, match="ended with code 7"):
        order_run.see_through(
            own_home,
            run.job,
            command=(sys.executable, "-c", "raise SystemExit(7)"),
            should_stop=lambda: False,
            tell=lambda share: None,
        )


def test_the_server_loads_of_the_room_of_drivers_only_what_reads_a_model_and_nothing_that_fits_one():
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'luister_web.settings'; "
        "import django; django.setup(); import luister_web.urls, luister_web.jobs.own_workers, json, sys; "
        "print(json.dumps([name for name in sys.modules if name.startswith('luister.drivers')]))"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.removeprefix("luister.drivers").lstrip(".") for name in json.loads(told.stdout)}
    readers = ("templates", "model_text", "tokens", "modifiers", "syntax")
    syntax = {f"structure.{name}" for name in readers}
    assert loaded == {"", "question_weights", "structure", *syntax}
