"""The models, answers and figures of other programs that PLS is held against."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from luister.drivers.components.path_model import Construct, Layout, PathModel, layout
from luister.drivers.components.resampling import correlations_of
from luister.drivers.components.solution import Solution, solution

ECSI_ARROWS = (
    ("Image", "Expectation"),
    ("Expectation", "Quality"),
    ("Expectation", "Value"),
    ("Quality", "Value"),
    ("Image", "Satisfaction"),
    ("Expectation", "Satisfaction"),
    ("Quality", "Satisfaction"),
    ("Value", "Satisfaction"),
    ("Satisfaction", "Complaints"),
    ("Image", "Loyalty"),
    ("Satisfaction", "Loyalty"),
    ("Complaints", "Loyalty"),
)
PREFIXES = {
    "Image": "IMAG",
    "Expectation": "CUEX",
    "Quality": "PERQ",
    "Value": "PERV",
    "Satisfaction": "CUSA",
    "Complaints": "CUSCO",
    "Loyalty": "CUSL",
}
BANK_ARROWS = (
    ("IMAG", "EXPE"),
    ("EXPE", "QUAL"),
    ("EXPE", "VAL"),
    ("QUAL", "VAL"),
    ("IMAG", "SAT"),
    ("EXPE", "SAT"),
    ("QUAL", "SAT"),
    ("VAL", "SAT"),
    ("IMAG", "LOY"),
    ("SAT", "LOY"),
)
BANK = {name: name.lower() for name in ("IMAG", "EXPE", "QUAL", "VAL", "SAT", "LOY")}
TO_SATISFACTION = tuple((name, "Satisfaction") for name in ("Image", "Expectation", "Value"))


@dataclass(frozen=True)
class Table:
    """A file of numbers with names of rows and columns; None where there is none."""

    columns: list[str]
    rows: dict[str, list[float | None]]

    def column(self, name: str) -> dict[str, float | None]:
        place = self.columns.index(name)
        return {row: values[place] for row, values in self.rows.items()}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    return Table(head[1:], {line[0]: [_number(one) for one in line[1:]] for line in lines if line})


def answers(path: Path, items: tuple[str, ...]) -> np.ndarray:
    found = table(path)
    places = [found.columns.index(item) for item in items]
    return np.array([[row[place] for place in places] for row in found.rows.values()], dtype=float)


def model_of(
    path: Path, prefixes: dict[str, str], arrows, formed: tuple[str, ...] = ()
) -> PathModel:
    columns = table(path).columns
    constructs = tuple(
        Construct(
            name,
            tuple(one for one in columns if one.startswith(prefix)),
            "B" if name in formed else "A",
        )
        for name, prefix in prefixes.items()
    )
    return PathModel(constructs, tuple(arrows))


def solved(path: Path, model: PathModel, scheme="path", *, is_consistent=False) -> Solution:
    return solution(
        correlations_of(answers(path, model.items)),
        layout(model),
        scheme=scheme,
        is_consistent=is_consistent,
    )


def paths_of(found: Solution, placed: Layout) -> dict[tuple[str, str], float]:
    names = placed.model.names
    return {
        (cause, effect): float(found.paths[0, names.index(cause), names.index(effect)])
        for cause, effect in placed.model.arrows
    }
