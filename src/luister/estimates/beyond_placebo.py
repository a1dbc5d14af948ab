"""What raising several drivers together does beyond a placebo: what is left once the mood of the day is taken off."""

from collections.abc import Mapping, Sequence

import numpy as np

from luister.estimates.driver_report import DriverLine, DriverReport, exceeds_mood
from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import Floats, ModelRows, moved, points_up


def beyond_together(
    report: DriverReport, rows: ModelRows, steps: Mapping[str, float]
) -> Estimate | None:
    """The gain to all rows of raising these drivers, less what the placebo would do raised by as many points.

    None where the report has no placebo, where nothing but the placebo is raised, or where a driver that is cannot be
    told from it. Each draw takes off, for every point that a driver goes up, what a point of the placebo does in
    that draw, so that what drivers share with it is kept. A driver that often does not apply has been set against the
    placebo among the forms to which both apply: its part is what it did there, and its doubt is added, which is too
    careful. So are all doubts where the placebo was picked and not named: the least of several is low in all of them.
    """
    if report.placebo_margin is None or not report.placebo:
        return None
    raised = [line for line in report.lines if steps.get(line.name)]
    others = [line for line in raised if line.name != report.placebo]
    if not others or any(line.beyond_placebo is None for line in others):
        return None
    among = [line for line in others if line.is_among_both]
    whole = [line for line in raised if line not in among]
    found, doubt = _of_whole(report, rows, steps, whole)
    for line in among:
        more = line.beyond_placebo
        assert more is not None  # All of them have one, as was looked at above.
        points = points_up(report.model, rows, line.name, steps[line.name])
        found, doubt = found + points * more.value, doubt + points * (more.high - more.value)
    return Estimate(found, found - doubt, found + doubt, report.model.n, report.model.unit)


def is_more_than_mood(gain: Estimate, beyond: Estimate) -> bool:
    """True where a gain is shown to be more than a mood, as of a single driver."""
    return exceeds_mood(gain.value, beyond)


def _of_whole(
    report: DriverReport, rows: ModelRows, steps: Mapping[str, float], lines: Sequence[DriverLine]
) -> tuple[float, float]:
    """What drivers do beyond the placebo that were set against it among all forms, and half their interval."""
    margin = report.placebo_margin or 0.0
    moods = [_mood(report, rows, line, steps[line.name]) for line in lines]
    if not lines:
        return 0.0, 0.0
    together = _gain(report, rows, {line.name: steps[line.name] for line in lines})
    draws = together - sum(moods)
    if "no_placebo" not in report.notes:
        return float(draws[0]), margin * float(draws[1:].std(ddof=1))
    alone = [
        _gain(report, rows, {line.name: steps[line.name]}) - mood
        for line, mood in zip(lines, moods, strict=True)
    ]
    return float(draws[0]), margin * sum(float(one[1:].std(ddof=1)) for one in alone)


def _mood(report: DriverReport, rows: ModelRows, line: DriverLine, step: float) -> Floats:
    """By draw what a mood would do through a driver that goes up by a step: as the placebo, point for point."""
    of_placebo = _gain(report, rows, {report.placebo: step})
    its_points = points_up(report.model, rows, report.placebo, step)
    points = points_up(report.model, rows, line.name, step)
    # What goes down with the outcome is taken for asked the other way round, which a mood lowers as much.
    way = 1.0 if line.effect.value >= 0 else -1.0
    return way * points * of_placebo / (its_points or 1.0)


def _gain(report: DriverReport, rows: ModelRows, steps: Mapping[str, float]) -> Floats:
    found = moved(report.model, rows, steps)
    return np.asarray(found.sums / (found.rows or 1.0))
