"""Scales whose answers were written out in words, in English and Dutch."""

import re

_LISTS: tuple[tuple[str, ...], ...] = (
    ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied"),
    ("very unsatisfied", "unsatisfied", "neutral", "satisfied", "very satisfied"),
    (
        "very dissatisfied",
        "dissatisfied",
        "neither satisfied nor dissatisfied",
        "satisfied",
        "very satisfied",
    ),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very difficult", "difficult", "neutral", "easy", "very easy"),
    ("very difficult", "difficult", "neither easy nor difficult", "easy", "very easy"),
    ("very poor", "poor", "average", "good", "excellent"),
    ("very poor", "poor", "fair", "good", "very good"),
    ("poor", "fair", "good", "very good", "excellent"),
    (
        "very unfavorably",
        "somewhat unfavorably",
        "neither favorably nor unfavorably (neutral)",
        "somewhat favorably",
        "very favorably",
    ),
    (
        "very unimportant",
        "somewhat unimportant",
        "neither important nor unimportant (neutral)",
        "somewhat important",
        "very important",
    ),
    ("never", "rarely", "sometimes", "often", "always"),
    ("zeer ontevreden", "ontevreden", "neutraal", "tevreden", "zeer tevreden"),
    ("heel ontevreden", "ontevreden", "neutraal", "tevreden", "heel tevreden"),
    ("zeer mee oneens", "mee oneens", "neutraal", "mee eens", "zeer mee eens"),
    ("helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"),
    (
        "helemaal mee oneens",
        "mee oneens",
        "niet mee eens, niet mee oneens",
        "mee eens",
        "helemaal mee eens",
    ),
    ("zeer moeilijk", "moeilijk", "neutraal", "makkelijk", "zeer makkelijk"),
    ("zeer slecht", "slecht", "matig", "goed", "zeer goed"),
    ("zeer slecht", "slecht", "neutraal", "goed", "zeer goed"),
    ("nooit", "zelden", "soms", "vaak", "altijd"),
)
_NUMBERED = re.compile(r"(\d{1,2})\s*[-–:=.)(]\s*(\D.*)")  # noqa: RUF001 - surveys write the long dash


def verbal_labels(texts: list[str]) -> tuple[dict[str, str], int, int] | None:
    """The labels of a scale in words by their value, and its ends; None where it is none we know.

    All texts must stand in one list, and at least three of it among them.

    >>> verbal_labels(["Tevreden", "Zeer tevreden", "Ontevreden"])[0]["5"]
    'Zeer tevreden'
    """
    plain = {text.strip().casefold(): text.strip() for text in texts}
    for words in _LISTS:
        if set(plain) <= set(words) and len(plain) >= 3:
            labels = {
                str(value): plain.get(word, word) for value, word in enumerate(words, start=1)
            }
            return labels, 1, len(words)
    return None


def numbered_labels(texts: list[str]) -> dict[str, str] | None:
    """The labels of texts that begin with their number, such as "10 - Extremely likely" among "9".

    None where a text does not begin with a number, or none has words behind it.

    >>> numbered_labels(["0 - Not at all", "5", "10 - Extremely likely"])
    {'0': '0 - Not at all', '10': '10 - Extremely likely'}
    """
    found: dict[str, str] = {}
    for text in texts:
        match = _NUMBERED.fullmatch(text.strip())
        if match:
            found[match[1]] = text.strip()
        elif not re.fullmatch(r"\d{1,2}", text.strip()):
            return None
    return found or None
