"""Every text of every page has its Dutch, and what the machine reads is what people translated."""

import pytest
from babel.messages.mofile import read_mo

from web.words import apps, catalogue, catalogue_path, words


@pytest.mark.parametrize("app", apps())
def test_every_text_has_its_dutch(app):
    kept = catalogue(app)
    missing = [
        f"{place}: {text}"
        for (context, text), place in words(app).items()
        if not _dutch(kept.get(text[0] if isinstance(text, tuple) else text, context or None))
    ]
    assert missing == []


@pytest.mark.parametrize("app", apps())
def test_the_compiled_words_are_the_written_ones(app):
    if not words(app):
        pytest.skip("This app has no words of its own.")
    with catalogue_path(app).with_suffix(".mo").open("rb") as file:
        read_by_machine = _entries(read_mo(file))
    assert read_by_machine == _entries(catalogue(app))


@pytest.mark.parametrize("app", apps())
def test_a_dutch_text_has_the_same_blanks_to_fill_in(app):
    wrong = [
        error
        for message in catalogue(app)
        if message.id
        for error in message.check(catalogue(app))
    ]
    assert wrong == []


def _dutch(message) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _entries(kept) -> dict[object, object]:
    # A text that is not translated yet is left out of what the machine reads.
    return {
        (_read(one.context), _forms(one.id)): _forms(one.string)
        for one in kept
        if one.id and _dutch(one)
    }


def _read(context) -> str | None:
    # Babel gives the context of a compiled text as bytes.
    return context.decode() if isinstance(context, bytes) else context


def _forms(text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_no_text_has_two_dutch_words_without_a_context():
    # Django puts all catalogues together, so that of two words the one that is read last would win everywhere.
    found: dict[tuple[str | None, object], dict[object, list[str]]] = {}
    for app in apps():
        for one in catalogue(app):
            if one.id:
                places = found.setdefault((one.context, _forms(one.id)), {})
                places.setdefault(_forms(one.string), []).append(app)
    assert {text: words for text, words in found.items() if len(words) > 1} == {}
