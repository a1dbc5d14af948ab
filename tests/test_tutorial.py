"""The tutorial says what is really printed."""

import doctest
from pathlib import Path


def test_every_line_of_the_tutorial_is_true():
    page = Path(__file__).parents[1] / "docs" / "tutorial.md"
    result = doctest.testfile(
        str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert result.attempted > 20
    assert result.failed == 0
