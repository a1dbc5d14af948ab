"""A request for factors as settings that are kept, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from luister.estimates.factor_request import FactorRequest


def factor_request_told(request: FactorRequest) -> dict[str, Any]:
    """The request as settings that are kept; the scope is kept beside them, and the seed."""
    plain = asdict(request)
    days = {name: plain[name] and plain[name].isoformat() for name in ("first", "last")}
    lists = {
        "questions": list(request.questions),
        "where": {name: list(few) for name, few in request.where.items()},
    }
    kept = {**plain, **days, **lists}
    return {name: value for name, value in kept.items() if name not in {"scope", "seed"}}


def factor_request_from(
    settings: Mapping[str, Any], *, scope: Mapping[str, tuple[str, ...]], seed: int
) -> FactorRequest:
    """The request that `factor_request_told` told.

    >>> request = FactorRequest(questions=("a", "b"), survey="s", last=date(2026, 1, 1), seed=3)
    >>> factor_request_from(factor_request_told(request), scope={}, seed=3) == request
    True
    """
    days = {
        name: settings[name] and date.fromisoformat(settings[name]) for name in ("first", "last")
    }
    lists = {
        "questions": tuple(settings["questions"]),
        "where": {name: tuple(few) for name, few in settings["where"].items()},
    }
    return FactorRequest(**{**settings, **days, **lists, "scope": scope, "seed": seed})
