"""Why a path model has no result: what came out that cannot be, and of whom."""

from collections.abc import Iterator

import numpy as np

from luister.drivers.components.fit import Fit
from luister.estimates.component_report import Problem

_EDGE, _LEAST = 1 + 1e-9, -1e-9
_MOST_HELD = 0.8


def problems(fit: Fit) -> tuple[Problem, ...]:
    """All that is wrong with the fit; nothing where it holds."""
    if not fit.has_converged:
        return (Problem(kind="not_converged", names=()),)
    if not fit.is_proper:
        return tuple(_impossible(fit))
    return (*_samples(fit), *_unreliable(fit))


def is_reliability(value: float) -> bool:
    """True where a reliability is one that can be."""
    return 0 < value <= _EDGE


def _samples(fit: Fit) -> Iterator[Problem]:
    held = len(fit.drawn.weights)
    share = held / max(held + fit.failed, 1)
    if not fit.has_intervals:
        yield Problem(kind="few_samples_held", names=(), value=share)
    elif share < _MOST_HELD:
        yield Problem(kind="some_samples_failed", names=(), value=share)


def _unreliable(fit: Fit) -> Iterator[Problem]:
    """Constructs whose items do not hang together; plain PLS goes on, but says so."""
    for stage in fit.stages:
        for place, value in enumerate(stage.found.reliability[0].tolist()):
            if not is_reliability(value):
                kind = "reliability_above_one" if value > _EDGE else "reliability_not_positive"
                yield _about(kind, value, stage.layout.model.names[place])


def _impossible(fit: Fit) -> Iterator[Problem]:
    """What cannot be. Where a reliability is not above nought the rest follows from that."""
    found, names, items = fit.found, fit.layout.model.names, fit.layout.model.items
    low = [place for place, value in enumerate(found.reliability[0]) if not value > 0]
    for place in low:
        yield _about("reliability_not_positive", found.reliability[0, place], names[place])
    if low:
        return
    for place in np.flatnonzero(found.reliability[0] > _EDGE).tolist():
        yield _about("reliability_above_one", found.reliability[0, place], names[place])
    for place in np.flatnonzero(np.abs(found.loadings[0]) > _EDGE).tolist():
        yield _about("loading_above_one", found.loadings[0, place], items[place])
    for first, second in np.argwhere(np.triu(np.abs(found.constructs[0]) > _EDGE, 1)).tolist():
        yield _about(
            "correlation_above_one",
            found.constructs[0, first, second],
            names[first],
            names[second],
        )
    for place in np.flatnonzero(found.r2[0] > _EDGE).tolist():
        yield _about("r2_above_one", found.r2[0, place], names[place])
    if np.linalg.eigvalsh(found.constructs[0])[0] < _LEAST:
        yield _most_alike(fit)


def _most_alike(fit: Fit) -> Problem:
    """Correlations that no constructs can have together; the pair that is most alike is the first to join."""
    between = fit.found.constructs[0]
    apart = np.triu(np.abs(between), 1)
    first, second = np.unravel_index(int(apart.argmax()), apart.shape)
    names = fit.layout.model.names
    return _about("not_positive", between[first, second], names[int(first)], names[int(second)])


def _about(kind: str, value: float, *names: str) -> Problem:
    return Problem(kind=kind, names=names, value=None if np.isnan(value) else float(value))
