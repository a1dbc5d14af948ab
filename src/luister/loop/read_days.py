"""Read days: the series that were chosen, as day sums of the points that are watched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from luister.estimates.counts import unweighted
from luister.estimates.day_sums import DaySums, Numbers, joined
from luister.estimates.estimate import Difference, Estimate
from luister.loop.choose_series import ChosenCut
from luister.metrics.estimation import difference, estimate
from luister.metrics.fitting import minimum_group
from luister.metrics.watching import smallest_variance, watched_points
from luister.store.cut import DayCounts, Group
from luister.store.day_sums import day_counts, last_day
from luister.store.home import Store
from luister.warning.mixture import Places

_BEFORE = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Series:
    """One series: the cut it is of, its group, and where its answers stand among those of the cut."""

    chosen: ChosenCut
    group: Mapping[str, str]
    counts: DayCounts
    place: int

    def counted(self, first: date, last: date) -> dict[float, int]:
        """How often each value was given on these days."""
        return self.counts.counts(self.place, first, last)

    def minimum(self) -> int:
        """The fewest answers that may be shown."""
        return minimum_group(frozenset((*self.group, *self.chosen.cut.where)))

    def estimate(self, first: date, last: date) -> Estimate | None:
        """The metric on these days; None where too few answered."""
        found = self.counted(first, last)
        if sum(found.values()) < self.minimum():
            return None
        return estimate(self.chosen.metric, unweighted(found), self.chosen.scale)

    def change(self, before: tuple[date, date], after: tuple[date, date]) -> Difference | None:
        """How much higher the metric is after than before; None where too few answered."""
        old, new = self.counted(*before), self.counted(*after)
        if min(sum(old.values()), sum(new.values())) < self.minimum():
            return None
        return difference(self.chosen.metric, unweighted(new), unweighted(old), self.chosen.scale)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All series of a look, in one table of day sums; `first` is the first day with answers."""

    series: tuple[Series, ...]
    sums: DaySums
    floors: Numbers
    pools: Places


def answered_days(store: Store, cuts: Sequence[ChosenCut]) -> tuple[date, date] | None:
    """The first and last day with an answer to any of the questions; None where there is none."""
    asked = {one.cut.asked.value: one.cut for one in cuts}
    found = [days for cut in asked.values() if (days := last_day(store, cut))]
    return (min(one[0] for one in found), max(one[1] for one in found)) if found else None


def sheet(store: Store, cuts: Sequence[ChosenCut], first: date, last: date) -> Sheet | None:
    """The series with two years before `first`, up to `last`; None where nothing was answered."""
    answered = answered_days(store, cuts)
    if answered is None or answered[0] > last:
        return None
    start = max(answered[0], first - _BEFORE)
    counted = [day_counts(store, one.cut, first=start, last=last) for one in cuts]
    return _sheet(cuts, counted, start, last)


def kept_sheet(store: Store, cuts: Sequence[ChosenCut], first: date, last: date) -> Sheet | None:
    """The same sheet of counts that are kept from look to look: only answers that came in since are counted."""
    counted = store.days.counts([one.cut for one in cuts], first=first - _BEFORE, last=last)
    days = [int(one.days.min()) for one in counted if len(one.days)]
    return _sheet(cuts, counted, date.fromordinal(min(days)), last) if days else None


def _sheet(
    cuts: Sequence[ChosenCut], counted: Sequence[DayCounts], start: date, last: date
) -> Sheet | None:
    parts = [_part(one, counts, start, last) for one, counts in zip(cuts, counted, strict=True)]
    series = [one for part, _ in parts for one in part]
    if not series:
        return None
    pools = {(one.metric.id, one.scale.code): 0 for one in cuts}
    numbers = {pool: number for number, pool in enumerate(pools)}
    return Sheet(
        tuple(series),
        joined([sums for _, sums in parts]),
        np.array([smallest_variance(one.chosen.metric, one.chosen.scale) for one in series]),
        np.array([numbers[one.chosen.metric.id, one.chosen.scale.code] for one in series]),
    )


def _part(
    chosen: ChosenCut, counts: DayCounts, start: date, last: date
) -> tuple[list[Series], DaySums]:
    kept = [at for at, group in enumerate(counts.groups) if is_series(chosen, group)]
    sums = counts.sums(
        lambda value: watched_points(chosen.metric, value, chosen.scale), start, last
    )
    names = chosen.cut.dimensions
    found = [Series(chosen, group_of(names, counts.groups[at]), counts, at) for at in kept]
    return found, sums.of(np.array(kept, np.int64))


def is_series(chosen: ChosenCut, group: Group) -> bool:
    """True where a group is watched: nothing of it is unknown but, perhaps, its process."""
    named = dict(zip(chosen.cut.dimensions, group, strict=True))
    return all(value or name == "process" for name, value in named.items()) and (
        named.get("process") not in chosen.cut.without or len(named) == 1
    )


def group_of(names: Sequence[str], group: Group) -> dict[str, str]:
    """The dimension values that are known."""
    return {name: value for name, value in zip(names, group, strict=True) if value}
