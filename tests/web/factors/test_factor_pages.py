"""The page of a check: questions are ticked or taken from a model, and what was found is said in words."""

import io
import json

import numpy as np
import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook
from tests.web.structure.test_model_pages import complaints  # noqa: F401

from luister.drivers.factors.checking import checked
from luister.errors import LuisterError
from luister.estimates.factor_request import FactorRequest
from luister.loop import order_run, understand
from luister_web.current_home import home
from luister_web.factors.core_sentences import SENTENCES
from luister_web.imports.core_words import in_words, is_known

pytestmark = pytest.mark.django_db
QUESTIONS = ["reachability", "listening", "speed", "solution"]
ENGLISH = {"accept-language": "en"}


def ordered(browser, **given) -> str:
    asked = {"survey": "complaints", "questions": QUESTIONS, "rotation": "promax"} | given
    return browser.post("/model/check/order/", asked).url


def carried_out(address: str) -> None:
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    understand.carry_out(home(), number, tell=lambda _: None, now=timezone.now)


def test_what_was_found_is_shown_in_words_marks_chart_and_tables(complaints, signed_in):  # noqa: F811
    browser = signed_in("director")
    address = ordered(browser)
    assert browser.get(address).context["is_open"]
    carried_out(address)
    page = browser.get(address, headers=ENGLISH)
    said = page.content.decode()
    assert page.context["told"]["n"] > 300
    assert "These questions measure" in said or "These questions have no more" in said
    assert [one.name for one in page.context["marks"]] == ["Alpha", "Omega", "AVE", "KMO"]
    assert 'class="chart trend scree"' in said
    assert "style=" not in said.split('id="run"')[1]
    assert len(page.context["questions"]) == len(QUESTIONS)
    file = browser.get(f"{address}questions.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(file.streaming_content)))
    rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    assert [one[0] for one in rows[1:]] == QUESTIONS
    assert book.sheet_names[1:3] == ["Factoren", "Schalen"]
    dutch = browser.get(address, headers={"accept-language": "nl"}).content.decode()
    assert "Welke vraag past" in dutch


def test_the_questions_of_a_model_are_checked_and_what_was_found_is_a_model_to_draw(
    complaints,  # noqa: F811
    signed_in,
):
    browser = signed_in("analyst")
    text = "care =~ reachability + listening + speed\nmark ~ care"
    address = browser.post("/model/check/order/", {"survey": "complaints", "text": text}).url
    carried_out(address)
    run = browser.get(address).context["run"]
    assert run.settings["questions"] == ["reachability", "listening", "speed"]
    assert [one.id for one in browser.get("/model/").context["checks"]] == [run.id]
    asked = {"survey": "complaints", "check": run.id}
    drawn = browser.get("/model/", asked).context["form"]["text"].value()
    assert drawn == "construct_1 =~ reachability + listening + speed\n\nnps ~ construct_1"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"questions": ["speed"], "rotation": "promax"}, "Tick two questions or more."),
        ({"text": "care =~ speed\ncare ~~"}, "Line 2 of the model"),
        ({"text": "mark ~ speed"}, "This field is required."),
    ],
)
def test_too_little_to_check_is_refused_at_once(complaints, signed_in, given, told):  # noqa: F811
    asked = {"survey": "complaints"} | given
    page = signed_in("analyst").post("/model/check/order/", asked, headers=ENGLISH)
    assert page.status_code == 422
    assert told in page.content.decode()


def test_a_check_is_seen_by_who_sees_the_same_answers_and_by_nobody_else(complaints, signed_in):  # noqa: F811
    address = ordered(signed_in("director"))
    assert signed_in("manager").get(address).status_code == 404
    assert signed_in("leader_north").get(address).status_code == 403
    assert signed_in("director").get(address.replace("/check", "")).status_code == 404
    assert signed_in("director").post(f"{address}remove/").url == "/model/check/"
    assert order_run.ordered(home(), "factors", scope={}) == []


def test_a_program_orders_a_check_and_reads_it_as_the_command_tells_it(complaints, signed_in):  # noqa: F811
    browser = signed_in("analyst")
    asked = json.dumps({"survey": "complaints", "questions": QUESTIONS, "seed": 4})
    said = browser.post("/api/v1/factors", asked, content_type="application/json")
    assert said.status_code == 202
    number = said.json()["id"]
    understand.carry_out(home(), number, tell=lambda _: None, now=timezone.now)
    told = browser.get(f"/api/v1/factors/{number}").json()
    assert told["state"] == "done"
    assert (told["result"]["seed"], len(told["result"]["eigenvalues"])) == (4, 4)
    assert [one["id"] for one in browser.get("/api/v1/factors").json()] == [number]
    assert browser.get(f"/api/v1/models/{number}").status_code == 400


def test_a_check_made_twice_is_the_same_to_the_byte(complaints, signed_in):  # noqa: F811
    address = ordered(signed_in("director"))
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    found = set()
    for _ in range(2):
        carried_out(address)
        found.add(order_run.progress_of(home(), number, scope={}).result)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("request_", "rows", "dutch"),
    [
        (FactorRequest(questions=("a",)), np.ones((60, 1)), "Eén vraag is geen schaal."),
        (FactorRequest(questions=("a", "b")), np.ones((20, 2)), "20 volledige formulieren"),
        (FactorRequest(questions=("a", "b")), np.ones((60, 2)), "Iedereen gaf hetzelfde"),
        (FactorRequest(questions=("a", "b"), factors=3), np.ones((60, 2)), "houden hoogstens"),
        (
            FactorRequest(questions=("a", "b")),
            np.arange(60.0)[:, None] * [1, 2],
            "voorspellen elkaar zonder fout",
        ),
    ],
)
def test_what_cannot_be_checked_is_said_in_dutch(request_, rows, dutch):
    with pytest.raises(LuisterError) as refused:
        checked(request_, rows)
    error = refused.value
    assert is_known(error.problem)
    assert is_known(error.hint)
    with translation.override("nl"):
        assert dutch in f"{in_words(error.problem)} {in_words(error.hint)}"


def test_every_refusal_has_its_dutch():
    with translation.override("nl"):
        assert [one for one in SENTENCES if translation.gettext(one) == one] == []
