"""`luister frame`: known totals, against which the weighted numbers of a survey are weighted."""

import argparse
import csv
from pathlib import Path

from luister.errors import LuisterError
from luister.estimates.frame import Frame, Margin
from luister.loop import keep, weigh
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    frame = commands.add_parser("frame", help="known totals to weight a survey's answers to")
    verbs = frame.add_subparsers(dest="verb", required=True, metavar="VERB")
    keep_it = verbs.add_parser("keep", help="one CSV a margin; with several, answers are raked")
    keep_it.add_argument("survey", metavar="SURVEY")
    keep_it.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="columns: dimensions, then the total"
    )
    keep_it.add_argument("--source", default="", help="where the totals come from")
    keep_it.add_argument("--json", action="store_true")
    keep_it.set_defaults(run=_keep)
    invited = verbs.add_parser("invited", help="count all who were invited, and weight to them")
    invited.add_argument("survey", metavar="SURVEY")
    invited.add_argument("--by", nargs="+", action="extend", required=True, metavar="DIM")
    invited.add_argument("--json", action="store_true")
    invited.set_defaults(run=_invited)
    remove = verbs.add_parser("remove", help="weight by the imported weights again")
    remove.add_argument("survey", metavar="SURVEY")
    remove.add_argument("--json", action="store_true")
    remove.set_defaults(run=_remove)
    shown = verbs.add_parser("list", help="the totals that are kept")
    shown.add_argument("--json", action="store_true")
    shown.set_defaults(run=_list)


def _keep(chosen: argparse.Namespace, terminal: Terminal) -> int:
    margins = tuple(_margin(path) for path in chosen.files)
    source = chosen.source or ", ".join(path.name for path in chosen.files)
    home = keep.open_home(chosen.home)
    try:
        weigh.keep_frame(home, Frame(chosen.survey, source, margins))
    finally:
        home.close()
    terminal.say(f"Weighted numbers of {chosen.survey} are weighted to {source} from now on.")
    terminal.answer({"survey": chosen.survey, "source": source, "margins": len(margins)})
    return 0


def _invited(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        frame = weigh.frame_of_invited(home, chosen.survey, chosen.by)
        weigh.keep_frame(home, frame)
        found = weigh.weights(home, frame)
    finally:
        home.close()
    terminal.say(f"Weighted numbers of {frame.survey} are weighted to all invited from now on.")
    terminal.say(
        f"Design effect {found.design_effect:.2f}, largest weight {found.largest:.1f}; "
        f"{found.uncovered:.1%} of them in groups from which nobody answered."
    )
    terminal.answer(
        {
            **_plain(frame),
            "design_effect": found.design_effect,
            "largest_weight": found.largest,
            "uncovered": found.uncovered,
        }
    )
    return 0


def _remove(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    weigh.remove_frame(home, chosen.survey)
    home.close()
    terminal.say(f"{chosen.survey} has no known totals any more.")
    terminal.answer({"survey": chosen.survey})
    return 0


def _list(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    found = list(weigh.frames(home).values())
    home.close()
    terminal.table(
        ("survey", "source", "by", "method"),
        [(one.survey, one.source, ", ".join(one.dimensions), one.method) for one in found],
    )
    terminal.answer([_plain(one) for one in found])
    return 0


def _plain(frame: Frame) -> dict[str, object]:
    margins = [
        {
            "dimensions": list(margin.dimensions),
            "totals": [[*part, size] for part, size in margin.totals.items()],
        }
        for margin in frame.margins
    ]
    return {
        "survey": frame.survey,
        "source": frame.source,
        "method": frame.method,
        "margins": margins,
    }


def _margin(path: Path) -> Margin:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = [line for line in csv.reader(file) if line]
    except (OSError, UnicodeDecodeError) as error:
        raise LuisterError(
            f"{path} cannot be read: {error}.", hint="Name a CSV in UTF-8."
        ) from None
    if len(lines) < 2:
        raise LuisterError(
            f"{path} holds no totals.", hint="Write a heading, then a line for each group."
        )
    return weigh.margin_of(lines)
