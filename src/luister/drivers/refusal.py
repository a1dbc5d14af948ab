"""What cannot be answered, said before it is tried: too few forms, a rating that never varies, one told by others."""

from collections.abc import Sequence

import numpy as np

from luister.drivers.moments import Floats
from luister.errors import LuisterError, NotEnoughError

_TOLD = 1e-8  # What a column has left that others do not tell, of its variance, at least.


def needed(columns: int) -> int:
    """How many forms it takes to tell what so many columns explain: 50 and eight for each.

    Source: Green (1991), "How many subjects does it take to do a regression analysis".

    >>> needed(6)
    98
    """
    return 50 + 8 * columns


def check_enough(
    forms: int, columns: int, *, names: Sequence[str], effective: float | None = None
) -> None:
    """Lets enough forms pass; forms whose weights differ tell as much as `effective` ones.

    Raises:
        NotEnoughError: there are fewer than it takes.
    """
    least = needed(columns)
    if forms < least:
        raise NotEnoughError(
            f"{forms} forms can be used, and {len(names)} drivers need {least}.",
            hint="Take a longer period or a wider group, or name fewer drivers.",
        )
    if effective is not None and effective < least:
        raise NotEnoughError(
            f"{forms} forms with these weights tell as much as {effective:.0f}, and {len(names)} drivers need {least}.",
            hint="Take a longer period or a wider group, name fewer drivers, or leave the weights out.",
        )


def check_several(drivers: int) -> None:
    """Lets two drivers or more pass.

    Raises:
        LuisterError: one alone, which would be given what goes along with it: its slope is no effect.
    """
    if drivers < 2:
        raise LuisterError(
            "One driver alone would be given all that goes along with it, so it has no effect to tell.",
            hint="Name the other ratings that may matter too.",
        )


def check_varies(values: Floats, names: Sequence[str]) -> None:
    """Lets columns pass that take two values at least.

    Raises:
        LuisterError: one that does not, by name.
    """
    for place, name in enumerate(names):
        known = values[:, place][~np.isnan(values[:, place])]
        if len(known) == 0:
            raise LuisterError(f"Nobody answered {name!r} here.", hint="Leave it out.")
        if known.min() == known.max():
            raise LuisterError(
                f"All answers to {name!r} are {known[0]:g}, so it explains nothing and is explained by nothing.",
                hint="Leave it out, or take forms among which it differs.",
            )


def check_independent(covariance: Floats, names: Sequence[str]) -> None:
    """Lets columns pass of which none is told by the others; the covariance is (columns, columns).

    Raises:
        LuisterError: those that tell each other, by name.
    """
    spread = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(spread, spread)
    values, vectors = np.linalg.eigh(correlation)
    if values[0] > _TOLD:
        return
    involved = [name for name, part in zip(names, vectors[:, 0], strict=True) if abs(part) > 0.05]
    told = ", ".join(repr(name) for name in dict.fromkeys(involved))
    raise LuisterError(
        f"{told} tell one another without fail, so that nobody can say which of them matters.",
        hint="Leave one of them out.",
    )
