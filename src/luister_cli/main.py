"""The command `luister`: reads the words typed, runs one verb, and tells what came of it."""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import luister_cli.one_thread  # noqa: F401 - before anything that loads linear algebra
from luister.errors import LuisterError
from luister_cli.terminal import Terminal

DEFAULT_HOME = "luister-home"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "home_commands": (
        "init",
        "doctor",
        "backup",
        "restore",
    ),
    "import_commands": (
        "propose",
        "import",
        "imports",
        "undo",
    ),
    "report_commands": (
        "report",
        "export",
        "metrics",
        "surveys",
    ),
    "survey_commands": ("survey",),
    "frame_commands": ("frame",),
    "customer_commands": ("customer",),
    "invitation_commands": (
        "contacts",
        "invite",
        "send",
        "read-mail",
        "mail-check",
    ),
    "case_commands": ("cases",),
    "response_rate_commands": ("response-rate",),
    "watch_commands": (
        "replay",
        "watch",
    ),
    "signal_commands": ("signals",),
    "explain_commands": ("explain",),
    "driver_commands": (
        "drivers",
        "understand",
    ),
    "model_commands": ("sem",),
    "factor_commands": ("factors",),
    "serve_commands": (
        "serve",
        "work",
        "demo",
    ),
}
"""The modules with commands, in the order in which they are told of, and the commands of each."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when all went well, 1 where a check found a fault, 2 on a mistake, 3 without a result."""
    chosen = _parser(_command_in(arguments)).parse_args(arguments)
    terminal = Terminal(as_json=bool(getattr(chosen, "json", False)))
    run: Callable[[argparse.Namespace, Terminal], int] = chosen.run
    try:
        return run(chosen, terminal)
    except LuisterError as error:
        terminal.fail(error.problem, error.hint)
    except KeyboardInterrupt:
        terminal.fail("Stopped.", "Give the same command again to go on.")
    except BrokenPipeError:
        sys.stderr.close()
    return 2


def _command_in(arguments: Sequence[str] | None) -> str | None:
    """The command that is typed; None where it is none that there is."""
    reader = _Parser(prog="luister", add_help=False)
    _add_home(reader)
    reader.add_argument("command", nargs="?")
    typed = reader.parse_known_args(arguments)[0].command
    return next((typed for names in GROUPS.values() if typed in names), None)


def _parser(command: str | None) -> argparse.ArgumentParser:
    """What reads the words of one command, or of all.

    Only its own module is loaded: a command begins sooner, and a server holds nothing of the others in memory.
    """
    parser = _Parser(prog="luister", description="Continuous listening to customers.")
    _add_home(parser)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group, names in GROUPS.items():
        if command is None or command in names:
            importlib.import_module(f"luister_cli.{group}").add_to(commands)
    return parser


def _add_home(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--home",
        type=Path,
        default=Path(os.environ.get("LUISTER_HOME", DEFAULT_HOME)),
        help="folder with the data (LUISTER_HOME, or ./luister-home)",
    )


class _Parser(argparse.ArgumentParser):
    """Tells a mistyped command as every other error: in one line, or as JSON where that was asked for."""

    def error(self, message: str) -> "None":  # type: ignore[override]
        """Writes the mistake to standard error and leaves with code 2."""
        hint = f"See {self.prog} --help."
        if "--json" in sys.argv:
            sys.stderr.write(json.dumps({"error": message, "hint": hint}) + "\n")
        else:
            sys.stderr.write(f"luister: {message}. {hint}\n")
        raise SystemExit(2)


if __name__ == "__main__":
    sys.exit(main())
