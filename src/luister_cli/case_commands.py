"""`luister cases`: what we owe customers is listed, opened, accepted, noted on and closed."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from luister.errors import LuisterError, UnknownNameError
from luister.loop import annotate_case, follow_up, keep, open_case, show_cases
from luister.loop.follow_up import End
from luister.loop.keep import Home
from luister.loop.open_case import Wanted
from luister.loop.show_cases import Actor, Case, CaseFilter
from luister_cli.terminal import Terminal

_STATES = ("open", "accepted", "contacted", "waiting", "solved", "closed")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    cases = commands.add_parser("cases", help="list, open, accept, note on and close cases")
    cases.add_argument("--state", metavar="S", help=", ".join(_STATES))
    cases.add_argument("--queue", default="", metavar="Q")
    cases.add_argument("--owner", metavar="NAME", help="whose they are; '' for nobody's")
    cases.add_argument("--overdue", action="store_true", help="only what passed its deadline")
    cases.add_argument("--search", default="", metavar="TEXT")
    cases.add_argument("--limit", type=int, default=50, metavar="N")
    cases.add_argument("--json", action="store_true")
    cases.set_defaults(run=_list)
    verbs = cases.add_subparsers(dest="verb", metavar="VERB")
    opened = _verb(verbs, "open", "open a case", _open, number=False)
    opened.add_argument("subject", nargs="?", default="", metavar="SUBJECT")
    opened.add_argument("--customer", default="", metavar="KEY")
    opened.add_argument("--answer", type=int, metavar="ID", help="the filled-in form it is about")
    opened.add_argument("--about", default="", help="complaint, call_back, question, praise, ...")
    opened.add_argument("--priority", default="", help="urgent, high, normal or low")
    opened.add_argument("--team", default="")
    opened.add_argument("--into", default="", metavar="QUEUE", help="the queue; else by the rules")
    opened.add_argument(
        "--after", type=int, metavar="NUMBER", help="the closed case that came back"
    )
    _verb(verbs, "show", "show a case with its history", _show)
    _verb(verbs, "accept", "take a case", _accept)
    moved = _verb(verbs, "move", "bring a case into another state", _move)
    moved.add_argument("to", metavar="STATE", help=", ".join(_STATES[:-1]))
    moved.add_argument("--words", default="")
    noted = _verb(verbs, "note", "keep a note on a case", _note)
    noted.add_argument("words", metavar="TEXT")
    closed = _verb(verbs, "close", "close a case for good", _close)
    closed.add_argument("--outcome", required=True, help="helped, partly, not_helped, ...")
    closed.add_argument("--root-cause", required=True, metavar="ID")
    closed.add_argument("--words", default="")


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_: str,
    run: Callable[[argparse.Namespace, Terminal], int],
    *,
    number: bool = True,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=help_)
    if number:
        parser.add_argument("number", type=int, metavar="NUMBER")
    parser.add_argument("--by", default="command", metavar="NAME", help="who does it")
    # Not False: what stands before the verb must not be forgotten.
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser.set_defaults(run=run)
    return parser


@contextmanager
def _home(chosen: argparse.Namespace) -> Iterator[Home]:
    home = keep.open_home(chosen.home)
    try:
        yield home
    finally:
        home.close()


def _list(chosen: argparse.Namespace, terminal: Terminal) -> int:
    if chosen.state and chosen.state not in show_cases.STATES:
        raise UnknownNameError(
            f"There is no state {chosen.state!r}.",
            hint=f"There are: {', '.join(show_cases.STATES)}.",
        )
    wanted = CaseFilter(
        scope={},
        states=(chosen.state,) if chosen.state else (),
        queue=chosen.queue,
        owner=chosen.owner,
        overdue_at=datetime.now(UTC) if chosen.overdue else None,
        search=chosen.search,
    )
    with _home(chosen) as home:
        total, found = show_cases.cases(home, wanted, limit=max(0, chosen.limit))
    rows = [
        [str(one.id), one.state, one.priority, one.owner or "-", _due(one), one.subject]
        for one in found
    ]
    terminal.table(["case", "state", "priority", "owner", "due", "subject"], rows)
    terminal.say(f"{len(found)} of {total} cases")
    terminal.answer({"total": total, "cases": [show_cases.as_plain(one) for one in found]})
    return 0


def _open(chosen: argparse.Namespace, terminal: Terminal) -> int:
    if not chosen.subject and chosen.answer is None:
        raise LuisterError("What is it about?", hint="Give a subject, or --answer ID.")
    by, now = Actor(name=chosen.by), datetime.now(UTC)
    with _home(chosen) as home:
        if chosen.answer is not None:
            number = open_case.from_answer(home, chosen.answer, about=chosen.about, by=by, now=now)
        else:
            wanted = Wanted(
                subject=chosen.subject,
                about=chosen.about or "complaint",
                customer_key=chosen.customer,
                team=chosen.team,
                priority=chosen.priority,
                queue=chosen.into,
                before_case=chosen.after,
            )
            number = open_case.by_hand(home, wanted, by=by, now=now)
        return _told(home, number, terminal)


def _show(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with _home(chosen) as home:
        view = show_cases.case(home, chosen.number, by=Actor(name=chosen.by))
    _say(view.case, terminal)
    for line in view.history:
        terminal.say(f"  {line.at:%Y-%m-%d %H:%M} {line.who}: {line.what} {line.words}".rstrip())
    lines = [
        {"at": one.at, "who": one.who, "what": one.what, "words": one.words}
        for one in view.history
    ]
    terminal.answer({**show_cases.as_plain(view.case), "history": lines})
    return 0


def _accept(chosen: argparse.Namespace, terminal: Terminal) -> int:
    return _moved(chosen, terminal, "accepted", "")


def _move(chosen: argparse.Namespace, terminal: Terminal) -> int:
    return _moved(chosen, terminal, chosen.to, chosen.words)


def _close(chosen: argparse.Namespace, terminal: Terminal) -> int:
    return _moved(chosen, terminal, "closed", chosen.words, End(chosen.outcome, chosen.root_cause))


def _note(chosen: argparse.Namespace, terminal: Terminal) -> int:
    with _home(chosen) as home:
        by, now = Actor(name=chosen.by), datetime.now(UTC)
        annotate_case.add_note(home, chosen.number, chosen.words, by=by, now=now)
        return _told(home, chosen.number, terminal)


def _moved(
    chosen: argparse.Namespace, terminal: Terminal, to: str, words: str, end: End | None = None
) -> int:
    with _home(chosen) as home:
        by, now = Actor(name=chosen.by), datetime.now(UTC)
        follow_up.move(home, chosen.number, to, by=by, now=now, words=words, end=end)
        return _told(home, chosen.number, terminal)


def _told(home: Home, number: int, terminal: Terminal) -> int:
    found = show_cases.case(home, number, by=Actor(name="command")).case
    _say(found, terminal)
    terminal.answer(show_cases.as_plain(found))
    return 0


def _say(one: Case, terminal: Terminal) -> None:
    owner = f"of {one.owner}" if one.owner else "nobody's yet"
    terminal.say(f"Case {one.id} is {one.state}, {owner}, due {_due(one)}: {one.subject}")


def _due(one: Case) -> str:
    return f"{one.due_at:%Y-%m-%d %H:%M}" if one.due_at else "-"
