"""From what is expected of a group to what each person answers."""

from functools import cache

import numpy as np
from scipy.special import ndtr

from luister.demo.energy.coded import Floats
from luister.demo.energy.forms import Forms
from luister.demo.energy.questionnaire import Item


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
    # In the middle of the scale 0-10 a shift of one standard deviation is worth 70 NPS points.
    worth = 70.0 if item.question.scale.kind == "nps" else item.spread
    total = filled.process.level[item.question.id] + worth * everyday
    for cause in filled.causes:
        size = cause.effect.get(item.question.id, 0.0)
        if size:
            total += size * filled.working[cause.name]
    return total
