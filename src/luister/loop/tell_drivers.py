"""Tell drivers: a report of drivers as plain values, the same for the command line and the API."""

from collections.abc import Sequence
from typing import Any

from luister.estimates.driver_report import DriverGroup, DriverLine, DriverReport
from luister.estimates.estimate import Estimate
from luister.loop.suppose import Supposed

Told = dict[str, Any]


def drivers_told(report: DriverReport) -> Told:
    """What scripts rely on: n, r2, and of each driver its share, effect, performance and kind, with intervals."""
    return {
        "n": report.n,
        "r2": report.r2,
        "r2_controls": report.r2_controls,
        "outcome": report.outcome,
        "unit": report.unit,
        "method": report.method,
        "draw_error": report.draw_error,
        "missing": dict(report.missing),
        "placebo": report.placebo,
        "notes": list(report.notes),
        "weights": report.weights,
        "design_effect": report.design_effect,
        "effective_n": report.effective_n,
        "data_version": report.version,
        "seed": report.seed,
        "drivers": _lines(report.lines),
        **(
            {"by": report.by, "groups": [_group(one) for one in report.groups]}
            if report.by
            else {}
        ),
    }


def _group(group: DriverGroup) -> Told:
    return {
        "value": group.value,
        "n": group.n,
        "needed": group.needed,
        "r2": group.r2,
        "moved": list(group.moved),
        "problem": group.problem,
        "drivers": _lines(group.lines),
    }


def _lines(lines: Sequence[DriverLine]) -> list[Told]:
    return [line_told(one) for one in lines]


def line_told(line: DriverLine) -> Told:
    """One driver as plain values."""
    return {
        "name": line.name,
        "label": line.label,
        "members": list(line.members),
        **_bounds("share", line.share),
        **_bounds("effect", line.effect),
        **_bounds("gain", line.gain),
        "room": line.room,
        **_bounds("slope", line.slope),
        **_bounds("performance", line.performance),
        "kind": line.kind,
        "reading": line.reading,
        "reading_is_clear": line.is_clear,
        "tied_with": list(line.tied_with),
        "robustness": line.robustness,
        "robustness_shown": line.robustness_shown,
        **_bounds("beyond_placebo", line.beyond_placebo),
        "is_more_than_mood": line.is_more_than_mood,
    }


def supposed_told(found: Supposed) -> Told:
    """What raising drivers would do, if the association is causal: to all forms, and beyond the placebo."""
    return {
        "steps": dict(found.steps),
        "n": found.n,
        **_bounds("gain", found.change.gain),
        "room": found.change.room,
        **_bounds("beyond_placebo", found.beyond),
        "is_more_than_mood": found.is_more_than_mood,
    }


def _bounds(name: str, estimate: Estimate | None) -> Told:
    return {
        name: estimate and estimate.value,
        f"{name}_low": estimate and estimate.low,
        f"{name}_high": estimate and estimate.high,
    }
