"""The answers that a model is fitted to, and what in them makes a model impossible."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from luister.drivers.structure.matrices import Numbers
from luister.errors import LuisterError, NotEnoughError, UnknownNameError

FEWEST = 20
"""Fewer answers than this are refused, whatever the model."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Ratings (people, names; NaN where not answered), by group; "" is the one group where there are none."""

    names: tuple[str, ...]
    groups: Mapping[str, Numbers]

    @property
    def n(self) -> int:
        """People in all groups."""
        return sum(len(one) for one in self.groups.values())


def chosen(answers: Answers, names: Sequence[str]) -> Answers:
    """The answers to these questions alone, in this order.

    Raises:
        UnknownNameError: a name that the answers do not have, with those that come near.
    """
    for name in names:
        if name not in answers.names:
            near = difflib.get_close_matches(name, answers.names, n=3, cutoff=0.5)
            meant = near or list(answers.names[:8])
            raise UnknownNameError(
                f'The model names "{name}", which is neither a construct nor a column.',
                hint=f"Columns are for instance: {', '.join(meant)}.",
            )
    places = [answers.names.index(name) for name in names]
    return Answers(
        tuple(names), {group: rows[:, places] for group, rows in answers.groups.items()}
    )


def complete(answers: Answers) -> Answers:
    """Those who answered every question."""
    return Answers(
        answers.names,
        {group: rows[~np.isnan(rows).any(axis=1)] for group, rows in answers.groups.items()},
    )


def check_answers(answers: Answers) -> None:
    """Passes answers that a model can be fitted to.

    Raises:
        NotEnoughError: too few people, in all or in a group.
        LuisterError: a question that all answered alike, or that follows from others.
    """
    for group, rows in answers.groups.items():
        where = f' in group "{group}"' if group else ""
        needed = max(FEWEST, len(answers.names) + 1)
        if len(rows) < needed:
            raise NotEnoughError(
                f"{len(rows)} answers{where} are too few for {len(answers.names)} questions.",
                hint=f"At least {needed} people must have answered; take questions out, or wait.",
            )
        _check_spread(answers.names, rows, where)
        _check_collinearity(answers.names, rows, where)


def check_met(answers: Answers) -> None:
    """Passes answers in which every two questions were answered by some of the same people.

    Raises:
        NotEnoughError: two questions that never, or hardly ever, met.
    """
    for group, rows in answers.groups.items():
        there = (~np.isnan(rows)).astype(float)
        met = there.T @ there
        first, second = (int(at) for at in np.unravel_index(int(met.argmin()), met.shape))
        if met[first, second] < FEWEST:
            where = f' in group "{group}"' if group else ""
            raise NotEnoughError(
                f'"{answers.names[first]}" and "{answers.names[second]}" were both answered by '
                f"{int(met[first, second])} people{where}: how they go together is not known.",
                hint=f"At least {FEWEST} must have answered both; take one of them out.",
            )


def _check_spread(names: Sequence[str], rows: Numbers, where: str) -> None:
    for name, column in zip(names, rows.T, strict=True):
        seen = column[~np.isnan(column)]
        if len(seen) < 2 or seen.min() == seen.max():
            found = (
                "has no answers" if not len(seen) else f"has the same answer, {seen[0]:g}, of all"
            )
            raise LuisterError(
                f'"{name}" {found}{where}: it cannot go with anything.',
                hint="Take it out of the model.",
            )


def _check_collinearity(names: Sequence[str], rows: Numbers, where: str) -> None:
    whole = rows[~np.isnan(rows).any(axis=1)]
    if len(whole) <= len(names):
        return
    correlation = np.corrcoef(whole, rowvar=False).reshape(len(names), len(names))
    if np.isnan(correlation).any():
        return
    values, vectors = np.linalg.eigh(correlation)
    if values[0] < 1e-8:
        weights = np.abs(vectors[:, 0])
        tied = [name for name, weight in zip(names, weights, strict=True) if weight > 0.05]
        raise LuisterError(
            f"{_listed(tied)} follow from one another{where}: each is known when the others are.",
            hint="Take one of them out of the model.",
        )


def _listed(names: Sequence[str]) -> str:
    quoted = [f'"{one}"' for one in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
