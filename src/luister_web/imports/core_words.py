"""What the core says in English, in the reader's language.

The core knows no languages: its errors, reasons and questions are English sentences with facts in
them. Here stand those sentences with names for their facts; what matches one is said in the
reader's language, anything else as it came.
"""

import re
from functools import cache, lru_cache

from django.utils.translation import get_language, gettext

from luister_web.drivers.core_sentences import SENTENCES as OF_DRIVERS
from luister_web.factors.core_sentences import SENTENCES as OF_CHECKS
from luister_web.imports.core_sentences import SENTENCES, WORDS
from luister_web.structure.core_sentences import SENTENCES as OF_MODELS
from luister_web.surveys.core_sentences import SENTENCES as OF_SURVEYS

_ENDS = re.compile(r"(?<=[.?!]) (?=[A-Z'\"`\[])")
_PLACE = re.compile(r"%\((\w+)\)s")


def in_words(text: str) -> str:
    """The sentences of `text` in the reader's language; those that nobody translated as they are."""
    if not text or get_language() == "en":
        return text
    whole = _said(text)
    if whole is not None:
        return whole
    parts = _ENDS.split(text)
    return " ".join(_said(part) or part for part in parts)


def is_known(text: str) -> bool:
    """True where every sentence of `text` can be said in another language."""
    return not text or bool(_match(text)) or all(_match(part) for part in _ENDS.split(text))


def _said(text: str) -> str | None:
    found = _match(text)
    if found is None:
        return None
    sentence, facts = found
    return gettext(sentence) % {name: _fact(name, fact) for name, fact in facts.items()}


def _fact(name: str, fact: str) -> str:
    """A fact as it is; `words...` are words of the core themselves, and are said in turn."""
    if not name.startswith("words"):
        return fact
    inner = _said(fact)
    if inner is not None:
        return inner
    parts = _ENDS.split(fact)
    if len(parts) > 1 and all(_match(part) for part in parts):
        return " ".join(_said(part) or part for part in parts)
    return re.sub("|".join(map(re.escape, WORDS)), lambda found: gettext(found[0]), fact)


@lru_cache(maxsize=4096)
def _match(text: str) -> tuple[str, dict[str, str]] | None:
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return sentence, found.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence with the pattern that finds its facts; the longest first, as the most telling."""
    ordered = sorted(
        (str(one) for one in (*SENTENCES, *OF_SURVEYS, *OF_DRIVERS, *OF_MODELS, *OF_CHECKS)),
        key=len,
        reverse=True,
    )
    return tuple((one, re.compile(_regular(one), re.DOTALL)) for one in ordered)


def _regular(sentence: str) -> str:
    parts = _PLACE.split(sentence)
    texts, names = parts[::2], parts[1::2]
    found = re.escape(texts[0].replace("%%", "%"))
    for name, text in zip(names, texts[1:], strict=True):
        found += f"(?P<{name}>.+?)" + re.escape(text.replace("%%", "%"))
    return found
