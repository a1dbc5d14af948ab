"""Answers that say yes or no in words: 1 and 0."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from luister.errors import LuisterError

_YES, _NO = frozenset({"yes", "true", "ja", "1"}), frozenset({"no", "false", "nee", "0"})
_NOT = ("not ", "no ", "non-", "niet ", "geen ")
_MOST_NAMED = 8


def says_yes_or_no(values: Iterable[str]) -> bool:
    """True where all values are yes, no or nothing, or one thing and that it is not, and both answers are there.

    >>> says_yes_or_no(["", "ja", "nee"]), says_yes_or_no(["yes", "maybe"])
    (True, False)
    >>> says_yes_or_no(["Churned", "not churned"])
    True
    """
    plain = {value.strip().lower() for value in values} - {""}
    yes, no = _sides(plain)
    return plain <= yes | no and bool(plain & yes) and bool(plain & no)


def says_yes(value: str) -> bool:
    """True where a word alone says yes.

    >>> says_yes("Ja"), says_yes("churned")
    (True, False)
    """
    return value.strip().lower() in _YES


def yes_or_no(name: str, values: Sequence[str], *, yes: str = "") -> npt.NDArray[np.float64]:
    """1 for each value that says yes, 0 for no, NaN for nothing; `name` is of what they are.

    With `yes`, that answer is 1 and each other one 0.

    Raises:
        LuisterError: a value is neither, or no value is `yes`.

    >>> yes_or_no("left", ["opgezegd", "klant", ""], yes="Opgezegd").tolist()
    [1.0, 0.0, nan]
    """
    plain = [value.strip().lower() for value in values]
    known = set(plain) - {""}
    wanted = yes.strip().lower()
    if wanted and wanted not in known:
        raise LuisterError(
            f"Nobody answered {yes!r} to {name!r}.", hint=f"Answers are: {_named(values)}."
        )
    sides = ({wanted}, known - {wanted}) if wanted else _sides(known)
    for value, said in zip(values, plain, strict=True):
        if said and said not in sides[0] | sides[1]:
            raise LuisterError(
                f"{name!r} says {value[:40]!r} of some, which is no yes or no.",
                hint="Say which answer counts as yes, or name a question that is answered in numbers.",
            )
    return np.array([float(one in sides[0]) if one else np.nan for one in plain], np.float64)


def _sides(plain: set[str]) -> tuple[frozenset[str] | set[str], frozenset[str] | set[str]]:
    """What says yes and what says no; of two words, one may be the other with "not" before it."""
    for one in plain:
        others = plain - {one}
        if len(others) == 1 and any(f"{word}{one}" in others for word in _NOT):
            return {one}, others
    return _YES, _NO


def _named(values: Sequence[str]) -> str:
    named = sorted({value[:40] for value in values if value.strip()})
    more = ", ..." if len(named) > _MOST_NAMED else ""
    return ", ".join(named[:_MOST_NAMED]) + more
