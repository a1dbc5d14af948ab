"""Weigh: answers are set against all who might have answered, so that who answers does not make the score."""

from collections.abc import Mapping, Sequence
from datetime import date

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.frame import Frame, Margin
from luister.estimates.request_terms import FIRST_DAY, LAST_DAY
from luister.events.response_batch import RESPONSE
from luister.loop.measure import dimensions
from luister.metrics.frame_weights import FrameWeights, frame_weights
from luister.store import frames as kept
from luister.store.counting import counted
from luister.store.histogram import Histogram
from luister.store.home import Store
from luister.store.reach import invited_by

ALL_INVITED = "all invited"
"""The source of a frame that was counted from the invitations."""


def frames(store: Store) -> Mapping[str, Frame]:
    """The known totals of each survey that has them."""
    return kept.frames(store)


def weighted_surveys(store: Store) -> frozenset[str]:
    """The surveys whose weighted numbers may differ: with known totals, or with weights of their own that differ."""
    return kept.surveys_with_weights(store) | frozenset(kept.frames(store))


def is_weighted(store: Store, survey: str) -> bool:
    """True where a weighted number of the survey may differ from the plain one."""
    return survey in weighted_surveys(store)


def frame_of_invited(store: Store, survey: str, by: Sequence[str]) -> Frame:
    """The totals of all who were invited to a survey, a margin for each dimension; it is not kept yet.

    They are counted from what each invitation carried, so that a person who moved since counts where they lived.

    Raises:
        UnknownNameError: no dimension, one that nobody declared, or one that no invitation to the survey carries.
    """
    _known(store, by)
    margins = []
    for name in dict.fromkeys(by):
        counts = {part: float(people) for part, people in invited_by(store.truth, survey, [name])}
        if not any(part != ("",) for part in counts):
            raise UnknownNameError(
                f"No invitation to {survey!r} carries {name!r}.",
                hint="Name a dimension that the plan of the survey takes from its contacts.",
            )
        margins.append(Margin((name,), counts))
    if not margins:
        raise UnknownNameError("No dimension is named.", hint="Say by what to count the invited.")
    return Frame(survey, ALL_INVITED, tuple(margins))


def weights(
    store: Store, frame: Frame, *, days: tuple[date, date] = (FIRST_DAY, LAST_DAY)
) -> FrameWeights:
    """What a frame makes of all answers to its survey: who did not answer at all, and how far the weights lie apart."""
    question = Histogram(
        questions=((frame.survey, RESPONSE),), dimensions=frame.dimensions, stretches=(days,)
    )
    _, rows = counted(store, question)
    return frame_weights({row.group: row.answers for row in rows}, frame)


def keep_frame(store: Store, frame: Frame) -> None:
    """Keeps the totals of a survey; from now on its weighted numbers use them.

    Raises:
        UnknownNameError: a dimension that nobody declared.
        LuisterError: totals that cannot be: below 0, endless, or all of them nought.
    """
    _known(store, frame.dimensions)
    for margin in frame.margins:
        sizes = margin.totals.values()
        if not any(sizes) or any(not 0 <= size < float("inf") for size in sizes):
            raise LuisterError(
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
        LuisterError: a line has another number of cells than the heading, or its total is no number.

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
            raise LuisterError(
                f"Line {number} is {' '.join(line)!r}.",
                hint=f"Write {', '.join(heading[:-1]) or 'a dimension'} and a number.",
            )
    return Margin(tuple(heading[:-1]), totals)


def _known(store: Store, names: Sequence[str]) -> None:
    known = dimensions(store)
    for name in names:
        if name not in known:
            raise UnknownNameError(
                f"There is no dimension {name!r}.", hint=f"There are: {', '.join(known)}."
            )
