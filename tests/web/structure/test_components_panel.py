"""The page of a PLS model says how constructs are measured, told apart, and lead on."""

import numpy as np
import pytest
from django.utils import translation
from tests.web.structure.test_model_pages import carried_out, complaints, ordered  # noqa: F401

from luister.drivers.components.fit import Settings, fitted, layouts
from luister.drivers.components.from_text import path_model
from luister.drivers.components.path_model import Construct, PathModel
from luister.drivers.structure.answers import Answers, check_answers
from luister.drivers.structure.syntax import model_text
from luister.errors import LuisterError
from luister_web.imports.core_words import in_words, is_known

pytestmark = pytest.mark.django_db
MODEL = "Access =~ reachability + speed\nCare =~ listening + solution\nCare ~ Access\nmark ~ Care"


def opened(browser, address, language="en"):
    browser.cookies["luister_language"] = language
    return browser.get(address)


def test_reliability_validity_arrows_and_effects_are_shown_in_words(complaints, signed_in):  # noqa: F811
    browser = signed_in("analyst")
    address = ordered(browser, MODEL, estimator="pls")
    carried_out(address)
    page = opened(browser, address)
    (panel,) = page.context["components"]
    assert [line.name for line in panel.constructs] == ["Access", "Care", "mark"]
    assert panel.constructs[0].word in {"measured well", "unreliable", "its questions differ much"}
    assert panel.constructs[2].rho_a == ""
    effects = {line.names: line for line in panel.effects}
    assert effects["Access → mark"].direct == ""
    assert " to " in effects["Access → mark"].indirect
    text = page.content.decode()
    assert "How constructs are measured" in text
    assert "HTMT" in text
    dutch = opened(browser, address, "nl").content.decode()
    assert "Zijn begrippen te onderscheiden?" in dutch


def test_models_of_covariances_have_no_such_panel(complaints, signed_in):  # noqa: F811
    browser = signed_in("analyst")
    address = ordered(browser)
    carried_out(address)
    assert opened(browser, address).context["components"] == []


@pytest.mark.parametrize(
    ("model", "dutch"),
    [
        ("a =~ x + y; b =~ y + z; b ~ a", "y hoort bij twee begrippen."),
        ("a =~ x + y; b =~ z; b ~ a; a ~ b", "Pijlen gaan in een kring: a, b."),
        ("a =~ x; b =~ y; c =~ z; b ~ a", "c heeft geen pijl"),
        ("a =~ x; z ~ 0.5*a", "Regel 1 van het model"),
        ("a =~ x; z ~ a; z ~ 1", "zonder gemiddelden"),
    ],
)
def test_what_pls_cannot_do_is_said_in_dutch(model, dutch):
    with pytest.raises(LuisterError) as refused:
        layouts(path_model(model_text(model)))
    assert dutch in in_dutch(refused.value)


def in_dutch(refused: LuisterError) -> str:
    assert is_known(refused.problem)
    assert is_known(refused.hint)
    with translation.override("nl"):
        return f"{in_words(refused.problem)} {in_words(refused.hint)}"


@pytest.mark.parametrize(
    ("arrow", "rows", "dutch"),
    [
        (("a", "c"), np.ones((40, 2)), "c heeft een pijl, maar geen vragen. Zeg welke vragen"),
        (("a", "b"), np.ones((40, 2)), "Iedereen gaf hetzelfde antwoord op x. Haal het uit"),
        (("a", "b"), np.ones((5, 2)), "5 volledige formulieren zijn te weinig"),
    ],
)
def test_what_pls_cannot_be_fitted_to_is_said_in_dutch(arrow, rows, dutch):
    model = PathModel((Construct("a", ("x",)), Construct("b", ("y",))), (arrow,))
    with pytest.raises(LuisterError) as refused:
        fitted(model, rows, Settings(replicates=0))
    assert dutch in in_dutch(refused.value)


@pytest.mark.parametrize(
    ("rows", "dutch"),
    [
        (np.ones((30, 2)), '"x" heeft van allen in groep "North" hetzelfde antwoord, 1'),
        (np.full((30, 2), np.nan), '"x" heeft geen antwoorden in groep "North"'),
        (np.arange(30.0)[:, None] * [1, 2], '"x" and "y" volgen in groep "North" uit elkaar'),
    ],
)
def test_answers_of_a_group_that_nothing_can_be_fitted_to_are_refused_in_dutch(rows, dutch):
    with pytest.raises(LuisterError) as refused:
        check_answers(Answers(("x", "y"), {"North": rows}))
    assert dutch in in_dutch(refused.value)


@pytest.mark.parametrize("estimator", ["plsc", "ml"])
def test_plsc_is_advised_only_where_it_is_not_what_refused(complaints, signed_in, estimator):  # noqa: F811
    browser = signed_in("analyst")
    text = "a =~ reachability + listening\nb =~ speed + solution\nmark ~ a + b"
    address = ordered(browser, text, estimator=estimator)
    carried_out(address)
    page = opened(browser, address)
    assert not page.context["is_sound"]
    assert ("choose PLSc" in page.content.decode()) == (estimator == "ml")
