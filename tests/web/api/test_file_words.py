"""Every word that a workbook or the description of the API says can be said in Dutch."""

import gettext
from pathlib import Path

import pytest

import luister_web.api
from luister.exports.about import NAMES, WORDS
from luister.exports.headings import DIMENSION_HEADINGS, HEADINGS
from luister_web.api.description import api
from luister_web.api.wording import DESCRIPTIONS, FILE_WORDS, REASONS, SUMMARIES

LOCALE = Path(luister_web.api.__file__).parent / "locale"


def test_every_word_of_a_file_is_among_those_to_translate():
    said = {*HEADINGS.values(), *DIMENSION_HEADINGS.values(), *NAMES, *WORDS}
    assert said <= set(FILE_WORDS)


@pytest.mark.parametrize("word", sorted(set(FILE_WORDS) - {"n"}))
def test_every_word_of_a_file_has_its_dutch(word):
    catalogue = gettext.translation("django", LOCALE, ["nl"])
    same = {"Status", "Team", "Filters", "Interval", "Labels"}
    assert (catalogue.gettext(word) != word) or word in same


def test_every_text_of_the_description_has_its_dutch():
    catalogue = gettext.translation("django", LOCALE, ["nl"])
    operations = [
        one for methods in api.get_openapi_schema()["paths"].values() for one in methods.values()
    ]
    said = {one["description"] for one in operations}
    said |= {
        parameter["schema"]["description"]
        for one in operations
        for parameter in one.get("parameters", [])
    }
    assert said == set(DESCRIPTIONS)
    texts = {*said, *SUMMARIES.values(), *REASONS.values()}
    assert [text for text in texts if catalogue.gettext(text) == text] == []
