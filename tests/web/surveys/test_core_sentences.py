"""Whatever the core may say of surveys and invitations is said in Dutch: the sentences are found in its sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from tests.web.said_by_core import CORE, texts

from luister_web.imports.core_words import in_words, is_known
from luister_web.surveys.core_words import detail_words

NO_SENTENCES = {
    # The default words of a survey, which are in its own languages already.
    "No opinion",
    "Geen mening",
    "Keine Meinung",
    # Facts alone: a place in a file and what stands there.
    "{}: {} {}.",
    "{} is {}.",
}


def sentences(path: Path) -> Iterator[str]:
    """What a module may say: the words of its errors with their hints, and of its notes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        if name.endswith("Error"):
            hints = [given.value for given in node.keywords if given.arg == "hint"]
            for one in (*node.args[:1], *hints):
                yield from texts(one)
        if name == "add" and len(node.args) > 1:
            yield from texts(node.args[1])
    for kept in tree.body:
        if isinstance(kept, ast.Assign | ast.AnnAssign) and kept.value is not None:
            values = kept.value.values if isinstance(kept.value, ast.Dict) else [kept.value]
            found = [text for value in values for text in texts(value)]
            yield from (text for text in found if " " in text and text[0].isupper())


@pytest.mark.parametrize("room", ["surveys", "invitations"])
def test_every_sentence_of_the_sources_has_its_dutch(room):
    found = {text for path in (CORE / room).glob("*.py") for text in sentences(path) if text}
    assert len(found) > 25
    said = {text: text.replace("{}", "7") for text in found - NO_SENTENCES}
    assert {text for text, example in said.items() if not is_known(example)} == set()
    with translation.override("nl"):
        assert {text for text, example in said.items() if in_words(example) == example} == set()


def test_why_a_condition_was_not_converted_is_told_in_the_readers_language():
    with translation.override("nl"):
        told = detail_words("{Q1} foo 3 ('foo' is not understood.)")
    assert told == "{Q1} foo 3 ('foo' wordt niet begrepen.)"
