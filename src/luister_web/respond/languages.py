"""Which language a respondent reads, and in which the words around the questions can be said."""

from collections.abc import Sequence
from pathlib import Path

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

_SOURCE = "en"
SPOKEN = frozenset(
    {_SOURCE} | {path.name for path in (Path(__file__).parent / "locale").iterdir()}
)
"""The languages in which the words around the questions are there."""

NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "fy": "Frysk",
    "he": "עברית",
    "hu": "Magyar",
    "it": "Italiano",
    "ja": "日本語",
    "nl": "Nederlands",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sv": "Svenska",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "zh": "中文",
}
"""What each language calls itself."""


def name_of(language: str) -> str:
    """What a language calls itself; its code where we do not know.

    >>> name_of("nl"), name_of("nl-BE"), name_of("xx")
    ('Nederlands', 'Nederlands', 'xx')
    """
    return NAMES.get(language) or NAMES.get(language.split("-")[0], language)


def spoken_for(language: str) -> str:
    """The language of the words around the questions: the same, or English where we do not have it."""
    short = language.split("-")[0]
    return short if short in SPOKEN else _SOURCE


def wanted(request: HttpRequest, among: Sequence[str]) -> str:
    """The language of `among` that the browser asks for; empty where it asks for none of them."""
    short = {language.split("-")[0]: language for language in reversed(among)}
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if asked in among:
            return asked
        if asked.split("-")[0] in short:
            return short[asked.split("-")[0]]
    return ""
