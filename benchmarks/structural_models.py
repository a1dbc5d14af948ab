"""Structural models beside lavaan: how far our numbers are from its own, and CPU seconds of both in one run.

python benchmarks/structural_models.py DATA_FOLDER [--write docs/structural_models.md]

The agreement needs the public data with lavaan's outputs; CPU seconds need R with lavaan, and are left out with a
plain reason where there is none. Both tables are written between their marks in the page.
"""

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402  # The threads of its algebra are set above.

from luister.drivers.structure.answers import Answers  # noqa: E402
from luister.drivers.structure.completion import Custom  # noqa: E402
from luister.drivers.structure.fitting import Wishes, fitted  # noqa: E402
from luister.drivers.structure.invariance import equal_across  # noqa: E402
from luister.drivers.structure.syntax import model_text  # noqa: E402

FACTORS = "visual =~ x1+x2+x3\ntextual =~ x4+x5+x6\nspeed =~ x7+x8+x9"
UNIVER = "F =~ informat+willingn+officeho+compete+global"
REFERENCES = (
    ("HolzingerSwineford1939, ml", "satisfaction_models", "lavaan_hs_cfa", "ml"),
    ("HolzingerSwineford1939, mlr", "satisfaction_models", "lavaan_hs_cfa_mlr", "mlr"),
    ("PoliticalDemocracy, ml", "satisfaction_models", "lavaan_politicaldemocracy", "ml"),
    ("mobi, reduced ECSI, ml", "satisfaction_models", "lavaan_mobi_ecsi_reduced", "ml"),
    ("univer, wlsmv", "surveys", "univer_wlsmv", "wlsmv"),
)
MADE = (
    ("HolzingerSwineford1939 with gaps, fiml", "fiml", FACTORS, "fiml", ""),
    ("the same, two schools, scalar", "fiml_scalar", FACTORS, "fiml", "school"),
    ("HolzingerSwineford1939, two schools, strict", "ml_strict", FACTORS, "ml", "school"),
    ("HolzingerSwineford1939, two schools, mlr", "mlr_groups", FACTORS, "mlr", "school"),
    ("univer, two groups, scalar, wlsmv", "wlsmv_scalar", UNIVER, "wlsmv", "gender"),
)
STEPS = {"fiml_scalar": "scalar", "ml_strict": "strict", "wlsmv_scalar": "scalar"}
LIMITS = {"ml": 1.0, "mlr": 1.0, "fiml": 1.5, "wlsmv": 1.0}


@dataclass(frozen=True, slots=True)
class Case:
    """A model that both fit, `repeats` times; `samples` are drawn anew for its doubts."""

    name: str
    estimator: str
    model: str
    file: Path
    repeats: int
    group: str = ""
    samples: int = 0


def main() -> None:
    """Prints both tables, and puts them into the page where one is named."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", type=Path)
    chosen = parser.parse_args()
    tables = {"agreement": "\n".join(agreement(chosen.data)), "cpu": "\n".join(cpu(chosen.data))}
    for name, table in tables.items():
        print(f"\n{table}")
        if chosen.write and table:
            _write(chosen.write, name, table)


def agreement(data: Path) -> Iterator[str]:
    """The largest differences from lavaan's outputs, case by case."""
    yield "| model | estimates | standard errors | standardised | chi2 | CFI, TLI, RMSEA, SRMR |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, folder, reference, estimator in REFERENCES:
        told = json.loads((data / folder / "reference" / f"{reference}.json").read_text())
        model = UNIVER if folder == "surveys" else told["model"]
        yield _line(name, told, model, estimator, _rated(data, told["data"]), "configural")
    for name, reference, model, estimator, group in MADE:
        told = _made(reference)
        which = "univer" if model == UNIVER else "HolzingerSwineford1939"
        rated = _rated(data, which, group)
        rated = with_gaps(rated) if estimator == "fiml" else rated
        yield _line(name, told, model, estimator, rated, STEPS.get(reference, "configural"))


def _line(name: str, told: dict, model: str, estimator: str, rated: Answers, step: str) -> str:
    found = fitted(
        model_text(model),
        rated,
        estimator=estimator,
        custom=Custom(equal_across=equal_across(step)),
    )
    known = {_key(one.lhs, one.op, one.rhs, one.group): one for one in found.parameters}
    gaps = []
    for ours, theirs in (("est", "est"), ("se", "se"), ("std", "std.all")):
        gaps.append(
            max(
                abs(getattr(known[_key(*_where(row))], ours) - float(row[theirs]))
                for row in told["parameters"]
            )
        )
    fit = told["fit"]
    measures = max(
        abs(getattr(found.fit, one) - fit[one]) for one in ("cfi", "tli", "rmsea", "srmr")
    )
    told_of = [*gaps, abs(found.fit.chi2 - fit["chisq"]), measures]
    return f"| {name} | {' | '.join(f'{one:.0e}' for one in told_of)} |"


def _where(row: dict) -> tuple[str, str, str, int]:
    return row["lhs"], row["op"], row["rhs"], int(row.get("group", 1))


def _key(lhs: str, op: str, rhs: str, group: int) -> tuple:
    return (frozenset((lhs, rhs)), op, group) if op == "~~" else (lhs, op, rhs, group)


def _made(name: str) -> dict:
    folder = Path(__file__).parents[1] / "tests" / "drivers" / "structure" / "lavaan"
    with (folder / f"{name}.rows.csv").open() as rows, (folder / f"{name}.fit.csv").open() as fit:
        return {
            "parameters": list(csv.DictReader(rows)),
            "fit": {one["name"]: float(one["value"]) for one in csv.DictReader(fit)},
        }


def cpu(data: Path) -> Iterator[str]:
    """CPU seconds of a fit, ours and lavaan's, with what a ratio may be."""
    if shutil.which("Rscript") is None:
        print("No R here (Rscript is not on the path), so nothing to compare CPU seconds with.")
        return
    with tempfile.TemporaryDirectory() as folder:
        cases = _cases(data, Path(folder))
        theirs = _of_lavaan(cases, Path(folder))
        yield "| model | ours, CPU s | lavaan, CPU s | ratio | may be | chi2 differs by |"
        yield "|---|---:|---:|---:|---:|---:|"
        for case in cases:
            seconds, chi2 = _ours(case)
            other, its_chi2 = theirs[case.name]
            limit = LIMITS[case.estimator]
            yield (
                f"| {case.name} | {seconds:.4f} | {other:.4f} | {seconds / other:.2f} | {limit:g} "
                f"| {abs(chi2 - its_chi2):.0e} |"
            )


def _cases(data: Path, folder: Path) -> list[Case]:
    models = data / "satisfaction_models"
    hs, political = models / "HolzingerSwineford1939.csv", models / "PoliticalDemocracy.csv"
    said = {
        name: json.loads((models / "reference" / f"lavaan_{name}.json").read_text())["model"]
        for name in ("politicaldemocracy", "mobi_ecsi_reduced")
    }
    rated = with_gaps(_rated(data, "HolzingerSwineford1939"))
    gaps = folder / "gaps.csv"
    _save(gaps, rated.names, rated.groups[""])
    large, holes, six = folder / "large.csv", folder / "holes.csv", _six_factors(20_000)
    names = tuple(f"v{item}" for item in range(30))
    _save(large, names, six)
    few = six[:2000].copy()
    few[np.random.default_rng(2).random(few.shape) < 0.1] = np.nan
    _save(holes, names, few)
    wide = "\n".join(f"f{one} =~ {' + '.join(names[5 * one : 5 * one + 5])}" for one in range(6))
    univer = data / "surveys" / "cub_univer_2002.csv"
    return [
        Case("HolzingerSwineford1939, ml", "ml", FACTORS, hs, 30),
        Case("HolzingerSwineford1939, mlr", "mlr", FACTORS, hs, 30),
        Case("HolzingerSwineford1939, two schools, scalar, ml", "ml", FACTORS, hs, 20, "school"),
        Case("PoliticalDemocracy, ml", "ml", said["politicaldemocracy"], political, 20),
        Case("mobi, reduced ECSI, ml", "ml", said["mobi_ecsi_reduced"], models / "mobi.csv", 20),
        Case("30 items, 6 factors, 20,000 answers, ml", "ml", wide, large, 5),
        Case("HolzingerSwineford1939 with gaps, fiml", "fiml", FACTORS, gaps, 10),
        Case("30 items, 2,000 answers, a tenth missing, fiml", "fiml", wide, holes, 1),
        Case("univer, wlsmv", "wlsmv", UNIVER, univer, 10),
        Case("HolzingerSwineford1939, 200 samples drawn anew", "ml", FACTORS, hs, 1, samples=200),
    ]


def _of_lavaan(cases: list[Case], folder: Path) -> dict[str, tuple[float, float]]:
    listed = folder / "cases.csv"
    with listed.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("name", "estimator", "group", "file", "model", "repeats", "samples"))
        for one in cases:
            writer.writerow(
                (one.name, one.estimator, one.group, one.file, one.model, one.repeats, one.samples)
            )
    script = Path(__file__).with_suffix(".R")
    done = subprocess.run(
        ["Rscript", str(script), str(listed)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"R could not: {done.stderr[-400:]}")
    lines = [one.split("\t") for one in done.stdout.splitlines() if "\t" in one]
    return {name: (float(seconds), float(chi2)) for name, seconds, chi2 in lines}


def _ours(case: Case) -> tuple[float, float]:
    rated = read_rated(case.file, case.group)
    custom = Custom(equal_across=equal_across("scalar" if case.group else "configural"))
    wishes = Wishes(samples=case.samples)

    def fit() -> float:
        text = model_text(case.model)
        found = fitted(text, rated, estimator=case.estimator, custom=custom, wishes=wishes)
        return found.fit.chi2

    fit()
    before = time.process_time()
    for _ in range(case.repeats):
        chi2 = fit()
    return (time.process_time() - before) / case.repeats, chi2


def _rated(data: Path, name: str, group: str = "") -> Answers:
    file = "surveys/cub_univer_2002.csv" if name == "univer" else f"satisfaction_models/{name}.csv"
    return read_rated(data / file, group)


def read_rated(path: Path, group: str = "") -> Answers:
    """The columns of numbers of a file, by group in the order in which groups are met."""
    with path.open() as file:
        rows = list(csv.DictReader(file))
    number = re.compile(r"(NA|-?[\d.eE+-]+)?\Z")
    names = [name for name in rows[0] if name and all(number.match(row[name]) for row in rows)]
    groups: dict[str, list[list[float]]] = {}
    for row in rows:
        values = [np.nan if row[one] in {"", "NA"} else float(row[one]) for one in names]
        groups.setdefault(row[group] if group else "", []).append(values)
    return Answers(tuple(names), {name: np.array(each) for name, each in groups.items()})


def with_gaps(answers: Answers) -> Answers:
    """The same answers made missing as in tests/drivers/structure/lavaan/make.R, by the order of `id`."""
    rows = np.concatenate(list(answers.groups.values()))
    place = np.empty(len(rows), int)
    place[rows[:, answers.names.index("id")].argsort()] = np.arange(1, len(rows) + 1)
    gaps = rows.copy()
    for item in range(1, 10):
        column = answers.names.index(f"x{item}")
        gaps[(place * 7 + item * item * 3) % 11 < 1 + item % 2, column] = np.nan
        gaps[np.isin(place, (5, 50)), column] = np.nan
    ends = np.cumsum([len(one) for one in answers.groups.values()])[:-1]
    split = np.split(gaps, ends)
    return replace(answers, groups=dict(zip(answers.groups, split, strict=True)))


def _six_factors(n: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    between = np.full((6, 6), 0.4) + 0.6 * np.eye(6)
    factors = rng.normal(size=(n, 6)) @ np.linalg.cholesky(between).T
    return np.round(0.7 * np.repeat(factors, 5, axis=1) + 0.7 * rng.normal(size=(n, 30)), 3)


def _save(path: Path, names: tuple[str, ...], rows: np.ndarray) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow(["NA" if np.isnan(one) else f"{one:g}" for one in row])


def _write(page: Path, name: str, table: str) -> None:
    marks = rf"(<!-- {name} begins -->\n).*?(<!-- {name} ends -->)"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        re.sub(marks, lambda found: f"{found[1]}{table}\n{found[2]}", text, flags=re.DOTALL),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
