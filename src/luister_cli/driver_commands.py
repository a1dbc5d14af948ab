"""`luister drivers` and `luister understand`: which knobs to turn, and the runs that the server orders."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from luister.errors import LuisterError
from luister.estimates.driver_report import DriverLine, DriverReport
from luister.estimates.driver_request import METHODS, DriverRequest
from luister.estimates.estimate import Estimate
from luister.loop import keep, read_rated, suppose, understand
from luister.loop.tell_drivers import drivers_told, supposed_told
from luister_cli.rated_source import add_seed_and_form, add_source, found_of
from luister_cli.terminal import Terminal

_Found = tuple[DriverReport, suppose.Supposed | None]
"""What was found, and what would come of raising drivers where that was asked."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    drivers = commands.add_parser("drivers", help="say what an outcome goes with, and how much")
    drivers.add_argument(
        "outcome", metavar="OUTCOME", help="a question, what is yes or no, or a column of the file"
    )
    add_source(drivers)
    drivers.add_argument("--driver", nargs="+", action="extend", default=[], metavar="Q")
    drivers.add_argument(
        "--by", default="", metavar="DIM", help="a dimension, or year, quarter, month"
    )
    drivers.add_argument("--control", nargs="+", action="extend", default=[], metavar="DIM")
    drivers.add_argument("--missing", choices=METHODS, default="auto")
    drivers.add_argument(
        "--unit",
        choices=("points", "percent", "scale"),
        default="",
        help="points are NPS, percent of yes",
    )
    drivers.add_argument(
        "--yes", default="", metavar="ANSWER", help="what counts as yes, of an outcome in words"
    )
    drivers.add_argument(
        "--weighted", action="store_true", help="let each form count by its weight"
    )
    drivers.add_argument(
        "--weight", default="", metavar="COLUMN", help="the column of the file with the weights"
    )
    drivers.add_argument(
        "--raise",
        nargs="+",
        action="extend",
        default=[],
        metavar="Q=POINTS",
        dest="steps",
        help="what if these drivers went up together?",
    )
    drivers.add_argument("--placebo", default="", metavar="Q", help="a driver that can do nothing")
    add_seed_and_form(drivers)
    drivers.set_defaults(run=_drivers)
    _add_understand(commands)


def _add_understand(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("understand", help="make a run that was ordered on a page")
    run.add_argument("--run", type=int, required=True, dest="number", metavar="NUMBER")
    run.set_defaults(run=_understand)


def _drivers(chosen: argparse.Namespace, terminal: Terminal) -> int:
    report, supposed = found_of(
        chosen,
        of_file=lambda path: _of_file(path, chosen),
        of_survey=lambda home: _of_survey(home, chosen),
    )
    told = drivers_told(report)
    terminal.answer(told | {"what_if": supposed_told(supposed)} if supposed else told)
    _tell(report, terminal)
    if supposed:
        _tell_supposed(report, supposed, terminal)
    terminal.say(
        "An effect holds if the association is causal; the intervals know of chance only."
    )
    return 0


def _request(chosen: argparse.Namespace, drivers: Sequence[str]) -> DriverRequest:
    return DriverRequest(
        survey=chosen.survey or "",
        outcome=chosen.outcome,
        drivers=tuple(dict.fromkeys(drivers)),
        by=chosen.by,
        controls=tuple(dict.fromkeys(chosen.control)),
        missing=chosen.missing,
        unit=chosen.unit,
        placebo=chosen.placebo,
        weighted=chosen.weighted or bool(chosen.weight),
        yes=chosen.yes,
        seed=chosen.seed,
    )


def _of_file(path: Path, chosen: argparse.Namespace) -> _Found:
    if not path.is_file():
        raise LuisterError(f"There is no file {path}.", hint="Name a file with answers.")
    request = _request(chosen, chosen.driver)
    steps = _steps(chosen)
    report = understand.drivers_of_file(path, request, weight=chosen.weight)
    if not steps:
        return report, None
    answers = understand.answers_of_file(path, request, weight=chosen.weight)
    return report, suppose.supposed_of(report, answers, steps, weighted=request.weighted)


def _of_survey(home: keep.Home, chosen: argparse.Namespace) -> _Found:
    if chosen.weight:
        raise LuisterError(
            "A survey has no column of weights to name.",
            hint="Use --weighted: its forms weigh as known totals say, or as they came.",
        )
    drivers = chosen.driver or read_rated.proposed_drivers(home, chosen.survey, chosen.outcome)
    request = _request(chosen, drivers)
    steps = _steps(chosen)
    report = understand.drivers(home, request)
    return report, suppose.suppose(home, report, request, steps) if steps else None


def _steps(chosen: argparse.Namespace) -> dict[str, float]:
    """By driver how many points it is raised."""
    found = {}
    for told in chosen.steps:
        name, _, points = told.rpartition("=")
        number = points.replace(",", ".").replace(".", "", 1)
        if not name or not number.isdecimal() or not float(points.replace(",", ".")):
            raise LuisterError(
                f"{told!r} says no driver and how far it is raised.",
                hint="Write for instance --raise wait=1 desk=0.5.",
            )
        found[name] = float(points.replace(",", "."))
    return found


def _tell_supposed(report: DriverReport, found: suppose.Supposed, terminal: Terminal) -> None:
    raised = ", ".join(f"{name} +{step:g}" for name, step in found.steps.items())
    terminal.say(
        f"What if {raised}: {report.outcome_label} {_told(found.change.gain)} {report.unit}, for {found.n} forms."
    )
    if found.beyond:
        shown = "more" if found.is_more_than_mood else "no more"
        terminal.say(
            f"Beyond the placebo, all together: {_told(found.beyond)}; {shown} than the mood of the day is shown."
        )


def _tell(report: DriverReport, terminal: Terminal) -> None:
    terminal.say(
        f"{report.outcome_label}: {report.n} forms, R2 {report.r2:.3f}, unit {report.unit}."
    )
    _tell_weights(report, terminal)
    _table(report.lines, terminal)
    _tell_placebo(report, terminal)
    for group in report.groups:
        name = group.value or "unknown"
        if not group.lines:
            terminal.say(f"{report.by} {name}: {group.n} forms, no answer. {group.problem}")
            continue
        moved = f"; different from the others: {', '.join(group.moved)}" if group.moved else ""
        terminal.say(f"{report.by} {name}: {group.n} forms, R2 {group.r2:.3f}{moved}.")
        _table(group.lines, terminal)


def _tell_weights(report: DriverReport, terminal: Terminal) -> None:
    if report.weights == "used":
        terminal.say(
            f"Each form counts by its weight: the {report.n} tell as much as {report.effective_n:.0f} that weigh "
            f"the same (design effect {report.design_effect:.2f})."
        )
    elif report.weights == "unused":
        terminal.say(
            "These forms carry weights that differ, and each counted once; --weighted lets them count "
            f"(design effect {report.design_effect:.2f})."
        )
    elif "no_weights" in report.notes:
        terminal.say("All forms weigh the same: weighted or not, the result is this.")


def _tell_placebo(report: DriverReport, terminal: Terminal) -> None:
    if not report.placebo:
        return
    moods = [line.name for line in report.lines if not line.is_more_than_mood]
    others = [name for name in moods if name != report.placebo]
    named = "does least, and so stands" if "no_placebo" in report.notes else "stands"
    terminal.say(f"{report.placebo} {named} for the mood of the day: it is called no cause.")
    if others:
        terminal.say(
            f"Not shown to do more than it, so called no cause either: {', '.join(others)}."
        )


def _table(lines: Sequence[DriverLine], terminal: Terminal) -> None:
    heads = (
        "driver",
        "share %",
        "effect of +1",
        "beyond placebo",
        "gain",
        "mean",
        "kind",
        "reading",
    )
    terminal.table(heads, [_row(line) for line in lines])


def _row(line: DriverLine) -> tuple[str, ...]:
    reading = line.reading if line.is_clear or not line.reading else f"{line.reading}, not clear"
    return (
        line.name,
        _told(line.share, 100),
        _told(line.effect),
        _told(line.beyond_placebo) if line.beyond_placebo else "-",
        _told(line.gain),
        f"{line.performance.value:.2f}",
        line.kind,
        reading,
    )


def _told(estimate: Estimate, times: float = 1.0) -> str:
    value, low, high = (times * one for one in (estimate.value, estimate.low, estimate.high))
    digits = 1 if times > 1 or estimate.unit in ("points", "percent") else 2
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def _understand(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        understand.carry_out(
            home,
            chosen.number,
            tell=lambda share: terminal.say(f"{share:.2f}"),
            now=lambda: datetime.now(UTC),
        )
    finally:
        home.close()
    return 0
