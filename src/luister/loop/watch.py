"""Watch: whatever moved since the last look is raised once, at the rate of false alarms that was stated.

Shape, for pages:
- settings(store) -> WarningSettings; keep_settings(store, settings, now=)
- watched(store, scope=, today=) -> tuple[WatchedSeries, ...] with thresholds and delays
- alarms(store, scope=, since=None, metric=None) -> tuple[Alarm, ...], the last raised first; alarm(store, id, scope=) -> Alarm
- watch(store, now=) -> Watched
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from luister.estimates.watched import WarningSettings, WatchedSeries
from luister.events.alarm import Alarm, Silence
from luister.store.home import Store

Scope = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Watched:
    """What one look brought: how many series were watched, and what was raised."""

    series: int
    alarms: tuple[Alarm, ...]
    silences: tuple[Silence, ...]


def watch(store: Store, *, now: datetime) -> Watched:
    """What was raised by looking now; each thing once, however often and by whomever it is looked."""
    raise NotImplementedError


def settings(store: Store) -> WarningSettings:
    """The settings in force."""
    raise NotImplementedError


def keep_settings(store: Store, chosen: WarningSettings, *, now: datetime) -> None:
    """Keeps the settings; LuisterError where a value is not allowed."""
    raise NotImplementedError


def watched(store: Store, *, scope: Scope, today: date) -> tuple[WatchedSeries, ...]:
    """Every series, with its threshold and the delays to expect; those within `scope` only."""
    raise NotImplementedError


def alarms(store: Store, *, scope: Scope, since: date | None = None) -> tuple[Alarm, ...]:
    """The alarms raised since, the last first; those within `scope` only."""
    raise NotImplementedError


def alarm(store: Store, number: int, *, scope: Scope) -> Alarm:
    """The alarm with this number; UnknownNameError where there is none within `scope`."""
    raise NotImplementedError
