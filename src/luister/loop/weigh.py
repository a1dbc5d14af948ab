"""Weigh: answers are set against all who might have answered, so that who answers does not make the score."""

from collections.abc import Mapping, Sequence

from luister.errors import UnknownNameError
from luister.estimates.frame import Frame, Margin
from luister.loop.measure import dimensions
from luister.store import frames as kept
from luister.store.home import Store


def frames(store: Store) -> Mapping[str, Frame]:
    """The known totals of each survey that has them."""
    return kept.frames(store)


def keep_frame(store: Store, frame: Frame) -> None:
    """Keeps the totals of a survey; from now on its weighted numbers use them.

    Raises:
        UnknownNameError: a dimension that nobody declared, or totals that cannot be.
    """
    known = dimensions(store)
    for name in frame.dimensions:
        if name not in known:
            raise UnknownNameError(
                f"There is no dimension {name!r}.", hint=f"There are: {', '.join(known)}."
            )
    for margin in frame.margins:
        if not margin.totals or any(
            not 0 <= size < float("inf") for size in margin.totals.values()
        ):
            raise UnknownNameError(
                f"The totals by {' and '.join(margin.dimensions)} are not all numbers of 0 or more.",
                hint="Write one line a group: its value, then how many there are.",
            )
    kept.keep_frame(store, frame)


def remove_frame(store: Store, survey: str) -> None:
    """Takes the totals of a survey away."""
    kept.keep_frame(store, Frame(survey, "", ()))


def margin_of(lines: Sequence[Sequence[str]]) -> Margin:
    """A margin from a small table: a heading with the dimensions and a last column for the totals, then a line a group.

    Raises:
        UnknownNameError: a line has another number of cells than the heading, or its total is no number.

    >>> margin_of([["region", "n"], ["north", "1200"], ["south", "800"]]).totals[("north",)]
    1200.0
    """
    heading, *groups = lines
    totals: dict[tuple[str, ...], float] = {}
    for number, line in enumerate(groups, 2):
        try:
            *part, size = line
            totals[tuple(part)] = float(size)
        except ValueError:
            part = []
        if len(part) + 1 != len(heading) or len(heading) < 2:
            raise UnknownNameError(
                f"Line {number} is {' '.join(line)!r}.",
                hint=f"Write {', '.join(heading[:-1]) or 'a dimension'} and a number.",
            )
    return Margin(tuple(heading[:-1]), totals)
