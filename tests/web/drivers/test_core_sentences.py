"""Every refusal of drivers, models and checks is said in Dutch: they are found in the sources, and counted."""

import pytest
from django.utils import translation
from tests.web.said_by_core import CORE, refusals

from luister_web.imports.core_words import in_words

OWN = "_refused"
"""How a module of the room names what makes a refusal of its words."""
PLACES = {
    "drivers": (["drivers/*.py"], 25),
    "factors": (["drivers/factors/*.py"], 12),
    "models": (["drivers/structure/*.py"], 75),
    "pls": (["drivers/components/*.py"], 35),
    "what is read for them": (
        [
            "store/rated.py",
            "events/yes_or_no.py",
            *(
                f"loop/{one}.py"
                for one in ("understand", "model", "find_factors", "propose_model")
            ),
            *(f"loop/{one}.py" for one in ("read_rated", "suppose", "order_run")),
        ],
        15,
    ),
}
"""Modules, and how many sentences they hold at least: a number that falls says that they are no longer found."""
FILLED = {
    # Sentences made of parts, as they come out.
    '"{}" is {}.': ('"a:b" is a product of variables.', '"a b" is no variable.'),
    '"{}" {}{}: it cannot go with anything.': (
        '"q1" has no answers: it cannot go with anything.',
        '"q1" has the same answer, 3, of all in group "x": it cannot go with anything.',
    ),
    'nothing stands {} of "{}".': (
        'nothing stands left of "~".',
        'nothing stands right of "~".',
    ),
    'Name what stands {} of "{}", or take the line out.': (
        'Name what stands left of "~", or take the line out.',
        'Name what stands right of "~", or take the line out.',
    ),
}
MADE_ELSEWHERE = {"{}."}
"""A sentence of which the words are those that another function was given."""


def examples(text: str) -> tuple[str, ...]:
    """The sentence with facts in it; where one is glued to a word, it may be missing, or tell of a group."""
    if text in FILLED:
        return FILLED[text]
    if any(f"{letter}{{}}" in text for letter in ("s", "r", "e")):
        # "answers{} are", "another{}: each", "people{}: how": glued to the word before.
        parts = text.split("{}")
        glued = [part[-1:].isalpha() for part in parts[:-1]]
        return tuple(
            "".join(
                part + (where if is_glued else "7")
                for part, is_glued in zip(parts[:-1], glued, strict=True)
            )
            + parts[-1]
            for where in ("", ' in group "x"')
        )
    return (text.replace("{}", "7"),)


@pytest.mark.parametrize("place", PLACES)
def test_every_refusal_of_the_sources_has_its_dutch(place):
    patterns, least = PLACES[place]
    paths = [path for pattern in patterns for path in sorted(CORE.glob(pattern))]
    found = {
        text if text.endswith((".", "?", "...")) else f"{text}."
        for path in paths
        for _line, text in refusals(path, also=(OWN,))
        if text
    } - MADE_ELSEWHERE

    assert len(found) >= least
    said = [one for text in sorted(found) for one in examples(text)]
    with translation.override("nl"):
        assert [one for one in said if in_words(one) == one] == []


def test_a_refusal_of_a_line_of_a_model_is_dutch_to_its_end():
    told = 'Line 3 of the model: "a b" is no label. A label is a word such as a or path1.'
    with translation.override("nl"):
        said = in_words(told)
    assert (
        said
        == 'Regel 3 van het model: "a b" is geen label. Een label is een woord zoals a of path1.'
    )
