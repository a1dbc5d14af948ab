"""A request for a structural model as settings that are kept, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from luister.estimates.model_request import ModelRequest


def model_request_told(request: ModelRequest) -> dict[str, Any]:
    """The request as settings that are kept; the scope is kept beside them, and the seed."""
    plain = asdict(request)
    days = {name: plain[name] and plain[name].isoformat() for name in ("first", "last")}
    kept = {**plain, **days, "where": {name: list(few) for name, few in request.where.items()}}
    return {name: value for name, value in kept.items() if name not in {"scope", "seed"}}


def model_request_from(
    settings: Mapping[str, Any], *, scope: Mapping[str, tuple[str, ...]], seed: int
) -> ModelRequest:
    """The request that `model_request_told` told.

    >>> request = ModelRequest(text="f =~ a + b + c", survey="s", first=date(2026, 1, 1), seed=3)
    >>> model_request_from(model_request_told(request), scope={}, seed=3) == request
    True
    """
    days = {
        name: settings[name] and date.fromisoformat(settings[name]) for name in ("first", "last")
    }
    where = {name: tuple(few) for name, few in settings["where"].items()}
    return ModelRequest(**{**settings, **days, "where": where, "scope": scope, "seed": seed})
