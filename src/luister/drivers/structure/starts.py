"""Where the search begins: each construct as the first component of its items, nothing yet between constructs."""

from collections.abc import Sequence

import numpy as np

from luister.drivers.structure.matrices import Numbers
from luister.drivers.structure.model_text import INTERCEPT, MEASURED_BY, VARIES_WITH
from luister.drivers.structure.moments import Moments
from luister.drivers.structure.parameters import Parameter, Table


def starts(table: Table, groups: Sequence[Moments]) -> Numbers:
    """A first value for every free number; those that groups share begin at the mean of the groups' own.

    What the model's text gives as a start is taken as it is.
    """
    sums, counts = np.zeros(table.free), np.zeros(table.free)
    for group, sample in enumerate(groups, start=1):
        rows = table.of_group(group)
        guesses = _guesses(rows, table, sample)
        for row in rows:
            if row.free >= 0:
                given = row.start is not None
                sums[row.free] += row.start if row.start is not None else guesses(row)
                counts[row.free] += 1
                if given:
                    sums[row.free], counts[row.free] = sums[row.free] / counts[row.free], 1
    return sums / np.maximum(counts, 1)


class _Guesses:
    """First values of one group, from its moments."""

    def __init__(self, rows: Sequence[Parameter], table: Table, sample: Moments) -> None:
        """Takes each construct as the first component of its observed items."""
        place = {name: at for at, name in enumerate(table.roles.observed)}
        self.place, self.sample = place, sample
        self.spread = np.sqrt(np.maximum(np.diag(sample.covariance), 1e-12))
        self.loading: dict[tuple[str, str], float] = {}
        self.variance: dict[str, float] = {}
        self.kept = np.full(len(place), 0.5)
        for construct in table.roles.latents:
            items = [one for one in rows if one.op == MEASURED_BY and one.lhs == construct]
            self._take(construct, items, rows)

    def _take(self, construct: str, items: Sequence[Parameter], rows: Sequence[Parameter]) -> None:
        seen = [one for one in items if one.rhs in self.place]
        at = [self.place[one.rhs] for one in seen]
        weights = _component(self.sample.covariance[np.ix_(at, at)]) if seen else np.zeros(0)
        along = weights * self.spread[at]
        unit = _unit(seen, along) or _root_of_fixed_variance(construct, rows) or 1.0
        for one, value in zip(seen, along, strict=True):
            self.loading[construct, one.rhs] = value / unit
        for position, weight in zip(at, weights, strict=True):
            self.kept[position] = max(1 - weight**2, 0.1)
        self.variance[construct] = unit**2

    def __call__(self, row: Parameter) -> float:
        """The first value of the row."""
        if row.op == MEASURED_BY:
            return self.loading.get((row.lhs, row.rhs), 1.0)
        if row.op == VARIES_WITH and row.lhs == row.rhs:
            if row.lhs in self.variance:
                return self.variance[row.lhs]
            at = self.place[row.lhs]
            return float(self.kept[at] * self.spread[at] ** 2)
        if row.op == INTERCEPT and row.lhs in self.place:
            return float(self.sample.mean[self.place[row.lhs]])
        return 0.0


def _guesses(rows: Sequence[Parameter], table: Table, sample: Moments) -> _Guesses:
    return _Guesses(rows, table, sample)


def _component(covariance: Numbers) -> Numbers:
    """Loadings of standardised items on what they share: the first component, without each item's own part."""
    spread = np.sqrt(np.maximum(np.diag(covariance), 1e-12))
    correlation = covariance / np.outer(spread, spread)
    if len(correlation) == 1:
        return np.array([0.95])
    values, vectors = np.linalg.eigh(correlation)
    shared = max(float(values[-1]) - float(values[:-1].mean()), 0.1)
    loading = vectors[:, -1] * np.sqrt(shared)
    sign = np.sign(loading.sum()) or 1.0
    clipped: Numbers = np.clip(loading * sign, -0.95, 0.95)
    return clipped


def _unit(items: Sequence[Parameter], along: Numbers) -> float:
    """The construct's spread where an item's loading is fixed; 0 where none is."""
    for one, value in zip(items, along, strict=True):
        if one.free < 0 and one.value != 0:
            # A first item that hardly belongs must not blow up the others.
            return float(max(abs(value / one.value), 0.1 * np.abs(along).max())) or 0.0
    return 0.0


def _root_of_fixed_variance(construct: str, rows: Sequence[Parameter]) -> float:
    for one in rows:
        is_variance = one.op == VARIES_WITH and one.lhs == one.rhs == construct
        if is_variance and one.free < 0 and one.value > 0:
            return float(np.sqrt(one.value))
    return 0.0
