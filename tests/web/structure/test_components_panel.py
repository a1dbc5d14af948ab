"""The page of a PLS model says how constructs are measured, told apart, and lead on."""

import pytest
from tests.web.structure.test_model_pages import carried_out, complaints, ordered  # noqa: F401

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
