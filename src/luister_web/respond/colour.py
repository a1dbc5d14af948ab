"""An organisation's own colour, made safe to read: its shades, and the style file that carries them."""

import colorsys
import re
from dataclasses import dataclass

LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#171a1f"
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")
_USUAL = "1f5f8b"
_STEPS = 100
_FOR_WORDS = 4.5  # WCAG 2.2, 1.4.3: words against what lies behind them
_FOR_SHAPES = 3.0  # WCAG 2.2, 1.4.11: what one must see to know a thing is there

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shades:
    """What a colour becomes on one ground.

    `fill` is the colour itself, `on_fill` the words on it; `edge` can be told from the ground (3 to 1), `ink` can be
    read on it (4.5 to 1). Both are the colour itself where it is strong enough.
    """

    fill: str
    on_fill: str
    edge: str
    ink: str


def code(colour: str) -> str:
    """The six digits of a colour, or those of the usual one where it is none.

    >>> code("#FFD200"), code("url(evil)")
    ('ffd200', '1f5f8b')
    """
    found = _COLOUR.fullmatch(colour)
    return found.group(1).lower() if found else _USUAL


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, from 1 to 21.

    Source: WCAG 2.2, "contrast ratio".

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shades(colour: str, ground: str) -> Shades:
    """The shades of a colour on a ground; every one of them can be read or seen.

    Black or white on a colour is never worse than 4.5 to 1, so that every colour can be a button.

    >>> shades("#ffd200", LIGHT_GROUND)
    Shades(fill='#ffd200', on_fill='#000000', edge='#b09100', ink='#8c7300')
    """
    fill = f"#{code(colour)}"
    return Shades(
        fill=fill,
        on_fill=max(("#ffffff", "#000000"), key=lambda word: contrast(fill, word)),
        edge=_until(fill, ground, _FOR_SHAPES),
        ink=_until(fill, ground, _FOR_WORDS),
    )


def is_faint(colour: str) -> bool:
    """True where a colour is too light to be read on white, so that a darker shade of it is used for words."""
    return contrast(f"#{code(colour)}", LIGHT_GROUND) < _FOR_WORDS


def style(colour: str) -> str:
    """The style file of a colour, for light and dark."""
    light, dark = shades(colour, LIGHT_GROUND), shades(colour, DARK_GROUND)
    return (
        ":root{"
        f"--fill:{light.fill};--on-fill:{light.on_fill};"
        f"--edge:light-dark({light.edge},{dark.edge});"
        f"--ink:light-dark({light.ink},{dark.ink})"
        "}"
    )


def _until(colour: str, ground: str, wanted: float) -> str:
    """The colour, darkened on a light ground and lightened on a dark one, until it stands out enough."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    end = 0.0 if _luminance(ground) > 0.5 else 1.0
    for step in range(_STEPS + 1):
        tried = lightness + (end - lightness) * step / _STEPS
        found = _hex(colorsys.hls_to_rgb(hue, tried, saturation))
        if contrast(found, ground) >= wanted:
            return found
    return _hex((end, end, end))


def _rgb(colour: str) -> Rgb:
    digits = colour.lstrip("#")
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
