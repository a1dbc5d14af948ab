"""From what is expected of a group to what each person answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from luister.demo.energy.coded import Floats
from luister.demo.energy.forms import Forms
from luister.demo.energy.questionnaire import Item, items
from luister.events.answer import AnswerStatus

_WORTH_OF_A_SPREAD = 70.0
"""In the middle of the scale 0-10 a shift of one standard deviation is worth so many NPS points."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What chance gave the rows of a batch, in standard deviations: a mood, and `own` by question; and who answered."""

    mood: Floats
    own: Mapping[str, Floats]
    status: Mapping[str, NDArray[np.int8]]


@cache
def _expectations(points: bool, low: float, high: float, spread: float) -> tuple[Floats, Floats]:
    # What is reported of answers whose unrounded mean lies at each place of a grid.
    grid = np.linspace(low - 4 * spread, high + 4 * spread, 1201)
    values = np.arange(low, high + 1)
    upper = ndtr((values[:-1, None] + 0.5 - grid) / spread)
    below = np.vstack([np.zeros(len(grid)), upper])
    share = np.vstack([upper, np.ones(len(grid))]) - below
    earned = 100.0 * (values >= 9) - 100.0 * (values <= 6) if points else values
    return grid, earned @ share


def rounded(item: Item, expected: Floats, chance: Floats) -> Floats:
    """Whole answers on the item's scale that are, on average, what is expected.

    `expected` is in the unit in which the question is reported (NPS points, or the mean of the
    scale); `chance` has a standard normal distribution.
    """
    scale = item.question.scale
    low, high = scale.low or 0.0, scale.high or 0.0
    grid, reported = _expectations(scale.kind == "nps", low, high, item.spread)
    middle = np.interp(expected, reported, grid)
    return np.clip(np.rint(middle + item.spread * chance), low, high)


def expected(item: Item, filled: Forms) -> Floats:
    """What would be reported of each row's group: level, everyday differences and the causes."""
    story, people = filled.story, filled.people
    everyday = story.between_customers * people.temper + story.between_employees * people.skill
    total = filled.process.level[item.question.id] + _of_a_spread(item) * everyday
    for cause in filled.causes:
        size = cause.effect.get(item.question.id, 0.0)
        if size:
            total += size * filled.working[cause.name]
    return total


def chance(item: Item, filled: Forms, drawn: Drawn) -> Floats:
    """The chance in each answer: a mood that all answers of the form share, what touchpoints are worth, and its own.

    Its spread is 1 whatever touchpoints are worth, so that they move no group's mean.
    """
    share = filled.story.mood
    told, left = np.zeros(filled.size), np.ones(filled.size)
    for name, size in filled.process.worth.get(item.question.id, {}).items():
        # What was not used cannot have pleased or annoyed.
        used = drawn.status[name] != AnswerStatus.NOT_APPLICABLE
        weight = size / _of_a_spread(item) * _spread_of(name, filled)
        told += used * weight * drawn.own[name]
        left -= used * weight**2
    own = told + np.sqrt(left) * drawn.own[item.question.id]
    found: Floats = share * drawn.mood + np.sqrt(1 - share**2) * own
    return found


def _of_a_spread(item: Item) -> float:
    return _WORTH_OF_A_SPREAD if item.question.scale.kind == "nps" else item.spread


def _spread_of(name: str, filled: Forms) -> float:
    return next(one.spread for one in items(filled.process.survey) if one.question.id == name)
