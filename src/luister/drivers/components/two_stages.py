"""Constructs of constructs: first their parts are weighed, then the parts are items like others."""

from collections.abc import Iterator

import numpy as np

from luister.drivers.components.path_model import Floats, Layout, PathModel
from luister.drivers.components.solution import Solution
from luister.errors import UnknownNameError


def stages(model: PathModel) -> tuple[PathModel, ...]:
    """The models to solve, one after the other: one, or two where constructs have constructs as items.

    In the first stage the parts take the arrows of the whole; in the second the whole has its parts'
    sums as items.

    Raises:
        UnknownNameError: a construct that mixes questions and constructs, or parts that have parts.

    Source: Wetzels, Odekerken-Schroeder & van Oppen (2009); Sarstedt et al. (2019), "disjoint two-stage
    approach".
    """
    names = set(model.names)
    # A question on an arrow is a construct of its own name: no part of itself.
    parts = {
        one.name: one.items for one in model.constructs if (names - {one.name}) & set(one.items)
    }
    if not parts:
        return (model,)
    _check(parts, names)
    inside = {item for items in parts.values() for item in items}
    lower = tuple(one for one in model.constructs if one.name not in parts)
    upper = tuple(one for one in model.constructs if one.name not in inside)
    spread = dict.fromkeys(_spread(model.arrows, parts))
    return PathModel(lower, tuple(spread)), PathModel(upper, model.arrows)


def sums_as_items(
    correlations: Floats, found: Solution, lower: Layout, upper: PathModel
) -> Floats:
    """Correlations of the second stage's items [replicate, item, item]: questions, and sums of parts."""
    names, questions = lower.model.names, lower.model.items
    ways = np.zeros((len(correlations), len(questions), len(upper.items)))
    for column, item in enumerate(upper.items):
        if item in names and item not in questions:
            places = lower.items_of(names.index(item))
            ways[:, places, column] = found.weights[:, places]
        else:
            ways[:, questions.index(item), column] = 1.0
    return np.asarray(np.swapaxes(ways, 1, 2) @ correlations @ ways)


def _check(parts: dict[str, tuple[str, ...]], names: set[str]) -> None:
    for name, items in parts.items():
        if not set(items) <= names:
            raise UnknownNameError(
                f"{name} has questions and constructs as items.",
                hint="Give the questions a construct of their own, and name that.",
            )
        deeper = [item for item in items if item in parts]
        if deeper:
            raise UnknownNameError(
                f"{name} is made of {deeper[0]}, which is itself made of constructs.",
                hint="Leave out one level; two are solved at most.",
            )


def _spread(
    arrows: tuple[tuple[str, str], ...], parts: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    for cause, effect in arrows:
        for one in parts.get(cause, (cause,)):
            for other in parts.get(effect, (effect,)):
                yield one, other
