"""The command `luister`: reads the words typed, runs one verb, and tells what came of it."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import luister_cli.one_thread  # noqa: F401 - before anything that loads linear algebra
from luister.errors import LuisterError
from luister_cli import (
    case_commands,
    customer_commands,
    driver_commands,
    explain_commands,
    factor_commands,
    frame_commands,
    home_commands,
    import_commands,
    invitation_commands,
    model_commands,
    report_commands,
    response_rate_commands,
    serve_commands,
    signal_commands,
    survey_commands,
    watch_commands,
)
from luister_cli.terminal import Terminal

DEFAULT_HOME = "luister-home"
_GROUPS = (
    home_commands,
    import_commands,
    report_commands,
    survey_commands,
    frame_commands,
    customer_commands,
    invitation_commands,
    case_commands,
    response_rate_commands,
    watch_commands,
    signal_commands,
    explain_commands,
    driver_commands,
    model_commands,
    factor_commands,
    serve_commands,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when all went well, 1 where a check found a fault, 2 on a mistake, 3 without a result."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="luister", description="Continuous listening to customers.")
    parser.add_argument(
        "--home",
        type=Path,
        default=Path(os.environ.get("LUISTER_HOME", DEFAULT_HOME)),
        help="folder with the data (LUISTER_HOME, or ./luister-home)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in _GROUPS:
        group.add_to(commands)
    return parser


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
