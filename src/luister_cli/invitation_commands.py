"""`luister contacts`, `invite` and `send`: people come in, are invited, and get their letters."""

import argparse
import secrets
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from luister.errors import LuisterError
from luister.loop import ask, bounce, contacts, invite, keep, read_mail, ways, work
from luister.loop.send import send_due
from luister.loop.standing import Wish, plan_from, set_plan
from luister_cli.terminal import Terminal
from luister_web.configuration import Configuration, configuration
from luister_web.post import channels, check_channel, mailbox, office

_LOOK = 0.1  # seconds between two looks at how far it is


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    people = commands.add_parser("contacts", help="bring in the people whom you may ask")
    verbs = people.add_subparsers(dest="verb", required=True, metavar="VERB")
    bring = verbs.add_parser("import", help="bring in a file, or the rows of a query")
    bring.add_argument("file", type=Path, nargs="?", metavar="FILE")
    bring.add_argument("--source", metavar="NAME", help="a database of [contact_sources]")
    bring.add_argument("--query", metavar="SELECT", help="its query, instead of a file")
    bring.add_argument(
        "--column", action="append", default=[], metavar="HEADING=MEANING",
        help="key, email, phone, name, language, time_zone, attribute, or nothing; repeatable",
    )  # fmt: skip
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would happen; keep nothing"
    )
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(run=_contacts)
    invite = commands.add_parser("invite", help="invite contacts to a survey")
    invite.add_argument("survey", metavar="SURVEY")
    invite.add_argument("--wave", default="", help="in one wave nobody is invited twice")
    invite.add_argument("--channel", default="mail")
    invite.add_argument(
        "--plan", type=Path, metavar="FILE.toml", help="first keep how this survey invites"
    )
    invite.add_argument("--share", type=float, help="of the contacts, above 0 up to 1")
    invite.add_argument("--every", type=int, metavar="N", help="every n-th contact")
    invite.add_argument("--most", type=int, metavar="N", help="at most so many")
    invite.add_argument(
        "--quota", action="append", default=[], metavar="SEGMENT=N", help="repeatable"
    )
    invite.add_argument(
        "--where", action="append", default=[], metavar="ATTRIBUTE=VALUE", help="repeatable"
    )
    invite.add_argument("--seed", type=int, help="the same seed draws the same people")
    invite.add_argument(
        "--no-wait", action="store_true", help="leave it to a worker and be done at once"
    )
    invite.add_argument("--json", action="store_true")
    invite.set_defaults(run=_invite)
    send = commands.add_parser(
        "send", help="send the letters that are due, and read what came back"
    )
    send.add_argument(
        "--limit", type=int, default=1000, metavar="N", help="at most so many letters"
    )
    send.add_argument("--json", action="store_true")
    send.set_defaults(run=_send)
    read = commands.add_parser("read-mail", help="read what came back to the mailbox")
    read.add_argument("--json", action="store_true")
    read.set_defaults(run=_read)
    check = commands.add_parser("mail-check", help="say what to see to so that letters arrive")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)


def _contacts(chosen: argparse.Namespace, terminal: Terminal) -> int:
    now = datetime.now(UTC)
    if (chosen.file is None) == (chosen.query is None) or bool(chosen.query) != bool(
        chosen.source
    ):
        raise LuisterError(
            "Name a file, or a source with its query.",
            hint="luister contacts import FILE, or --source NAME --query SELECT.",
        )
    home = keep.open_home(chosen.home)
    try:
        shown: list[dict[str, Any]] = []
        if chosen.query:
            if chosen.dry_run:
                shown = contacts.preview_query(home, chosen.source, chosen.query)
            result = contacts.import_query(
                home, chosen.source, chosen.query, now=now, dry_run=chosen.dry_run
            )
        else:
            meanings = dict(contacts.propose_file(chosen.file).meanings) | _pairs(chosen.column)
            result = contacts.import_file(
                home, chosen.file, meanings=meanings, now=now, dry_run=chosen.dry_run
            )
    finally:
        home.close()
    trial = " (a trial: nothing was kept)" if chosen.dry_run else ""
    terminal.say(f"{result.read} read, {result.kept} kept, {result.rejected} rejected{trial}")
    for row in shown:
        terminal.say("  " + ", ".join(f"{name}={value}" for name, value in row.items()))
    for reject in result.rejects[:20]:
        terminal.say(f"  row {reject.row}: {reject.reason}")
    rejects = [{"row": one.row, "reason": one.reason} for one in result.rejects]
    counts = {"read": result.read, "kept": result.kept, "rejected": result.rejected}
    terminal.answer({**counts, "dry_run": chosen.dry_run, "rejects": rejects, "rows": shown})
    return 0


def _invite(chosen: argparse.Namespace, terminal: Terminal) -> int:
    quota = {segment: _number(count) for segment, count in _pairs(chosen.quota).items()}
    where: dict[str, tuple[str, ...]] = {}
    for name, value in (_pair(text) for text in chosen.where):
        where[name] = (*where.get(name, ()), value)
    sample = ask.Draw(share=chosen.share, every=chosen.every, quota=quota, most=chosen.most)
    seed = secrets.randbits(63) if chosen.seed is None else chosen.seed
    check_channel(_configuration(chosen), chosen.channel)
    wish = Wish(survey=chosen.survey, wave=chosen.wave, channel=chosen.channel)
    home = keep.open_home(chosen.home)
    try:
        if chosen.plan:
            set_plan(home, chosen.survey, plan_from(_table(chosen.plan)))
        selection = ask.Selection(where=where, sample=sample)
        run = invite.begin(home, wish, selection, seed=seed, now=datetime.now(UTC))
        result = invite.progress_of(home, run) if chosen.no_wait else _seen(home, run, terminal)
    finally:
        home.close()
    if chosen.no_wait:
        terminal.say(f"A worker invites them: run {run}, on the page Jobs number {result.job}.")
        terminal.answer({"run": run, "job": result.job, "state": result.state})
        return 0
    terminal.say(f"{result.drawn} drawn, {result.invited} invited")
    if not result.drawn:
        terminal.say("  No contact has these values: see the page Contacts for those there are.")
    for rule, count in sorted(result.held_back.items(), key=lambda one: -one[1]):
        terminal.say(f"  {rule} held back {count}")
    terminal.answer(
        {
            "survey": result.survey,
            "wave": result.wave,
            "drawn": result.drawn,
            "invited": result.invited,
            "held_back": dict(result.held_back),
            "gave_way": result.gave_way,
        }
    )
    return 0


def _seen(home: keep.Home, run: int, terminal: Terminal) -> invite.Invitation:
    """The run once it is over: done here, or by a worker that was quicker."""
    with ThreadPoolExecutor(1) as executor:
        doing = executor.submit(_work, home)
        while (found := invite.progress_of(home, run)).is_open and not found.problem:
            terminal.progress(found.share)
            # A worker that had it may be gone: whoever waits does it.
            doing = executor.submit(_work, home) if doing.done() else doing
            time.sleep(_LOOK)
        doing.result()
    terminal.progress(found.share)
    if found.state != "done":
        raise LuisterError(
            found.problem or "It was cancelled.",
            hint=found.hint or "The page Jobs has a button to try it again.",
        )
    return found


def _work(home: keep.Home) -> int:
    handlers = {invite.KIND: work.invite_sample}
    return work.run_due(home, handlers, clock=_now, worker=secrets.token_hex(8))


def _now() -> datetime:
    return datetime.now(UTC)


def _send(chosen: argparse.Namespace, terminal: Terminal) -> int:
    found = _configuration(chosen)
    home = keep.open_home(chosen.home)
    now = datetime.now(UTC)
    try:
        result = send_due(home, channels(found), office(found), now=now, limit=chosen.limit)
        read = (
            bounce.read_maildir(home, Path(found.mail.maildir), now=now)
            if found.mail.maildir
            else {}
        )
    finally:
        home.close()
    told = ", ".join(f"{count} {state}" for state, count in sorted(result.letters.items()))
    terminal.say(told or "No letter is due.")
    for problem in result.problems:
        terminal.say(f"  {problem}")
    terminal.answer(
        {
            "letters": dict(result.letters),
            "problems": list(result.problems),
            "returned": dict(read),
        }
    )
    return 1 if result.problems else 0


def _read(chosen: argparse.Namespace, terminal: Terminal) -> int:
    box = mailbox(_configuration(chosen))
    if box is None:
        raise LuisterError("No mailbox is named.", hint="Write [mailbox] in luister.toml.")
    home = keep.open_home(chosen.home)
    try:
        read = read_mail.read_mailbox(home, box, now=_now())
    finally:
        home.close()
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(read.items()))
    terminal.say(told or "Nothing new came back.")
    terminal.answer(dict(read))
    return 0


def _check(chosen: argparse.Namespace, terminal: Terminal) -> int:
    mail = _configuration(chosen).mail
    hints = ways.hints(mail.sender, selector=mail.dkim_selector, name_server=mail.name_server)
    for one in hints:
        terminal.say(f"{one.what}\n  {one.hint}")
    terminal.answer(
        [
            {"name": one.name, "well": one.is_well, "what": one.what, "hint": one.hint}
            for one in hints
        ]
    )
    return 0


def _configuration(chosen: argparse.Namespace) -> Configuration:
    return configuration({"LUISTER_HOME": str(chosen.home)})


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LuisterError(f"{path} cannot be read: {error}.", hint="Give a TOML file.") from None


def _pairs(texts: list[str]) -> dict[str, str]:
    return dict(_pair(text) for text in texts)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise LuisterError(f"{text!r} is no pair.", hint="Write NAME=VALUE.")
    return name, value


def _number(text: str) -> int:
    if not text.isdigit():
        raise LuisterError(f"{text!r} is no whole number.", hint="Write --quota home=500.")
    return int(text)
