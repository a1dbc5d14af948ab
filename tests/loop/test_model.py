"""A structural model of a survey: within scope, as the file says it, and kept as a run to the byte."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest

from luister.demo import airport
from luister.errors import NotEnoughError
from luister.estimates.model_record import model_request_told
from luister.estimates.model_request import ModelRequest
from luister.loop import collect, order_run, propose_model, understand
from luister.loop.model import model_of_survey
from luister.loop.read_rated import rated_questions
from luister.store.home import Store
from luister.store.rated import RatedQuestion, rated_answers

NOW = datetime(2026, 11, 27, tzinfo=UTC)


@pytest.fixture(scope="module")
def airport_home(tmp_path_factory):
    """The airport's last year."""
    folder = tmp_path_factory.mktemp("model")
    path, mapping = airport.unpack(folder)[2]
    store = Store(folder / "home")
    collect.import_file(store, path, survey="sfo", mapping_text=mapping, now=NOW)
    yield store
    store.close()


@pytest.fixture(scope="module")
def model(airport_home):
    known = {one.id.casefold(): one.id for one in rated_questions(airport_home, "sfo")}
    items = [known[one] for one in ("q7art", "q7food", "q7store", "q7sign")]
    return f"terminal =~ {' + '.join(items)}\n{known['q7all']} ~ terminal"


def test_the_answers_of_a_survey_give_what_their_numbers_give(airport_home, model):
    found, version = model_of_survey(airport_home, ModelRequest(text=model, survey="sfo"))
    assert found.can_be_relied_on
    assert version > 0
    assert found.left_out > 0
    names = found.r2[""]
    assert 0.2 < names[model.split("\n")[1].split(" ~")[0]] < 0.9
    every, _ = model_of_survey(
        airport_home, ModelRequest(text=model, survey="sfo", estimator="fiml")
    )
    assert every.n > found.n


def test_scope_and_groups_decide_whose_answers_count(airport_home, model):
    whole = ModelRequest(text=model, survey="sfo", estimator="fiml", group="terminal")
    found, _ = model_of_survey(airport_home, whole)
    some, _ = model_of_survey(
        airport_home,
        ModelRequest(
            text=model, survey="sfo", estimator="fiml", scope={"terminal": ("International G",)}
        ),
    )
    assert some.n == found.groups["International G"]
    with pytest.raises(NotEnoughError):
        model_of_survey(airport_home, ModelRequest(text=model, survey="sfo", scope={"team": ()}))


def test_a_run_keeps_what_scripts_read_the_same_to_the_byte(airport_home, model):
    results = []
    for _ in range(2):
        request = ModelRequest(text=model, survey="sfo", samples=5)
        order = order_run.RunOrder(
            kind="sem",
            settings=model_request_told(request),
            scope={},
            seed=request.seed,
            ordered_by="a",
        )
        number = order_run.begin(airport_home, order, now=NOW)
        understand.carry_out(airport_home, number, tell=lambda _: None, now=lambda: NOW)
        results.append(order_run.progress_of(airport_home, number, scope={}).result)
        airport_home.truth.execute("UPDATE store_job SET state = 'done'")
    assert results[0] == results[1]
    kept = json.loads(results[0])
    assert kept["converged"]
    assert kept["samples"] >= 4


def test_all_ratings_of_an_imported_survey_are_proposed_as_one_construct(airport_home):
    text = propose_model.from_survey(airport_home, "sfo")
    observed = propose_model.check_model(text)
    ratings = [
        one.id for one in rated_questions(airport_home, "sfo") if one.scale.kind == "rating"
    ]
    assert set(observed) >= set(ratings)
    wanted = RatedQuestion(
        survey="sfo",
        questions=observed,
        answered=observed,
        first=datetime(2010, 1, 1, tzinfo=UTC).date(),
        last=NOW.date(),
    )
    assert np.isfinite(rated_answers(airport_home, wanted).values).any(axis=0).all()
