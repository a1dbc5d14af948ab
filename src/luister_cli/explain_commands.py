"""`luister explain`: why an alarm was raised: where, in which words, near what."""

import argparse
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from luister.loop import keep
from luister.loop.explain import Explanation, explain
from luister.loop.tell_why import explained_alarm_told
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command of this file."""
    why = commands.add_parser("explain", help="say where and why an alarm's number moved")
    why.add_argument("alarm", type=int, help="its number")
    why.add_argument("--json", action="store_true")
    why.set_defaults(run=_explain)


def _explain(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        today = datetime.now(UTC).astimezone(ZoneInfo(home.time_zone)).date()
        alarm, told = explain(home, chosen.alarm, scope={}, today=today)
    finally:
        home.close()
    terminal.answer(explained_alarm_told(alarm, told))
    _tell(told, terminal)
    return 0


def _tell(told: Explanation, terminal: Terminal) -> None:
    if told.before and told.after:
        terminal.say(
            f"{told.metric}: {told.before.value:.2f} before, {told.after.value:.2f} since."
        )
    places = "; ".join(
        ", ".join(f"{name}={value}" for name, value in one.group.items()) for one in told.places
    )
    terminal.say(f"Where: {places or told.verdict} ({told.looked_at} groups looked at).")
    if told.words:
        terminal.say(f"Words: {', '.join(one.words for one in told.words.telling) or 'none'}.")
    for one in told.happenings:
        terminal.say(f"{one.day} ({one.days_away:+d} days): {one.label}")
