"""`luister init`, `doctor`, `backup` and `restore`: a home, and whether it is well."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from luister.loop import examine, keep, ways
from luister_cli.terminal import Terminal
from luister_web.configuration import configuration

_SIGNS = {True: "well ", False: "mend ", None: "?    "}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    init = commands.add_parser("init", help="make a new, empty home")
    init.add_argument("--json", action="store_true")
    init.set_defaults(run=_init)
    doctor = commands.add_parser("doctor", help="see whether the home is well")
    doctor.add_argument("--rebuild", action="store_true", help="build the facts anew first")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)
    backup = commands.add_parser("backup", help="save the home in one file, while it is in use")
    backup.add_argument("target", type=Path, metavar="FILE")
    backup.add_argument("--json", action="store_true")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="make a home from a backup")
    restore.add_argument("archive", type=Path, metavar="FILE")
    restore.add_argument("--json", action="store_true")
    restore.set_defaults(run=_restore)


def _init(chosen: argparse.Namespace, terminal: Terminal) -> int:
    keep.open_home(chosen.home).close()
    terminal.say(f"The home is {chosen.home}. Bring in a file with `luister import`.")
    terminal.answer({"home": str(chosen.home)})
    return 0


def _doctor(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    if chosen.rebuild:
        examine.rebuild(home, terminal.progress)
    found = examine.doctor(home, now=datetime.now(UTC))
    home.close()
    for finding in found:
        sign = "well " if finding.is_well else "WRONG"
        terminal.say(f"{sign}  {finding.what} {finding.hint}".rstrip())
    mail = configuration({"LUISTER_HOME": str(chosen.home)}).mail
    hints = (
        ways.hints(mail.sender, selector=mail.dkim_selector, name_server=mail.name_server)
        if mail.host
        else []
    )
    for hint in hints:
        # Advice: letters leave all the same, and DNS may be out of reach from here.
        terminal.say(f"{_SIGNS[hint.is_well]}  {hint.what} {hint.hint}".rstrip())
    told = [
        {"name": one.name, "well": one.is_well, "what": one.what, "hint": one.hint}
        for one in hints
    ]
    well = all(finding.is_well for finding in found)
    findings = [{"well": one.is_well, "what": one.what, "hint": one.hint} for one in found]
    terminal.answer({"well": well, "findings": findings, "mail": told})
    return 0 if well else 1


def _backup(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    target = keep.backup(home, chosen.target, now=datetime.now(UTC))
    home.close()
    terminal.say(f"Saved in {target}. It holds personal data; keep it safe.")
    terminal.answer({"backup": str(target), "bytes": target.stat().st_size})
    return 0


def _restore(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.restore(chosen.archive, chosen.home)
    terminal.say(f"Restored in {home}. Check it with `luister --home {home} doctor`.")
    terminal.answer({"home": str(home)})
    return 0
