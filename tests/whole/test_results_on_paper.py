"""What was found is printed as a PDF of A4 pages: diagram, tables, fit in words, settings, seed, data version."""

import json

import pytest
from tests.whole import pdf_text


@pytest.fixture
def printed(signed_in, demo_address, demo_home):
    """A function: the PDF of the demo's run of a kind, made as a browser prints it."""
    about = json.loads((demo_home / "demo.json").read_text())
    drivers, (check, model) = about["drivers"][0], about["models"]
    paths = {
        "drivers": f"drivers/{drivers}",
        "check": f"model/check/{check}",
        "model": f"model/{model}",
    }
    page = signed_in("director")

    def made(kind):
        page.goto(f"{demo_address}/{paths[kind]}/")
        assert page.get_by_role("button", name="Print or PDF").is_visible()
        pdf = page.pdf(prefer_css_page_size=True)
        assert page.locator("details.twin:not([open])").count() > 0
        return pdf

    return made


def words(*told):
    return ["".join(one.split()) for one in told]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (
            "model",
            words(
                "By the usual marks the model fits well",
                "finding_the_way",
                "RMSEA",
                "airport ~ comfort",
                "Q7SIGN ~~ Q7SIGN",
                "Data version",
                "Seed 1",
                "Maximum likelihood with all forms",
                "Signs and directions inside SFO",
                "library(lavaan)",
            ),
        ),
        (
            "check",
            words("These questions measure", "By chance", "Alpha without it", "AVE", "Seed 1"),
        ),
        (
            "drivers",
            words("Importance and effect", "Cleanliness of SFO overall", "Data version", "Seed"),
        ),
    ],
)
def test_a_result_is_printed_with_all_that_stands_behind_a_fold(printed, kind, told):
    pdf = printed(kind)
    found = pdf_text.text(pdf)
    assert [one for one in told if one not in found] == []
    assert "PrintorPDF" not in found
    sizes = pdf_text.sizes(pdf)
    assert set(sizes) == {(297, 210)}
    assert 1 < len(sizes) < 12
