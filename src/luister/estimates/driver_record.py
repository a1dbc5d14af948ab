"""A report of drivers as plain values that can be kept as text, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np

from luister.estimates.driver_report import DriverGroup, DriverLine, DriverReport
from luister.estimates.driver_request import DriverRequest
from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import DriverTerm, OutcomeModel

_DIGITS = 10  # Of each number kept: what differs behind them is the machine's, not the answers'.
_ESTIMATES = ("share", "slope", "effect", "gain", "performance")
_MAYBE = ("slope_below", "slope_above", "beyond_placebo")


def report_text(report: DriverReport) -> str:
    """The report as text: the same for the same report, to the byte."""
    plain = asdict(report)
    plain["model"]["draws"] = report.model.draws.tolist()
    return json.dumps(_rounded(plain), ensure_ascii=False, sort_keys=True)


def report_from(text: str) -> DriverReport:
    """The report that `report_text` made."""
    plain = json.loads(text)
    return DriverReport(
        **{
            **plain,
            "lines": tuple(_line(one) for one in plain["lines"]),
            "groups": tuple(_group(one) for one in plain["groups"]),
            "notes": tuple(plain["notes"]),
            "model": _model(plain["model"]),
        }
    )


def request_told(request: DriverRequest) -> dict[str, Any]:
    """The request as settings that are kept; the scope is kept beside them, and the seed."""
    plain = asdict(request)
    days = {name: plain[name] and plain[name].isoformat() for name in ("first", "last")}
    kept = {**plain, **days, "where": {name: list(few) for name, few in request.where.items()}}
    return {name: value for name, value in kept.items() if name not in {"scope", "seed"}}


def request_from(
    settings: Mapping[str, Any], *, scope: Mapping[str, tuple[str, ...]], seed: int
) -> DriverRequest:
    """The request that `request_told` told."""
    days = {
        name: settings[name] and date.fromisoformat(settings[name]) for name in ("first", "last")
    }
    return DriverRequest(
        **{
            **settings,
            **days,
            "drivers": tuple(settings["drivers"]),
            "controls": tuple(settings["controls"]),
            "where": {name: tuple(few) for name, few in settings["where"].items()},
            "scope": scope,
            "seed": seed,
        }
    )


def _rounded(value: Any) -> Any:  # noqa: ANN401  # Whatever JSON may hold.
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value


def _line(plain: Mapping[str, Any]) -> DriverLine:
    estimates = {name: Estimate(**plain[name]) for name in _ESTIMATES}
    maybe = {name: plain[name] and Estimate(**plain[name]) for name in _MAYBE}
    several = {name: tuple(plain[name]) for name in ("members", "tied_with")}
    return DriverLine(**{**plain, **estimates, **maybe, **several})


def _group(plain: Mapping[str, Any]) -> DriverGroup:
    lines = tuple(_line(one) for one in plain["lines"])
    return DriverGroup(**{**plain, "lines": lines, "moved": tuple(plain["moved"])})


def _model(plain: Mapping[str, Any]) -> OutcomeModel:
    return OutcomeModel(
        **{
            **plain,
            "scores": tuple(plain["scores"]),
            "terms": tuple(DriverTerm(**one) for one in plain["terms"]),
            "controls": tuple((name, value) for name, value in plain["controls"]),
            "draws": np.array(plain["draws"]),
        }
    )
