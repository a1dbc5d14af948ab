"""The public data of structural models, and what lavaan made of it."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from luister.drivers.structure.answers import Answers
from luister.drivers.structure.model_text import DEFINED_AS, VARIES_WITH

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def data() -> Path:
    folder = Path(os.environ.get("LUISTER_DATA", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("The public data are not here; LUISTER_DATA tells where they lie.")
    return folder


@pytest.fixture(scope="session")
def reference(data):
    def read(name: str) -> dict:
        for folder in ("satisfaction_models", "surveys"):
            path = data / folder / "reference" / f"{name}.json"
            if path.exists():
                return json.loads(path.read_text(encoding="utf-8"))
        raise FileNotFoundError(name)

    return read


@pytest.fixture(scope="session")
def answers(data):
    paths = {
        "univer": data / "surveys" / "cub_univer_2002.csv",
        **{path.stem: path for path in (data / "satisfaction_models").glob("*.csv")},
    }

    def read(name: str, group: str = "") -> Answers:
        return read_answers(paths[name], group)

    return read


def read_answers(path: Path, group: str = "") -> Answers:
    """All columns of numbers of a CSV file, by group."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name and all(_is_number(row[name]) for row in rows)]
    groups: dict[str, list[list[float]]] = {}
    for row in rows:
        values = [np.nan if row[name] in {"", "NA"} else float(row[name]) for name in names]
        groups.setdefault(row[group] if group else "", []).append(values)
    return Answers(tuple(names), {name: np.array(each) for name, each in groups.items()})


def _is_number(text: str) -> bool:
    try:
        float(text if text not in {"", "NA"} else "0")
    except ValueError:
        return False
    return True


def worst(solution, expected, ours: str, theirs: str) -> float:
    """The largest difference from lavaan's column, over all of lavaan's rows."""
    known = {_key(one.lhs, one.op, one.rhs, one.group): one for one in solution.parameters}
    gaps = []
    for row in expected["parameters"]:
        found = known[_key(row["lhs"], row["op"], row["rhs"], row.get("group", 1))]
        gaps.append(abs(getattr(found, ours) - row[theirs]))
    assert len(gaps) > 5
    return max(gaps)


def _key(lhs, op, rhs, group):
    if op == DEFINED_AS:
        return (lhs, op)
    return (frozenset((lhs, rhs)), op, group) if op == VARIES_WITH else (lhs, op, rhs, group)
