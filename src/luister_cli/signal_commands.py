"""`luister signals`: what deserves attention; put away, dismissed, merged, weighed, and the rules on answers."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from luister.errors import LuisterError
from luister.loop import act, heed, keep, rank
from luister_cli.terminal import Terminal

_WHO = "command line"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    signals = commands.add_parser("signals", help="what deserves attention, most important first")
    signals.add_argument("--kind", default="", metavar="K", help="alarm, answer or silence")
    signals.add_argument("--state", default="open", choices=[*act.STATES, "all"], metavar="S")
    signals.add_argument(
        "--each", action="store_true", help="every alarm, also those told of by another"
    )
    signals.add_argument("--process", default="", metavar="P")
    signals.add_argument("--limit", type=int, default=25, metavar="N")
    signals.add_argument("--after", type=int, default=None, metavar="NUMBER")
    signals.add_argument("--json", action="store_true")
    signals.set_defaults(run=_list)
    verbs = signals.add_subparsers(dest="verb", metavar="VERB")
    _verb(verbs, "show", "one signal with its history", _show)
    snooze = _verb(verbs, "snooze", "put it away until a day", _snooze)
    snooze.add_argument("--until", required=True, type=date.fromisoformat, metavar="DAY")
    dismiss = _verb(verbs, "dismiss", "put it aside, with the reason", _dismiss)
    dismiss.add_argument("--reason", required=True)
    merge = _verb(verbs, "merge", "make it part of another", _merge)
    merge.add_argument("into", type=int, metavar="INTO")
    _verb(verbs, "reopen", "take it up again", _reopen)
    _verb(verbs, "apart", "take it out of the move it was gathered into", _apart)
    rules = verbs.add_parser("rules", help="rules on answers; with a file, keep those in it")
    rules.add_argument("file", nargs="?", type=Path, metavar="FILE", help="JSON: a list of rules")
    rules.add_argument("--json", action="store_true")
    rules.set_defaults(run=_rules)
    weights = verbs.add_parser("weights", help="what signals are weighed by")
    weights.add_argument("--set", nargs="+", default=[], metavar="NAME=VALUE", dest="given")
    weights.add_argument("--json", action="store_true")
    weights.set_defaults(run=_weights)


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    about: str,
    run: object,
) -> argparse.ArgumentParser:
    made = verbs.add_parser(name, help=about)
    made.add_argument("number", type=int, metavar="NUMBER")
    made.add_argument("--json", action="store_true")
    made.set_defaults(run=run)
    return made


def _list(chosen: argparse.Namespace, terminal: Terminal) -> int:
    if not 1 <= chosen.limit <= 10_000:
        raise LuisterError(f"--limit is {chosen.limit}.", hint="Ask for 1 to 10000.")
    now = datetime.now(UTC)
    with closing(keep.open_home(chosen.home)) as home:
        heed.heed_answers(home, now=now)
        wanted = act.Filter(
            states=() if chosen.state == "all" else (chosen.state,),
            kinds=(chosen.kind,) if chosen.kind else (),
            process=chosen.process,
            is_each=chosen.each,
        )
        page = act.signals(home, wanted, now=now, limit=chosen.limit, after=chosen.after)
    terminal.table(("number", "rank", "kind", "state", "about"), [_row(s) for s in page.signals])
    told = [
        _plain(one) | {"same_move": moved.others if moved else 0}
        for one in page.signals
        for moved in (page.moves.get(one.id),)
    ]
    terminal.answer({"total": page.total, "signals": told})
    return 0


def _show(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        found = act.signal(home, chosen.number, scope={}, now=datetime.now(UTC))
    terminal.say("  ".join(_row(found.signal)))
    for line in found.history:
        terminal.say(f"{line.at:%Y-%m-%d %H:%M}  {line.what}  {line.who}  {line.words}".rstrip())
    terminal.answer(
        {
            **_plain(found.signal),
            "history": [asdict(line) for line in found.history],
            "merged": [one.id for one in found.merged],
            "alike": [one.id for one in found.alike],
            "same_move": [one.id for one in found.same_move],
            "led_by": found.led_by.id if found.led_by else None,
        }
    )
    return 0


def _snooze(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        until = datetime.combine(chosen.until, time(), ZoneInfo(home.time_zone))
        act.snooze(home, chosen.number, until=until, **_known())
    return _done(terminal, chosen.number, "snoozed")


def _dismiss(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        act.dismiss(home, chosen.number, reason=chosen.reason, **_known())
    return _done(terminal, chosen.number, "dismissed")


def _merge(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        act.merge(home, chosen.number, into=chosen.into, **_known())
    return _done(terminal, chosen.number, "merged")


def _reopen(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        act.reopen(home, chosen.number, **_known())
    return _done(terminal, chosen.number, "open")


def _apart(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        act.set_apart(home, chosen.number, **_known())
    return _done(terminal, chosen.number, "apart")


def _rules(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with closing(keep.open_home(chosen.home)) as home:
        for told in _told(chosen.file) if chosen.file else []:
            told.pop("is_on", None)
            heed.keep_rule(home, told.pop("id", None), told, now=datetime.now(UTC))
        found = heed.rules(home)
    rows = [(str(one.id), "on" if one.is_on else "off", one.rule.name) for one in found]
    terminal.table(("number", "state", "name"), rows)
    terminal.answer([heed.plain(one) for one in found])
    return 0


def _told(path: Path) -> list[dict[str, Any]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LuisterError(f"{path} cannot be read: {error}.", hint="Name a JSON file.") from None
    rules = told if isinstance(told, list) else [told]
    if not all(isinstance(one, dict) for one in rules):
        raise LuisterError(f"{path} holds no rules.", hint="Write a list of objects.")
    return rules


def _weights(chosen: argparse.Namespace, terminal: Terminal) -> int:
    given = dict(_pair(one) for one in chosen.given)
    with closing(keep.open_home(chosen.home)) as home:
        if given:
            rank.set_weights(home, given, now=datetime.now(UTC))
        found = asdict(rank.weights(home))
    terminal.table(
        ("weight", "value"),
        [(name, "unknown" if value is None else str(value)) for name, value in found.items()],
    )
    terminal.answer(found)
    return 0


def _pair(text: str) -> tuple[str, float | str | None]:
    """A weight that was typed: NAME=VALUE; without a value it is unknown."""
    name, sign, value = text.partition("=")
    if not sign:
        raise LuisterError(f"{text!r} is no NAME=VALUE.", hint="Write customers=50.")
    if name == "value_attribute":
        return name, value
    try:
        return name, float(value) if value else None
    except ValueError:
        raise LuisterError(f"{name} is {value!r}.", hint="Give a number.") from None


def _known() -> dict[str, Any]:
    return {"scope": {}, "who": _WHO, "now": datetime.now(UTC)}


def _done(terminal: Terminal, number: int, state: str) -> int:
    terminal.say(f"Signal {number} is {state}.")
    terminal.answer({"signal": number, "state": state})
    return 0


def _row(one: act.Signal) -> tuple[str, str, str, str, str]:
    about = [one.details.get("rule_name", ""), one.metric, one.process or one.survey]
    places = [] if one.kind == "answer" else list(one.group.values())
    words = " ".join(str(part) for part in (*about, *places) if part)
    return str(one.id), f"{one.importance:.0f}", one.kind, one.state, words


def _plain(one: act.Signal) -> dict[str, Any]:
    return asdict(one)
