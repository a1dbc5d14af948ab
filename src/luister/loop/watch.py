"""Watch: whatever moved since the last look is raised once, at the rate of false alarms that was stated.

`watch` looks; `settings` and `keep_settings` are what an administrator decides; `watched` has each series with its
threshold and the delays to expect; `alarms` and `alarm` are what was raised.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from luister.errors import LuisterError
from luister.estimates.watched import SENSITIVE, STRICT, WarningSettings, WatchedSeries
from luister.events.alarm import Alarm, Silence
from luister.events.replay import ReplayRequest
from luister.loop.choose_series import chosen_cuts
from luister.loop.gather_moves import gather_moves
from luister.loop.measure import own_metrics
from luister.loop.promise import rules_of
from luister.loop.raise_alarms import raise_moved, raise_silent, series_key
from luister.loop.read_days import Sheet, kept_sheet
from luister.loop.replay import beginning, replay
from luister.metrics.catalogue import metric as metric_named
from luister.store import alarms as raised
from luister.store import watching as kept
from luister.store.counting import check_dimensions
from luister.store.home import Store
from luister.warning.silence import silent, without_parts
from luister.warning.watching import Standing, begin_anew, look

Scope = Mapping[str, tuple[str, ...]]
LOOK_BACK = timedelta(days=56)
"""The first look seeks changes that began so many days before it; what is older is for a replay."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """What one look brought: how many series were watched, and what was raised."""

    series: int
    alarms: tuple[Alarm, ...]
    silences: tuple[Silence, ...]


def watch(store: Store, *, now: datetime) -> Watched:
    """What was raised by looking now; each thing once, however often and by whomever it is looked.

    Nothing is done where neither an answer came in nor a day began since this process looked last.
    """
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    chosen = kept.kept_settings(store.truth)
    moment = (store.projection.catch_up(), store.projection.builds, today, repr(chosen))
    if store.looked[0] == moment or not chosen.is_on:
        return Watched(store.looked[1], (), ())
    cuts = chosen_cuts(store, chosen, scope={})
    found = kept_sheet(store, cuts, today - LOOK_BACK, today)
    looked = Watched(0, (), ()) if found is None else _look(store, found, chosen, today, now)
    gather_moves(store, now=now)
    store.looked = moment, looked.series
    return looked


def _look(
    store: Store, found: Sheet, chosen: WarningSettings, today: date, now: datetime
) -> Watched:
    hunted = kept.watched_since(store.truth, today - LOOK_BACK)
    standing = _standing(store, found, hunted)
    start = found.sums.place(max(kept.watched_through(store.truth) or hunted, today - LOOK_BACK))
    days = range(max(0, start), found.sums.days)
    moved = look(found.sums, standing, days, rules_of(chosen, found))
    alarms = [raise_moved(store, found, one, now=now) for one in moved]
    yesterday, first_look = found.sums.place(today - _DAY), found.sums.place(hunted + LOOK_BACK)
    silences = [
        raise_silent(store, found, one, yesterday, now=now)
        for one in without_parts(
            silent(found.sums, yesterday, standing.since),
            [series.group for series in found.series],
        )
        if one.since >= first_look
    ]
    kept.keep_watched_through(store.truth, today)
    return Watched(
        int(standing.is_watched.sum()),
        tuple(one for one in alarms if one is not None),
        tuple(one for one in silences if one is not None),
    )


def _standing(store: Store, found: Sheet, hunted: date) -> Standing:
    """Each series from its first answer on, or from the day after it was last noticed to have moved."""
    standing, noticed = beginning(found, hunted), raised.noticed(store.truth)
    column = found.sums.place
    for place, series in enumerate(found.series):
        for day, began in noticed.get(series_key(series), ()):
            begin_anew(standing, place, max(0, column(day)), column(began))
    return standing


def settings(store: Store) -> WarningSettings:
    """The settings in force."""
    return kept.kept_settings(store.truth)


def keep_settings(store: Store, chosen: WarningSettings, *, now: datetime) -> None:
    """Keeps the settings; they hold from the next look on.

    Raises:
        UnknownNameError: a metric or dimension that does not exist.
        LuisterError: a rate or a minimum that cannot be.
    """
    for name in chosen.metrics:
        metric_named(name, own_metrics(store))
    check_dimensions(store, tuple(name for names in chosen.dimensions.values() for name in names))
    if not 0 < chosen.alarms_per_year <= 1000:
        raise LuisterError(
            f"{chosen.alarms_per_year:g} false alarms a year cannot be.",
            hint="State more than 0, up to 1000.",
        )
    if chosen.strictness not in {STRICT, SENSITIVE} or not 12 <= chosen.least_answers <= 10_000:
        raise LuisterError(
            "The settings of the warning cannot be kept.",
            hint=f"Strictness is {STRICT} or {SENSITIVE}; 12 answers or more.",
        )
    kept.keep_settings(store.truth, chosen, now=now)


def watched(store: Store, *, scope: Scope, today: date) -> tuple[WatchedSeries, ...]:
    """Every series with its threshold and the delays to expect; what the scope lets see only."""
    again = replay(store, ReplayRequest(first=today, last=today, scope=scope))
    return again.watched


def alarms(store: Store, *, scope: Scope, since: date | None = None) -> tuple[Alarm, ...]:
    """The alarms raised since, the last first; those wholly inside the scope only."""
    return raised.alarms(store.truth, scope=scope, since=since)


def alarm_of_signal(store: Store, signal: int) -> int | None:
    """The number of the alarm that a signal tells of; None where it tells of something else."""
    return raised.alarm_of_signal(store.truth, signal)


def alarm(store: Store, number: int, *, scope: Scope) -> Alarm:
    """The alarm with this number; UnknownNameError where there is none inside the scope."""
    return raised.alarm(store.truth, number, scope=scope)
