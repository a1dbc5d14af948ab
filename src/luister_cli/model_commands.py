"""`luister sem`: a structural equation model of a file's or a survey's answers."""

import argparse
from pathlib import Path

from luister.errors import LuisterError
from luister.estimates.model_request import INVARIANCE_STEPS, MODEL_ESTIMATORS, ModelRequest
from luister.estimates.model_solution import Effect, Solution
from luister.loop.model import model_of_file, model_of_survey
from luister.loop.tell_model import solution_told
from luister_cli.model_words import besides_told, components_told, fault_told, fit_told
from luister_cli.rated_source import NO_RESULT, add_seed_and_form, add_source, found_of
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command of this file."""
    sem = commands.add_parser("sem", help="estimate a structural equation model")
    add_source(sem)
    sem.add_argument("--model", required=True, help="a file in lavaan's syntax, or the syntax")
    sem.add_argument("--estimator", choices=MODEL_ESTIMATORS, default="ml")
    sem.add_argument("--group", default="", help="a column or dimension that makes groups")
    sem.add_argument(
        "--equal", choices=INVARIANCE_STEPS, default="configural", help="held equal across groups"
    )
    sem.add_argument(
        "--std-lv", action="store_true", help="constructs have variance 1, no item is fixed"
    )
    sem.add_argument("--scheme", choices=("path", "centroid", "factorial"), default="path")
    sem.add_argument("--replicates", type=int, default=1000, help="samples drawn anew (pls, plsc)")
    sem.add_argument(
        "--bootstrap", type=int, default=0, dest="samples", help="samples drawn anew (ml)"
    )
    sem.add_argument(
        "--hints", action="store_true", help="tell what, let in, would help the fit most"
    )
    sem.add_argument(
        "--steps", action="store_true", help="compare all steps of invariance between groups"
    )
    sem.add_argument("--r", action="store_true", dest="code", help="show the same model in R")
    add_seed_and_form(sem)
    sem.set_defaults(run=_sem)


def _sem(chosen: argparse.Namespace, terminal: Terminal) -> int:
    request = ModelRequest(
        text=_model(chosen.model),
        estimator=chosen.estimator,
        group=chosen.group,
        equal=chosen.equal,
        unit_variances=chosen.std_lv,
        survey=chosen.survey or "",
        seed=chosen.seed,
        scheme=chosen.scheme,
        replicates=chosen.replicates,
        samples=chosen.samples,
        hints=chosen.hints,
        steps=chosen.steps,
    )
    solution = found_of(
        chosen,
        of_file=lambda path: model_of_file(path, request),
        of_survey=lambda home: model_of_survey(home, request)[0],
    )
    terminal.answer(solution_told(solution))
    _tell(solution, terminal)
    if chosen.code and solution.code:
        terminal.say(solution.code)
    return 0 if solution.can_be_relied_on else NO_RESULT


def _model(said: str) -> str:
    """The text of the model: that of the file, where there is one of this name."""
    if any(sign in said for sign in "~\n"):
        return said
    path = Path(said)
    if not path.is_file():
        raise LuisterError(
            f'"{said}" is neither a file nor a model.',
            hint='A model reads as "satisfaction =~ item1 + item2 + item3".',
        )
    return path.read_text(encoding="utf-8")


def _tell(solution: Solution, terminal: Terminal) -> None:
    for one in solution.faults:
        terminal.say(f"No result to rely on: {fault_told(one)}")
    if solution.fit is not None:
        terminal.say(fit_told(solution))
    for line in (*components_told(solution), *besides_told(solution)):
        terminal.say(line)
    rows = [
        (
            one.lhs,
            one.op,
            one.rhs,
            str(one.group),
            f"{one.est:.3f}",
            f"{one.se:.3f}",
            f"{one.low:.3f}",
            f"{one.high:.3f}",
            f"{one.std:.3f}",
        )
        for one in solution.parameters
    ]
    if rows:
        terminal.table(("", "", "", "group", "est", "se", "low", "high", "std"), rows)
    if solution.effects:
        terminal.table(
            ("from", "to", "group", "direct", "through others", "together", "std"),
            [_effect(one) for one in solution.effects],
        )


def _effect(one: Effect) -> tuple[str, ...]:
    figures = (one.direct, one.indirect, one.total)
    told = [f"{each.est:.3f} ({each.low:.3f} to {each.high:.3f})" for each in figures]
    own = told if one.direct.est else ["-", *told[1:]]
    return (one.cause, one.effect, str(one.group), *own, f"{one.total.std:.3f}")
