"""Whether words in one colour can be read on another."""

import re

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as #rrggbb, from 1 (the same) to 21 (black on white).

    Source: WCAG 2.2, "contrast ratio" and "relative luminance"; 4.5 is enough for text (1.4.3), 3 for shapes (1.4.11).

    >>> contrast("#000000", "#ffffff")
    21.0

    Raises:
        ValueError: a colour is written otherwise.
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return round((high + 0.05) / (low + 0.05), 2)


def text_on(colour: str) -> str:
    """White or black: the one that can be read best on a colour.

    >>> text_on("#1f5f8b"), text_on("#ffe066")
    ('#ffffff', '#000000')
    """
    return max(("#ffffff", "#000000"), key=lambda text: contrast(colour, text))


def _luminance(colour: str) -> float:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not written as #rrggbb.")
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
