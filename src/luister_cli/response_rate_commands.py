"""`luister response-rate`: which share of those who were asked answered."""

import argparse

from luister.estimates.estimate import Estimate
from luister.loop import keep, reach
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command of this file."""
    rate = commands.add_parser("response-rate", help="the share of those asked who answered")
    rate.add_argument("survey", nargs="?", metavar="SURVEY", help="all where left out")
    rate.add_argument("--wave", metavar="WAVE")
    rate.add_argument(
        "--by", nargs="+", action="extend", default=[], metavar="DIM",
        help="survey, wave, channel, segment",
    )  # fmt: skip
    rate.add_argument("--json", action="store_true")
    rate.set_defaults(run=_rate)


def _rate(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        found = reach.response_rates(
            home, by=tuple(chosen.by), survey=chosen.survey, wave=chosen.wave
        )
    finally:
        home.close()
    heads = (*chosen.by, "finished", "95 % interval", "started", "asked")
    terminal.table(heads, [_line(one) for one in found])
    if not found:
        terminal.say("Nobody was invited.")
    terminal.answer(
        [
            {
                "group": dict(one.group),
                "finished": _plain(one.finished),
                "started": _plain(one.started),
            }
            for one in found
        ]
    )
    return 0


def _line(one: reach.ResponseRate) -> list[str]:
    if one.finished is None or one.started is None:
        return [*one.group.values(), "-", "nobody was asked yet", "-", "0"]
    rate = one.finished
    interval = f"{rate.low:.1f} to {rate.high:.1f}"
    share = f"{rate.value:.1f} %"
    return [*one.group.values(), share, interval, f"{one.started.value:.1f} %", f"{rate.n:,}"]


def _plain(rate: Estimate | None) -> dict[str, float | int] | None:
    if rate is None:
        return None
    return {"value": rate.value, "low": rate.low, "high": rate.high, "n": rate.n}
