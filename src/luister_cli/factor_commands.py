"""`luister factors`: whether questions measure one thing, how many things, and which do not fit."""

import argparse

from luister.estimates.estimate import Estimate
from luister.estimates.factor_report import FactorReport, ScaleLine
from luister.estimates.factor_request import ROTATIONS, FactorRequest
from luister.loop.find_factors import factors_of_file, factors_of_survey
from luister.loop.tell_factors import factors_told
from luister_cli.model_words import unused_weights_told
from luister_cli.rated_source import NO_RESULT, add_seed_and_form, add_source, found_of
from luister_cli.terminal import Terminal

_STRUCTURES = {
    "none": "They have no more in common than chance would give.",
    "one": "They measure one thing.",
    "several": "They measure {count} things.",
}
_SCALES = {
    "reliable": "reliable enough to compare groups",
    "too_low": "too unreliable to be one number",
    "unsure": "the answers do not say yet whether that is reliable",
    "repeats": "so alike that questions ask the same thing twice",
}
_QUESTIONS = {
    "fits": "",
    "weak": "hardly belongs to the rest",
    "split": "belongs to two things nearly alike",
    "against": "runs against the rest: turn its scale round",
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command of this file."""
    factors = commands.add_parser("factors", help="check whether questions measure one thing")
    add_source(factors)
    factors.add_argument(
        "--item", nargs="+", action="extend", required=True, metavar="Q", help="two or more"
    )
    factors.add_argument("--factors", type=int, help="how many; else parallel analysis says")
    factors.add_argument("--rotation", choices=ROTATIONS, default="promax")
    factors.add_argument("--replicates", type=int, default=1000, help="samples drawn anew")
    add_seed_and_form(factors)
    factors.set_defaults(run=_factors)


def _factors(chosen: argparse.Namespace, terminal: Terminal) -> int:
    request = FactorRequest(
        questions=tuple(chosen.item),
        factors=chosen.factors,
        rotation=chosen.rotation,
        replicates=chosen.replicates,
        seed=chosen.seed,
        survey=chosen.survey or "",
    )
    report = found_of(
        chosen,
        of_file=lambda path: factors_of_file(path, request),
        of_survey=lambda home: factors_of_survey(home, request),
    )
    terminal.answer(factors_told(report))
    _tell(report, terminal)
    return 0 if report.is_proper else NO_RESULT


def _tell(report: FactorReport, terminal: Terminal) -> None:
    structure = _STRUCTURES[report.reading].format(count=report.suggested)
    terminal.say(
        f"{report.n} forms, {report.left_out} left out that are not complete. {structure}"
    )
    if report.unused_weights > 1:
        terminal.say(unused_weights_told(report.unused_weights))
    terminal.say(f"All together: {_scale(report.scale)}.")
    if not report.is_proper:
        names = ", ".join(report.heywood)
        why = f"nothing would be left of {names} that is its own" if names else "no end was found"
        terminal.say(f"No factors to rely on: {why}.")
    heads = ["question", "with the rest", "alpha without"]
    heads += [f"factor {place}" for place in range(1, len(report.correlations) + 1)]
    rows = [
        [
            one.question,
            f"{one.rest:.2f}",
            "" if one.alpha_without is None else f"{one.alpha_without:.2f}",
            *(f"{loading:.2f}" for loading in one.loadings),
            _QUESTIONS[one.reading],
        ]
        for one in report.questions
    ]
    terminal.table([*heads, ""], rows)
    for one in report.scales if report.factors > 1 else ():
        terminal.say(f"{', '.join(one.questions)}: {_scale(one)}.")
    if report.p is not None:
        terminal.say(
            f"Whether so many ({report.factors}) are enough: chi2 {report.statistic:.2f}, "
            f"df {report.freedom}, p {report.p:.3f}."
        )


def _scale(line: ScaleLine) -> str:
    omega = "" if line.omega is None else f", omega {_told(line.omega)}"
    extracted = "" if line.extracted is None else f", AVE {_told(line.extracted)}"
    return f"alpha {_told(line.alpha)}{omega}{extracted}; {_SCALES[line.reading]}"


def _told(one: Estimate) -> str:
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
