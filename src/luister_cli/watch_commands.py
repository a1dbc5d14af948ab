"""`luister replay` and `watch`: what would have been raised, and what is raised now."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime

from luister.errors import LuisterError
from luister.estimates.estimate import Estimate
from luister.estimates.watched import WatchedSeries
from luister.events.alarm import Alarm
from luister.events.replay import Replay, ReplayRequest
from luister.loop import keep, tell_moves, watch
from luister.loop.replay import replay
from luister_cli.report_commands import day_typed
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    again = commands.add_parser("replay", help="watch the past again, with today's settings")
    again.add_argument("--metric", help="nps, mark, ces, ...; else what suits each question")
    again.add_argument("--survey")
    again.add_argument("--by", nargs="+", action="extend", metavar="DIM")
    again.add_argument("--from", dest="first", type=day_typed, metavar="DAY")
    again.add_argument("--to", dest="last", type=day_typed, metavar="DAY")
    again.add_argument("--alarms-per-year", type=_rate, metavar="N", help="false ones, over all")
    again.add_argument("--json", action="store_true")
    again.set_defaults(run=_replay)
    now = commands.add_parser("watch", help="raise what moved since the last look")
    now.add_argument("--json", action="store_true")
    now.set_defaults(run=_watch)


def _replay(chosen: argparse.Namespace, terminal: Terminal) -> int:
    if chosen.first and chosen.last and chosen.first > chosen.last:
        raise LuisterError(
            f"The stretch begins on {chosen.first} and ends on {chosen.last}.",
            hint="Turn the two days round.",
        )
    by = None
    if chosen.by is not None:
        by = tuple(name for group in chosen.by for name in group.split(",") if name)
    request = ReplayRequest(
        metric=chosen.metric,
        survey=chosen.survey,
        by=by,
        first=chosen.first,
        last=chosen.last,
        alarms_per_year=chosen.alarms_per_year,
    )
    home = keep.open_home(chosen.home)
    try:
        found = replay(home, request)
    finally:
        home.close()
    terminal.answer(tell_moves.replay_told(found))
    _tell(found, terminal)
    return 0


def _tell(found: Replay, terminal: Terminal) -> None:
    terminal.say(
        f"{found.series} series over {found.days} days, at {found.alarms_per_year:g} false alarms a year: "
        f"{len(found.alarms)} alarms."
    )
    if found.alarms:
        heads = ("raised", "metric", "group", "direction", "since", "between", "before", "after")
        terminal.table(heads, [_alarm_line(one) for one in found.alarms])
    if found.watched:
        terminal.table(
            ("metric", "group", "answers a day", "days until a drop is noticed"),
            [_series_line(one) for one in found.watched],
        )


def _alarm_line(alarm: Alarm) -> list[str]:
    return [
        str(alarm.raised_on),
        alarm.metric,
        _group(alarm.group),
        alarm.direction,
        str(alarm.changed_on),
        f"{alarm.changed_low}..{alarm.changed_high}",
        _estimate(alarm.before),
        _estimate(alarm.after),
    ]


def _series_line(series: WatchedSeries) -> list[str]:
    told = [
        f"{delay.drop:g}: {'over a year' if delay.days is None else f'{delay.days:.0f}'}"
        for delay in series.delays
    ]
    promise = ", ".join(told) if series.is_watched else "too few answers yet"
    a_day = "hidden" if series.answers_per_day is None else f"{series.answers_per_day:.1f}"
    return [series.metric, _group(series.group), a_day, promise]


def _group(group: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in group.items()) or "all"


def _estimate(found: Estimate | None) -> str:
    if found is None:
        return "hidden"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f}, n {found.n})"


def _watch(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        found = watch.watch(home, now=datetime.now(UTC))
    finally:
        home.close()
    terminal.answer(tell_moves.look_told(found.series, found.alarms, found.silences))
    terminal.say(
        f"{found.series} series watched; {len(found.alarms)} alarms and "
        f"{len(found.silences)} silent groups raised."
    )
    if found.alarms:
        heads = ("raised", "metric", "group", "direction", "since", "between", "before", "after")
        terminal.table(heads, [_alarm_line(one) for one in found.alarms])
    for one in found.silences:
        terminal.say(
            f"Silent since {one.since}: {_group(one.group)}; {one.received} answers where "
            f"{one.expected:.0f} were expected."
        )
    return 0


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above nought")
    return rate
