"""The last model of a survey says on the page of a process which questions to watch."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from luister.store import understanding_runs as runs
from luister_web.current_home import home

PAGE = "/process/moving%20house?period=all"


def rows(**loadings):
    care = [("care", "=~", name, size) for name, size in loadings.items()]
    return [*care, ("recommend", "~", "care", 0.5)]


def kept(said, *, survey="service", scope=None, proper=True, made_at=None, estimator="plsc"):
    """A model as a run keeps it."""
    parameters = [
        {"lhs": lhs, "op": op, "rhs": rhs, "group": 1, "label": "", "est": size, "std": size}
        for lhs, op, rhs, size in said
    ]
    found = {
        "converged": True,
        "proper": proper,
        "estimator": estimator,
        "n": 206,
        "parameters": parameters,
        "r2": {"recommend": 0.25},
    }
    order = runs.RunOrder(
        kind="sem",
        settings={"survey": survey, "text": f"{len(said)} {proper} {estimator}"},
        scope=scope or {},
        seed=1,
        ordered_by="director",
    )
    now = made_at or timezone.now()
    number = runs.begin(home(), order, now=now)
    runs.keep_result(home(), number, json.dumps(found), version=1, now=now)


@pytest.fixture
def page(board, signed_in):
    def opened(name="director", language="en"):
        client = signed_in(name)
        client.cookies["luister_language"] = language
        answer = client.get(PAGE)
        assert answer.status_code == 200
        return answer.content.decode()

    return opened


def test_the_questions_that_weigh_most_stand_first_with_their_score_and_the_models_day(page):
    assert "What to watch" not in page()
    kept(rows(phone=0.8, letter=0.2))

    told = page()

    panel = told[told.index('id="watch"') : told.index('id="groups"')]
    assert panel.index("How was the telephone?") < panel.index("How was the letter?")
    assert "0.40" in panel
    assert "0.10" in panel
    assert "“Would you recommend us?”" in panel
    assert "PLSC, 206 forms of service" in panel
    assert 'class="chart interval"' in panel
    assert "make it again" not in panel


def test_an_old_model_says_so_and_a_new_one_takes_its_place(page):
    kept(rows(phone=0.9, letter=0.3), made_at=timezone.now() - timedelta(days=500))
    assert "The model is old: make it again" in page()
    kept(rows(letter=0.9, phone=0.3), estimator="mlr")
    told = page()
    assert "make it again" not in told
    assert told.index("How was the letter?") < told.index("How was the telephone?")


def test_what_cannot_be_relied_on_and_other_surveys_models_say_nothing(page):
    kept(rows(phone=0.9), proper=False)
    kept(rows(phone=0.8, letter=0.2), survey="other")
    kept([("care", "=~", "phone", 0.9)])
    assert "What to watch" not in page()


def test_a_model_of_another_scope_is_not_shown(page):
    kept(rows(phone=0.9, letter=0.3))
    assert "What to watch" not in page("leader_south")
    assert "What to watch" in page()


def test_the_panel_speaks_dutch(page):
    kept(rows(phone=0.9, letter=0.3))
    told = page(language="nl")
    assert "Waarop te letten" in told
    assert "Deze vragen wegen het zwaarst voor “Would you recommend us?”" in told
