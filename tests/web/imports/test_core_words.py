"""What the core tells of real files is said in Dutch."""

from pathlib import Path

import pytest
from django.utils import translation
from tests.public_data import DATA, MISSING

from luister.errors import LuisterError
from luister.sources.proposal import propose
from luister_web.imports.core_sentences import SENTENCES
from luister_web.imports.core_words import in_words, is_known

FILES = sorted(
    path
    for folder in ("export_formats", "surveys", "text", "purchases")
    for path in (DATA / folder).rglob("*")
    if path.is_file() and path.stat().st_size < 3_000_000
)


def said_of(path: Path) -> list[str]:
    try:
        proposal = propose(path)
    except LuisterError as error:
        return [error.problem, error.hint]
    said = [column.reason for column in proposal.columns]
    said += [text for ask in proposal.asks for text in (ask.text, *ask.options)]
    return [text for text in said if not any(text == name for name in proposal.header[0])]


@pytest.mark.skipif(not FILES, reason=MISSING)
def test_all_that_is_said_of_real_files_is_known():
    said = {text for path in FILES for text in said_of(path)}
    assert len(said) > 100
    assert {text for text in said if not is_known(text)} == set()


def test_every_sentence_has_its_dutch():
    with translation.override("nl"):
        same = {one for one in SENTENCES if translation.gettext(one) == one}
    assert same == {"team"}


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("'77' is not on the scale from 0 to 10", "'77' staat niet op de schaal van 0 tot 10"),
        ("The heading says so: team.", "Het kopje zegt het: team."),
        (
            "Q7: 3 answers '6' taken as not applicable.",
            "Q7: 3 antwoorden '6' gelden als niet van toepassing.",
        ),
        (
            "Q7: the scale seems to run from 1 to 5. Take 0 as not answered and 6 as not applicable?",
            "Q7: de schaal lijkt te lopen van 1 tot 5. "
            "Geldt 0 als niet beantwoord en 6 als niet van toepassing?",
        ),
        (
            "a.csv is empty. Export it again, with answers.",
            "a.csv is leeg. Exporteer het opnieuw, met antwoorden.",
        ),
        (
            "INTDATE holds days of a month, mapped as those of 2017-05. "
            "Is that right for this file? Correct it first where it is not.",
            "INTDATE bevat dagen van een maand, nu opgevat als die van 2017-05. "
            "Klopt dat voor dit bestand? Verbeter het eerst waar het niet klopt.",
        ),
        ("Read them as %d.%m.%Y.", "Lees ze als %d.%m.%Y."),
        ("Nobody foresaw this.", "Nobody foresaw this."),
    ],
)
def test_a_sentence_keeps_its_facts(english, dutch):
    with translation.override("nl"):
        assert in_words(english) == dutch
    with translation.override("en"):
        assert in_words(english) == english
