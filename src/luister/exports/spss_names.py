"""Names that SPSS accepts for variables."""

import re
from collections.abc import Iterable

LONGEST_NAME = 64
_RESERVED = frozenset(
    ["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"]
)
_UNFIT = re.compile(r"[^\w.$#@]")


def valid_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names, each made valid and none twice, whatever its case.

    A name begins with a letter, has letters, digits and `._$#@`, takes 64 bytes at most, does not
    end on a point, and is no word of the command language.

    >>> valid_names(["Q1 a", "q1_A", "2nd", "by", "ends."])
    ('Q1_a', 'q1_A_2', 'v2nd', 'by_', 'ends_')
    """
    taken: set[str] = set()
    found = []
    for name in names:
        valid = _numbered(_valid(name), taken)
        taken.add(valid.casefold())
        found.append(valid)
    return tuple(found)


def _valid(name: str) -> str:
    clean = _UNFIT.sub("_", name.strip()) or "v"
    if not clean[0].isalpha():
        clean = f"v{clean}"
    clean = _cut(clean, LONGEST_NAME)
    if clean.endswith("."):
        clean = f"{clean[:-1]}_"
    return f"{clean}_" if clean.upper() in _RESERVED else clean


def _numbered(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        ending = f"_{number}"
        found = _cut(name, LONGEST_NAME - len(ending)) + ending
    return found


def _cut(name: str, limit: int) -> str:
    return name.encode()[:limit].decode(errors="ignore")
