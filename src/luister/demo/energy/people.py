"""The made-up customers whom the company may ask: the same people as in its answers, with an address."""

import numpy as np

from luister.demo.energy.coded import Whole, chance_of
from luister.demo.energy.respondents import kept_of

_FIRST = (
    "Aafke", "Ahmed", "Anna", "Bart", "Carla", "Daan", "Elif", "Els", "Farid", "Frank", "Gerda",
    "Hassan", "Hilde", "Inge", "Jaap", "Jeroen", "Joke", "Karim", "Kees", "Lotte", "Marloes",
    "Mehmet", "Mieke", "Nadia", "Nico", "Otto", "Petra", "Rachid", "Riet", "Sanne", "Sjoerd",
    "Tineke", "Tom", "Wendy", "Willem", "Yara",
)  # fmt: skip
_LAST = (
    "Aalbers", "Blom", "de Boer", "Brouwer", "Dekker", "Driessen", "van Dijk", "El Amrani",
    "Faber", "de Graaf", "Groen", "Hendriks", "van der Heide", "Hofman", "Jansen", "Kaya",
    "Koning", "Kramer", "Kuipers", "de Lange", "Meijer", "Mol", "Ouali", "Peters", "Postma",
    "Prins", "Schouten", "Smit", "Timmermans", "Verhoeven", "Vink", "Vos", "de Vries", "Wiersma",
    "Willems", "Yildiz",
)  # fmt: skip
_NO_MAIL, _GONE, _OPTED_OUT = 0.04, 0.03, 0.03
_STEP = 37  # customers whose numbers lie apart, so that they are not the first of everything


def people(count: int) -> list[dict[str, str]]:
    """`count` contacts, each a flat mapping as a file of contacts has it; always the same.

    Their region, product, segment and language are those that their answers carry. All addresses
    are of example.org, which belongs to nobody.

    >>> people(1)[0]["email"].endswith("@example.org"), people(2)[1]["key"]
    (True, 'K0000038')
    """
    numbers = np.arange(count) * _STEP
    known = kept_of(numbers)
    words = {name: [column.names[code] for code in column.codes] for name, column in known.items()}
    names = _names(numbers)
    reach = chance_of(numbers, 12)
    return [
        {
            "key": f"K{number + 1:07d}",
            "name": name,
            **({"email": _address(name, number)} if reach[place] >= _NO_MAIL else {}),
            "phone": f"+31970{10_000_000 + number:08d}",
            "time_zone": "Europe/Amsterdam",
            **{what: column[place] for what, column in words.items()},
        }
        for place, (number, name) in enumerate(zip(numbers.tolist(), names, strict=True))
    ]


def gone(contacts: list[dict[str, str]]) -> frozenset[str]:
    """The addresses of the people whose box no longer exists: their letters come back."""
    share = chance_of(np.arange(len(contacts)), 13)
    return frozenset(
        one["email"]
        for one, chance in zip(contacts, share, strict=True)
        if "email" in one and chance < _GONE
    )


def opted_out(contacts: list[dict[str, str]]) -> tuple[str, ...]:
    """The keys of the people who said that they want no more questions."""
    share = chance_of(np.arange(len(contacts)), 14)
    return tuple(
        one["key"] for one, chance in zip(contacts, share, strict=True) if chance < _OPTED_OUT
    )


def _names(numbers: Whole) -> list[str]:
    first = (chance_of(numbers, 10) * len(_FIRST)).astype(int)
    last = (chance_of(numbers, 11) * len(_LAST)).astype(int)
    return [f"{_FIRST[a]} {_LAST[b]}" for a, b in zip(first, last, strict=True)]


def _address(name: str, number: int) -> str:
    return f"{name.lower().replace(' ', '.')}.{number + 1}@example.org"
