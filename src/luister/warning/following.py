"""Follows series as answers come in: an answer changes a few running totals of its own series, whatever came before."""

from collections.abc import Iterator, Sequence

import numpy as np

from luister.estimates.day_sums import DaySums
from luister.warning.mixture import Places, Ready, ready
from luister.warning.moments import Moments
from luister.warning.watching import Moved, Rules, Standing, look, moved_on, refreshed


class Following:
    """Series with their moments as of the start of a day; answers of that day and a few before are added."""

    def __init__(self, standing: Standing, rules: Rules) -> None:
        """Nothing is known yet; `begin` reads the days."""
        self.standing, self.rules = standing, rules
        self._ready: Ready | None = None
        self._learned: Moments | None = None
        self.place = -1

    def begin(self, sums: DaySums, days: Sequence[int]) -> Iterator[Moved]:
        """What moved on these days, the last of which is the one that is followed from now on."""
        yield from look(sums, self.standing, days, self.rules)
        self.place = days[-1]
        self._ready, self._learned = refreshed(
            sums, self.standing, self.place, self.place, self.rules
        )

    def added(self, sums: DaySums, rows: Places, days: Places) -> Iterator[Moved]:
        """What moved by answers that were added to `rows` at `days`, by the end of the day that is followed."""
        if self._ready is None or self._learned is None or not len(rows):
            return
        touched, from_day = np.unique(rows), int(days.min())
        learned = self._learned.of(touched)
        fresh = ready(
            sums.of(touched).until(self.place).since(from_day),
            learned,
            self.standing.since[touched],
            self.standing.hunted[touched],
        )
        self._ready.take_over(touched, from_day, fresh)
        yield from moved_on(self._ready, self.standing, self.place, touched)
