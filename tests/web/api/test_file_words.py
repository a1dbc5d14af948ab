"""Every word that a workbook says can be said in Dutch."""

import gettext
from pathlib import Path

import pytest

import luister_web.api
from luister.exports.about import NAMES, WORDS
from luister.exports.headings import DIMENSION_HEADINGS, HEADINGS
from luister_web.api.wording import FILE_WORDS

LOCALE = Path(luister_web.api.__file__).parent / "locale"


def test_every_word_of_a_file_is_among_those_to_translate():
    said = {*HEADINGS.values(), *DIMENSION_HEADINGS.values(), *NAMES, *WORDS}
    assert said <= set(FILE_WORDS)


@pytest.mark.parametrize("word", sorted(set(FILE_WORDS) - {"n"}))
def test_every_word_of_a_file_has_its_dutch(word):
    catalogue = gettext.translation("django", LOCALE, ["nl"])
    same = {"Status", "Team", "Filters", "Interval", "Labels"}
    assert (catalogue.gettext(word) != word) or word in same
