"""The page Model: a model is read before it is ordered, and shown only where there is a result to rely on."""

import io
import json

import numpy as np
import pytest
from django.utils import timezone, translation
from python_calamine import CalamineWorkbook

from luister.demo.energy.answers import generate_survey
from luister.drivers.structure.syntax import model_text
from luister.drivers.structure.tokens import ModelSyntaxError
from luister.loop import order_run, understand
from luister.loop.collect import take_in
from luister_web.current_home import home
from luister_web.imports.core_words import in_words
from luister_web.structure.core_sentences import SENTENCES

pytestmark = pytest.mark.django_db
MODEL = "care =~ reachability + listening + speed + solution\nmark ~ way*care\ntwice := 2*way"


@pytest.fixture
def complaints(web_home):
    made = generate_survey(
        "complaints", answers=600, end=timezone.now().date(), rng=np.random.default_rng(20171124)
    )
    take_in(home(), made, name="demo", now=timezone.now(), progress=lambda _: None)


def ordered(browser, text=MODEL, **more) -> str:
    asked = {"survey": "complaints", "text": text, "estimator": "fiml"} | more
    return browser.post("/model/order/", asked).url


def carried_out(address: str) -> None:
    number = int(address.rstrip("/").rsplit("/", 1)[1])
    understand.carry_out(home(), number, tell=lambda _: None, now=timezone.now)


def test_a_model_that_cannot_be_read_is_refused_with_its_line(complaints, signed_in):
    asked = {"survey": "complaints", "text": "care =~ speed\ncare ~~", "estimator": "ml"}
    page = signed_in("analyst").post("/model/order/", asked, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert "Line 2 of the model" in page.content.decode()


def test_a_name_that_is_neither_question_nor_construct_is_refused_at_once(complaints, signed_in):
    text = "# care =~\nmark ~ care + speed"
    asked = {"survey": "complaints", "text": text, "estimator": "ml"}
    page = signed_in("analyst").post("/model/order/", asked, headers={"accept-language": "en"})
    assert page.status_code == 422
    assert page.context["form"].errors["text"] == [
        "Neither a question nor a construct with questions: care."
    ]


def test_the_pages_of_a_survey_and_templates_are_models_to_begin_with(complaints, signed_in):
    browser = signed_in("director")
    text = browser.get("/model/", {"survey": "complaints"}).context["form"]["text"].value()
    assert "reachability + listening" in text
    asked = {"survey": "complaints", "template": "loyalty_chain"}
    text = browser.get("/model/", asked).context["form"]["text"].value()
    assert text.startswith(
        "# quality =~\n# satisfaction =~\n# loyalty =~\n\nsatisfaction ~ quality"
    )
    asked = {
        "survey": "complaints",
        "template": "loyalty_chain",
        "c-quality": ["speed", "solution"],
        "c-satisfaction": ["mark", "ces"],
    }
    text = browser.get("/model/", asked).context["form"]["text"].value()
    assert (
        text == "quality =~ speed + solution\nsatisfaction =~ mark + ces\n\nsatisfaction ~ quality"
    )


def test_what_a_run_found_is_shown_as_diagram_tables_words_and_r(complaints, signed_in):
    browser = signed_in("director")
    address = ordered(browser, f"{MODEL}\nnps ~ mark", hints="on")
    waiting = browser.get(address)
    assert waiting.context["is_open"]
    assert waiting["Cache-Control"].startswith("max-age=0")
    carried_out(address)
    page = browser.get(address)
    said = page.content.decode()
    assert page.context["is_sound"]
    assert [one.name for one in page.context["fit"]] == ["χ²", "CFI", "TLI", "RMSEA", "SRMR"]
    assert 'class="chart paths"' in said
    assert "care → mark" in said
    assert "missing = &quot;ml&quot;" in said
    assert "style=" not in said.split('id="run"')[1]
    file = browser.get(f"{address}model.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(file.streaming_content)))
    rows = book.get_sheet_by_name("Model").to_python()
    assert rows[0][:3] == ["lhs", "op", "rhs"]
    assert ["care", "=~", "reachability"] in [one[:3] for one in rows]
    # Through the mark, care reaches the recommendation.
    (effect,) = page.context["groups"][0].effects
    assert (effect[0], effect[1]) == ("care → nps", "")
    assert effect[2] == effect[3] != ""
    assert book.get_sheet_by_name("Effecten").to_python()[1][:2] == ["care", "nps"]


def test_without_a_result_to_rely_on_no_number_is_shown(complaints, signed_in):
    browser = signed_in("director")
    text = "a =~ reachability + listening\nb =~ speed + solution\nmark ~ a + b"
    address = ordered(browser, text)
    carried_out(address)
    page = browser.get(address)
    assert not page.context["is_sound"]
    assert page.context["fit"] == []
    assert page.context["groups"] == []
    assert page.context["problems"]


def test_a_run_is_seen_by_who_sees_the_same_answers_and_by_nobody_else(complaints, signed_in):
    address = ordered(signed_in("director"))
    assert signed_in("manager").get(address).status_code == 404
    assert signed_in("leader_north").get(address).status_code == 403
    again = signed_in("director").post(f"{address}remove/")
    assert again.url == "/model/"
    assert order_run.ordered(home(), "sem", scope={}) == []


@pytest.mark.parametrize(
    ("model", "dutch"),
    [
        ("care ~~", 'Regel 1 van het model: rechts van "~~" staat niets. Noem wat rechts'),
        ("care = x", 'Regel 1 van het model: het teken "=" betekent hier niets. Zet een naam'),
        ("y ~ x:z", 'is een product van variabelen. Zet "+" tussen variabelen'),
    ],
)
def test_a_mistake_in_a_model_is_told_in_dutch(model, dutch):
    with pytest.raises(ModelSyntaxError) as refused:
        model_text(model)
    with translation.override("nl"):
        error = refused.value
        assert dutch in f"{in_words(error.problem)} {in_words(error.hint)}"


def test_every_refusal_has_its_dutch():
    with translation.override("nl"):
        assert [one for one in SENTENCES if translation.gettext(one) == one] == []


def test_a_program_orders_a_model_and_reads_it_as_the_command_tells_it(complaints, signed_in):
    browser = signed_in("analyst")
    asked = {"survey": "complaints", "model": MODEL, "estimator": "fiml"}
    said = browser.post("/api/v1/models", json.dumps(asked), content_type="application/json")
    assert said.status_code == 202
    number = said.json()["id"]
    understand.carry_out(home(), number, tell=lambda _: None, now=timezone.now)
    told = browser.get(f"/api/v1/models/{number}").json()
    assert told["state"] == "done"
    assert told["result"]["converged"]
    assert told["result"]["parameters"][0]["op"] == "=~"
    wrong = browser.post(
        "/api/v1/models",
        json.dumps(asked | {"model": "care ~~"}),
        content_type="application/json",
    )
    assert wrong.status_code == 400
    assert "Line 1 of the model" in wrong.content.decode()
