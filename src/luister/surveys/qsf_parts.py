"""The pieces of a Qualtrics file, read with care: what is missing or of another shape is empty."""

from collections.abc import Mapping
from typing import Any

from luister.surveys.language_codes import language_code
from luister.surveys.plain_words import plain_words

Plain = Mapping[str, Any]


def keyed(found: object) -> dict[str, Plain]:
    """The members of an object by their key; of a list (as PHP writes some objects) by their place from 0."""
    if isinstance(found, list):
        found = dict(enumerate(found))
    if not isinstance(found, dict):
        return {}
    return {str(key): one for key, one in found.items() if isinstance(one, dict)}


def listed(found: object) -> list[Any]:
    """The members of a list, or of an object in its order."""
    if isinstance(found, dict):
        return list(found.values())
    return found if isinstance(found, list) else []


def inside(found: object, *path: str) -> Any:  # noqa: ANN401
    """What lies at the end of a path of keys; None where the path breaks off."""
    for key in path:
        if isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            found = found.get(key) if isinstance(found, dict) else None
    return found


def ordered(members: Mapping[str, Plain], order: object) -> dict[str, Plain]:
    """The members in the order that is told; those it does not name come last."""
    names = [str(key) for key in listed(order)]
    names += [key for key in members if key not in names]
    return {key: members[key] for key in names if key in members}


class Words:
    """The words of one question in every language that it has."""

    def __init__(self, question: Plain, base: str) -> None:
        """Words of `question`, whose own are in the language `base`."""
        self._question, self._base = question, base
        translations = question.get("Language")
        self._others = {
            language_code(name): one
            for name, one in (translations.items() if isinstance(translations, dict) else ())
            if isinstance(one, dict) and language_code(name)
        }

    def at(self, *path: str) -> dict[str, str]:
        """The plain words at a path, such as ("Choices", "1", "Display")."""
        found = {self._base: plain_words(inside(dict(self._question), *path))}
        for code, one in self._others.items():
            found.setdefault(code, "")
            found[code] = plain_words(inside(one, *path)) or found[code]
        return {code: text for code, text in found.items() if text}
