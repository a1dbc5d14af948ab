"""The texts of a SurveyJS file: one language, or several with one called `default`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luister.surveys.language_codes import language_code
from luister.surveys.plain_words import plain_words

_TEXT_FIELDS = frozenset(
    {
        "title",
        "description",
        "text",
        "html",
        "completedHtml",
        "minRateDescription",
        "maxRateDescription",
        "labelTrue",
        "labelFalse",
        "otherText",
        "noneText",
    }
)
_MOST_LOOKED = 100_000


@dataclass(frozen=True, slots=True)
class Tongue:
    """The languages of a file, and which of them is called `default`."""

    languages: tuple[str, ...]
    usual: str

    def texts(self, found: object) -> dict[str, str]:
        """A text in each language that it has."""
        if isinstance(found, str | int | float) and not isinstance(found, bool):
            return {self.usual: str(found)} if str(found) else {}
        if not isinstance(found, dict):
            return {}
        texts: dict[str, str] = {}
        for name, text in found.items():
            code = self.usual if name == "default" else language_code(name)
            if (
                isinstance(text, str)
                and text
                and code
                and (name != "default" or code not in texts)
            ):
                texts[code] = text
        return texts

    def words(self, found: object) -> dict[str, str]:
        """As `texts`, of what is written in HTML."""
        plain = {code: plain_words(text) for code, text in self.texts(found).items()}
        return {code: text for code, text in plain.items() if text}

    def everywhere(self, text: str) -> dict[str, str]:
        """The same text in every language."""
        return dict.fromkeys(self.languages, text)

    def first(self, found: object) -> str:
        """The text in the first language, or else in any."""
        texts = self.texts(found)
        return texts.get(self.languages[0]) or next(iter(texts.values()), "")


def tongue_of(plain: Mapping[str, Any], known: tuple[str, ...]) -> Tongue:
    """The languages of a file; those `known` from a keepsake go before what is found.

    `default` is the survey's own locale where no text names that language, else English: so SurveyJS reads it.
    """
    found, has_default = _named(plain)
    locale = language_code(str(plain.get("locale") or ""))
    usual = locale if locale and locale not in found and "en" not in found else "en"
    if known:
        usual = "en" if "en" in known else known[0]
        return Tongue(tuple(filter(None, map(language_code, known))) or (usual,), usual)
    languages = [*([locale] if locale else []), *([usual] if has_default else []), *sorted(found)]
    return Tongue(tuple(dict.fromkeys(languages)) or (usual,), usual)


def _named(plain: Mapping[str, Any]) -> tuple[set[str], bool]:
    """The languages that texts name, and whether some text is in the default language."""
    found: set[str] = set()
    has_default = False
    waiting: list[object] = [plain]
    looked = 0
    while waiting and looked < _MOST_LOOKED:
        one = waiting.pop()
        looked += 1
        if isinstance(one, list):
            waiting += one
        if not isinstance(one, dict):
            continue
        for name, value in one.items():
            if name in _TEXT_FIELDS and isinstance(value, dict):
                found |= {language_code(key) for key in value if key != "default"} - {""}
                has_default = has_default or "default" in value
            else:
                has_default = has_default or (name in _TEXT_FIELDS and isinstance(value, str))
                waiting.append(value)
    return found, has_default
