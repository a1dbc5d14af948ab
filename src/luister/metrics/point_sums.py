"""What answers earn, added up: all that a mean and its doubt need to know of a group."""

from collections.abc import Iterable

from luister.estimates.count_table import CountedCell
from luister.events.answer import Scale
from luister.metrics.metric import Metric, answer_itself

PointSums = tuple[tuple[str, ...], float, float, float]
"""A group, its answers, the sum of their points and of their squared points."""


def point_sums(
    metric: Metric, cells: Iterable[CountedCell], *, dimensions: int, finer: bool = False
) -> list[PointSums]:
    """The sums of each cell's answers, in points of the metric; groups keep their first `dimensions`.

    `finer` sums the answers of a balance as they were given: the mean of 0 to 10 sees the same move
    as NPS, in fewer answers.

    >>> from datetime import date
    >>> from luister.metrics.nps import NPS
    >>> day = date(2026, 5, 4)
    >>> told = {"bucket": None, "survey": "s", "question": "q", "first": day, "last": day}
    >>> cell = CountedCell(group=("North",), scale="nps:0-10", values=[10, 3], n=[2, 1], **told)
    >>> point_sums(NPS, [cell], dimensions=1)
    [(('North',), 3, 100.0, 30000.0)]
    """
    found: list[PointSums] = []
    for cell in cells:
        scale = Scale.from_code(cell.scale)
        points_of = answer_itself if finer and has_finer(metric) else metric.points
        earned = [
            (points_of(value, scale), n) for value, n in zip(cell.values, cell.n, strict=True)
        ]
        total = sum(points * n for points, n in earned)
        squares = sum(points * points * n for points, n in earned)
        found.append((cell.group[:dimensions], sum(cell.n), total, squares))
    return found


def has_finer(metric: Metric) -> bool:
    """True where the answers themselves tell more than the classes that the metric makes of them.

    >>> from luister.metrics.nps import NPS
    >>> has_finer(NPS)
    True
    """
    return metric.shape == "balance" and metric.higher_is_better
