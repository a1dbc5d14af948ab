"""What a metric is: the points that each answer earns, of which it is the mean."""

from collections.abc import Callable
from dataclasses import dataclass

from luister.events.answer import Scale


@dataclass(frozen=True, slots=True)
class Metric:
    """A number about a group of answers: the mean of the points that each answer earns.

    - id: the name by which it is asked for
    - unit: `points` (-100 to 100), `percent`, `scale` (the question's own) or `count`
    - fits: whether the metric may be taken of questions with this scale
    - points: the points that an answer earns
    - bounds: the lowest and highest value the metric can take on this scale
    - label: its name as people write it, in English
    - shape: which interval suits it: `share` (points are 0 or 100), `balance` (-100, 0 or 100),
      `mean` (anything else) or `count` (how many answers there are; exact)
    """

    id: str
    unit: str
    fits: Callable[[Scale], bool]
    points: Callable[[float, Scale], float]
    bounds: Callable[[Scale], tuple[float, float]]
    higher_is_better: bool = True
    label: str = ""
    shape: str = "mean"


def percent_bounds(scale: Scale) -> tuple[float, float]:
    """The ends of a share: 0 and 100, whatever the scale."""
    del scale
    return 0.0, 100.0


def ends(scale: Scale) -> tuple[float, float]:
    """The ends of the scale; infinite where it has none.

    >>> ends(Scale("ces", 1, 7))
    (1.0, 7.0)
    >>> ends(Scale("number"))
    (-inf, inf)
    """
    low = float("-inf") if scale.low is None else float(scale.low)
    high = float("inf") if scale.high is None else float(scale.high)
    return low, high


def answer_itself(value: float, scale: Scale) -> float:
    """The value of the answer: the points of a plain mean."""
    del scale
    return float(value)


def kinds(*allowed: str) -> Callable[[Scale], bool]:
    """A test that a scale is of one of these kinds.

    >>> kinds("nps")(Scale("nps", 0, 10))
    True
    """
    return lambda scale: scale.kind in allowed
