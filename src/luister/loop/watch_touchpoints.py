"""Watch touchpoints: which questions the last model of a survey says to watch, until the next one is made."""

from collections.abc import Collection, Mapping
from typing import Any

from luister.drivers.question_weights import question_weights
from luister.estimates.model_solution import Estimated
from luister.estimates.model_watch import ModelWatch
from luister.store import understanding_runs as runs
from luister.store.home import Store

KIND = "sem"
"""The kind of the runs that structural models are kept as."""

_MOST = 12  # The last models of a reader; older ones have been made again.


def newest_model(store: Store) -> int:
    """The number of the model that was made last, whoever may see it: what pages are kept by."""
    return runs.newest_found(store, KIND)


def touchpoints_to_watch(
    store: Store, *, surveys: Collection[str], scope: Mapping[str, tuple[str, ...]]
) -> ModelWatch | None:
    """The weights of the last model of one of these surveys that exactly this scope ordered; None without one.

    A model that cannot be relied on, of several groups, or without an arrow to an outcome says nothing.
    """
    for run in runs.found_runs(store, KIND, scope=scope, most=_MOST):
        found = _watch(run) if run.settings.get("survey") in surveys else None
        if found is not None:
            return found
    return None


def _watch(run: runs.UnderstandingRun) -> ModelWatch | None:
    kept = run.told or {}
    if not (kept.get("converged") and kept.get("proper")) or run.done_at is None:
        return None
    rows = [_row(one) for one in kept["parameters"]]
    if any(one.group > 1 for one in rows):
        return None
    weights = question_weights(rows, _shares(kept["r2"]))
    if weights is None:
        return None
    return ModelWatch(
        run=run.id,
        survey=str(run.settings["survey"]),
        estimator=str(kept["estimator"]),
        n=int(kept["n"]),
        made_at=run.done_at,
        weights=weights,
    )


def _row(kept: Mapping[str, Any]) -> Estimated:
    """A row as a script reads it; what has no number is not told there."""
    est, se, low, high, std = (
        float(kept.get(name) or 0.0) for name in ("est", "se", "low", "high", "std")
    )
    return Estimated(
        lhs=kept["lhs"],
        op=kept["op"],
        rhs=kept["rhs"],
        group=int(kept["group"]),
        label=kept.get("label", ""),
        est=est,
        se=se,
        low=low,
        high=high,
        std=std,
    )


def _shares(kept: Mapping[str, Any]) -> Mapping[str, float]:
    """What is explained by variable, whether the one group has a name or not."""
    inside = kept.get("", kept)
    return {name: float(value or 0.0) for name, value in inside.items()}
