"""PLS, PLSc and factors against other programs, against known truths, and by processor time: the tables of the docs.

python benchmarks/path_models.py [worlds]      (LUISTER_DATA tells where the public data lie)
"""

import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(
    0, str(ROOT / "tests")
)  # The models and the readers of references are the tests' own.

from drivers.components.reference import (  # noqa: E402
    BANK,
    BANK_ARROWS,
    ECSI_ARROWS,
    PREFIXES,
    TO_SATISFACTION,
    answers,
    model_of,
    paths_of,
    solved,
    table,
)
from luister.drivers.components.fit import Settings, fitted  # noqa: E402
from luister.drivers.components.path_model import Construct, PathModel, layout  # noqa: E402
from luister.drivers.components.resampling import (  # noqa: E402
    correlations_of,
    resampled_covariances,
)
from luister.drivers.components.validity import (  # noqa: E402
    composite_reliability,
    standard_alpha,
    variance_extracted,
)
from luister.drivers.components.weighing import cross_loadings, weighing  # noqa: E402
from luister.drivers.factors.maximum_likelihood import extracted  # noqa: E402
from luister.drivers.factors.parallel import parallel_analysis  # noqa: E402
from luister.drivers.factors.reliability import alpha, omega  # noqa: E402
from luister.drivers.factors.rotation import rotated  # noqa: E402

DATA = (
    Path(os.environ.get("LUISTER_DATA", ROOT.parent / "shared" / "data")) / "satisfaction_models"
)
REFERENCE = DATA / "reference"
FOUR = {name: PREFIXES[name] for name in ("Image", "Expectation", "Value", "Satisfaction")}
SMARTPLS = {"path": "pathWeighting", "centroid": "centroid", "factorial": "factorial"}
CHAIN = PathModel(
    tuple(Construct(name, tuple(f"{name}{place}" for place in range(3))) for name in "abc"),
    (("a", "b"), ("a", "c"), ("b", "c")),
)
BETWEEN = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.55], [0.5, 0.55, 1.0]])
TRUE = {(0, 1): 0.5, (0, 2): 0.3, (1, 2): 0.4}


def apart(found: Iterable[float], expected: Iterable[float]) -> float:
    """The largest difference."""
    return float(np.max(np.abs(np.array(list(found)) - np.array(list(expected)))))


def agreement() -> None:
    """Prints how far our figures lie from those of other programs."""
    print("| program | model | figures | largest difference |\n|---|---|---|--:|")
    _sempls()
    _smartpls()
    _plspm()
    _seminr()
    _factanal()


def _line(program: str, model: str, figures: str, difference: float) -> None:
    print(f"| {program} | {model} | {figures} | {difference:.0e} |")


def _sempls() -> None:
    for key, one in json.loads((REFERENCE / "pls_textbook.json").read_text()).items():
        if key == "_note" or "UNSTANDARDISED" in key:
            continue
        model = PathModel(
            tuple(
                Construct(name, tuple(b["items"]), b["mode"]) for name, b in one["blocks"].items()
            ),
            tuple(tuple(arrow.split("->")) for arrow in one["paths"]),
        )
        found = solved(DATA / f"{key.split('_')[0]}.csv", model, one["scheme"])
        pairs = (
            (paths_of(found, layout(model)).values(), one["paths"].values()),
            (found.loadings[0], (one["loadings"][item] for item in model.items)),
            (found.weights[0], (one["weights"][item] for item in model.items)),
        )
        _line(
            "semPLS",
            key.replace("_", " "),
            "paths, loadings, weights",
            max(apart(*x) for x in pairs),
        )


def _smartpls() -> None:
    model = model_of(DATA / "mobi.csv", PREFIXES, ECSI_ARROWS)
    for scheme, folder in SMARTPLS.items():
        found = solved(DATA / "mobi.csv", model, scheme)
        text = (REFERENCE / "smartpls2_ecsi_mobi" / folder / "totalEffects.txt").read_text()
        head, *lines = text.replace(",", ".").splitlines()
        columns, largest = head.split(), 0.0
        for name, *values in (one.split() for one in lines if one.split()):
            expected = [float(values[columns.index(one)]) for one in model.names]
            largest = max(largest, apart(found.totals[0, model.names.index(name)], expected))
        _line(
            "SmartPLS 2.0.M3", f"mobi ECSI {scheme}", "total effects (it stops at 1e-7)", largest
        )


def _plspm() -> None:
    model = model_of(DATA / "satisfaction.csv", BANK, BANK_ARROWS)
    moments = np.cov(answers(DATA / "satisfaction.csv", model.items), rowvar=False, bias=True)[
        None
    ]
    placed = layout(model)
    for scheme, end in (("centroid", ""), ("path", "-path"), ("factorial", "-factorial")):
        weights = weighing(moments, placed, scheme).weights
        expected = table(REFERENCE / f"plspmR_satisfaction.outer-model{end}.csv")
        own = cross_loadings(moments, weights)[0][placed.members]
        largest = apart(own, (expected.column("loading")[item] for item in model.items))
        _line("plspm (R)", f"satisfaction {scheme}, items NOT standardised", "loadings", largest)
    russa = PathModel(
        (
            Construct("AGRI", ("gini", "farm", "rent")),
            Construct("IND", ("gnpr", "labo")),
            Construct("POLINS", ("inst", "ecks", "death", "demo")),
        ),
        (("AGRI", "POLINS"), ("IND", "POLINS")),
    )
    found = solved(DATA / "russa.csv", russa, "centroid")
    expected = table(REFERENCE / "plspmR_russa.outer_model.csv")
    weights = (expected.column("weight")[item] for item in russa.items)
    _line("plspm (R)", "russa centroid", "weights", apart(found.weights[0], weights))


def _seminr() -> None:
    folder = REFERENCE / "seminr_fixtures_mobi"
    model = model_of(DATA / "mobi.csv", FOUR, TO_SATISFACTION)
    placed = layout(model)
    freed = solved(DATA / "mobi.csv", model, "factorial", is_consistent=True)
    expected = table(folder / "path_coef1.csv").column("Satisfaction")
    found = paths_of(freed, placed)
    largest = apart(found.values(), (expected[cause] for cause, _ in found))
    _line("seminr", "mobi, four constructs, PLSc", "paths", largest)
    loadings = table(folder / "loadings1.csv")
    largest = apart(freed.loadings[0], (sum(loadings.rows[item]) for item in model.items))
    _line("seminr", "mobi, four constructs, PLSc", "loadings", largest)
    plain = solved(DATA / "mobi.csv", model)
    correlations = correlations_of(answers(DATA / "mobi.csv", model.items))
    reliability = table(folder / "reliability.csv")
    for name, values in (
        ("alpha", standard_alpha(correlations, placed)[0]),
        ("rhoC", composite_reliability(plain.loadings, placed)[0]),
        ("AVE", variance_extracted(plain.loadings, placed)[0]),
        ("rhoA", plain.reliability[0]),
    ):
        _line(
            "seminr",
            "mobi, four constructs",
            name,
            apart(values, reliability.column(name).values()),
        )
    ratios = [
        (plain.htmt[0, row, column], value)
        for row, values in enumerate(table(folder / "htmt.csv").rows.values())
        for column, value in enumerate(values)
        if value is not None
    ]
    _line("seminr", "mobi, four constructs", "HTMT", apart(*zip(*ratios, strict=True)))


def _factanal() -> None:
    told = json.loads((ROOT / "tests/drivers/factors/factanal.json").read_text())
    items = tuple(f"x{place}" for place in range(1, 10))
    found = extracted(correlations_of(answers(DATA / "HolzingerSwineford1939.csv", items)), 3)
    model = "HolzingerSwineford1939, three factors"
    _line("factanal (R)", model, "own variances", apart(found.unique[0], told["hs_unique"]))
    for rotation in ("varimax", "promax"):
        expected = np.reshape(told[f"hs_{rotation}_by_row"], (9, 3))
        expected = expected[:, np.argsort(-(expected**2).sum(axis=0))]
        turned = rotated(found.loadings[0], rotation).loadings
        expected = expected * np.sign(expected.sum(axis=0))
        _line(f"{rotation} (R)", model, "loadings", apart(turned.ravel(), expected.ravel()))


def speed() -> None:
    """Prints processor seconds of 1,000 samples drawn anew."""
    print("\n| what | CPU s |\n|---|--:|")
    model = model_of(DATA / "mobi.csv", PREFIXES, ECSI_ARROWS)
    rows = answers(DATA / "mobi.csv", model.items)
    four = model_of(DATA / "mobi.csv", FOUR, TO_SATISFACTION)
    for what, one, is_consistent in (
        ("ECSI on mobi, PLS", model, False),
        ("four constructs, PLSc", four, True),
    ):
        own = rows if one is model else answers(DATA / "mobi.csv", four.items)
        began = time.process_time()
        fitted(one, own, Settings(is_consistent=is_consistent))
        print(f"| {what}, 1,000 samples | {time.process_time() - began:.2f} |")
    many = np.tile(rows, (4000, 1)) + np.random.default_rng(1).normal(
        0, 0.1, (4000 * len(rows), rows.shape[1])
    )
    began = time.process_time()
    fitted(model, many, Settings(is_consistent=False))
    print(f"| ECSI, PLS, a million rows, 1,000 samples | {time.process_time() - began:.2f} |")


def made_up(n: int, loadings: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Answers to nine items of three constructs with paths of 0.5, 0.3 and 0.4."""
    score = rng.standard_normal((n, 3)) @ np.linalg.cholesky(BETWEEN).T
    return np.repeat(score, 3, axis=1) * loadings + rng.standard_normal((n, 9)) * np.sqrt(
        1 - loadings**2
    )


def truth(worlds: int) -> None:
    """Prints what PLS and PLSc make of a known truth, and how often intervals hold it."""
    print(
        "\n| items | n | by | paths found (true 0.5, 0.3, 0.4) | intervals that hold it | no result |"
    )
    print("|---|--:|---|---|---|--:|")
    for what, loadings in (
        ("0.7", np.full(9, 0.7)),
        ("0.9, 0.7, 0.5", np.tile([0.9, 0.7, 0.5], 3)),
    ):
        for n in (100, 400):
            for is_consistent in (False, True):
                rng, means, held, without = np.random.default_rng(20261127), [], [], 0
                for _ in range(worlds):
                    rows = made_up(n, loadings, rng)
                    settings = Settings(is_consistent=is_consistent, replicates=300)
                    found = fitted(CHAIN, rows, settings)
                    if not (found.is_proper and found.has_intervals):
                        without += 1
                        continue
                    means.append([found.found.paths[(0, *place)] for place in TRUE])
                    ends = [
                        np.quantile(found.drawn.paths[(slice(None), *place)], (0.025, 0.975))
                        for place in TRUE
                    ]
                    held.append(
                        [
                            low <= true <= high
                            for (low, high), true in zip(ends, TRUE.values(), strict=True)
                        ]
                    )
                paths = ", ".join(f"{one:.3f}" for one in np.mean(means, axis=0))
                cover = ", ".join(f"{one:.2f}" for one in np.mean(held, axis=0))
                name = "PLSc" if is_consistent else "PLS"
                print(
                    f"| {what} | {n} | {name} | {paths} | {cover} | {100 * without / worlds:.0f} % |"
                )


def scales(worlds: int) -> None:
    """Prints how often intervals of alpha and omega hold the truth, and how often factors are counted right."""
    print("\n| items | n | alpha's interval holds | omega's | three factors counted right |")
    print("|---|--:|--:|--:|--:|")
    for what, loadings in (
        ("0.7", np.full(9, 0.7)),
        ("0.9, 0.7, 0.5", np.tile([0.9, 0.7, 0.5], 3)),
    ):
        own = loadings[:3]
        whole = np.outer(own, own) + np.diag(1 - own**2)
        true_alpha, true_omega = alpha(whole[None])[0], own.sum() ** 2 / whole.sum()
        for n in (100, 400):
            rng, held, right = np.random.default_rng(20261127), [], 0
            for _ in range(worlds):
                rows = made_up(n, loadings, rng)
                drawn = resampled_covariances(rows[:, :3], rng, 300)
                omegas = omega(drawn)
                pairs = ((alpha(drawn), true_alpha), (omegas[~np.isnan(omegas)], true_omega))
                ends = [(*np.quantile(values, (0.025, 0.975)), true) for values, true in pairs]
                held.append([low <= true <= high for low, high, true in ends])
                right += parallel_analysis(correlations_of(rows)[0], n, rng).factors == 3
            cover = " | ".join(f"{one:.2f}" for one in np.mean(held, axis=0))
            print(f"| {what} | {n} | {cover} | {right / worlds:.2f} |")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    agreement()
    speed()
    truth(count)
    scales(count)
