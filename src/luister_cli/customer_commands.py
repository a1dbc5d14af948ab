"""`luister customer export` and `erase`: what is kept of one customer."""

import argparse
import json
from datetime import UTC, datetime

from luister.loop import keep
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    customer = commands.add_parser("customer", help="hand out or erase what is kept of a customer")
    verbs = customer.add_subparsers(dest="verb", required=True, metavar="VERB")
    export = verbs.add_parser("export", help="write all that is kept, as JSON")
    export.add_argument("key", metavar="KEY")
    export.add_argument("--json", action="store_true", help="the same; the answer is always JSON")
    export.set_defaults(run=_export)
    erase = verbs.add_parser("erase", help="erase the customer from every table and file")
    erase.add_argument("key", metavar="KEY")
    erase.add_argument("--json", action="store_true")
    erase.set_defaults(run=_erase)


def _export(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    found = keep.export_customer(home, chosen.key)
    home.close()
    terminal.out.write(json.dumps(found, ensure_ascii=False, indent=2, default=str) + "\n")
    return 0


def _erase(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    erased = keep.erase_customer(home, chosen.key, now=datetime.now(UTC))
    home.close()
    terminal.say(
        f"Erased: {erased['responses']} forms, {erased['comments']} comments, {erased['events']} events, "
        f"{erased['rejected_rows']} rejected rows. Backups made before still hold the customer."
    )
    terminal.answer(erased)
    return 0
