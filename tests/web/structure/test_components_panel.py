"""The page of a PLS model says how constructs are measured, told apart, and lead on."""

import pytest
from django.utils import translation
from tests.web.structure.test_model_pages import carried_out, complaints, ordered  # noqa: F401

from luister.drivers.components.fit import layouts
from luister.drivers.components.from_text import path_model
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
    with translation.override("nl"):
        told = f"{in_words(refused.value.problem)} {in_words(refused.value.hint)}"
        assert dutch in told
        assert is_known(refused.value.problem)
        assert is_known(refused.value.hint)
