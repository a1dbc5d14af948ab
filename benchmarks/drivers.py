"""How right and how quick the shares, slopes and kinds of drivers are: against known worlds, as docs/drivers.md tells.

python benchmarks/drivers.py [worlds]
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from driver_worlds import correlated, model_of, told

from luister.drivers.asymmetry import asymmetry
from luister.drivers.drawn_shares import added_in_orders, drawn_shares, rings_of_orders
from luister.drivers.em_covariance import em_moments
from luister.drivers.importance import importance
from luister.drivers.moments import part_sums, resampled, weighed, whole
from luister.drivers.report import driver_report
from luister.drivers.shares import shares
from luister.estimates.driver_request import DriverRequest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # The reader of the airport's file is the tests' own.

from drivers.airport_answers import airport  # noqa: E402


def agreement() -> None:
    """Shares and slopes of the airport's answers beside those of relaimpo, which stand with the tests."""
    print(
        "| outcome | forms | R² | largest difference of a share | of a slope |\n|---|---|---|---|---|"
    )
    for known in json.loads((ROOT / "tests" / "drivers" / "sfo_drivers.json").read_text("utf-8")):
        names = (*known["items"], known["target"])
        asked = DriverRequest(
            survey="", outcome=known["target"], drivers=names[:-1], missing="listwise"
        )
        found = driver_report(airport(known["year"], names), asked)
        items = known["items"]
        share = max(abs(one.share.value - items[one.name]["lmg_share"]) for one in found.lines)
        slope = max(abs(one.slope.value - items[one.name]["b"]) for one in found.lines)
        print(
            f"| {known['year']}, {known['target']} | {found.n:,} | {found.r2:.4f} | {share:.0e} | {slope:.0e} |"
        )


def spent(work: Callable[[], object]) -> float:
    """CPU seconds."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def speed(rng: np.random.Generator) -> None:
    """The cost of shares, exact and drawn, and of resamples of a million forms."""
    print("| what | CPU s | error, % of R2 |\n|---|---|---|")
    for columns in (15, 20, 22, 24):
        loadings = rng.normal(size=(columns + 1, 3))
        matrix = loadings @ loadings.T + np.diag(rng.uniform(0.5, 2, columns + 1))
        print(
            f"| exact shares, {columns} drivers | {spent(lambda m=matrix: shares(m[:, :, None])):.3f} | 0 |"
        )
    loadings = rng.normal(size=(31, 3))
    matrix = loadings @ loadings.T + np.diag(rng.uniform(0.5, 2, 31))
    begun = time.process_time()
    drawn = drawn_shares(matrix, rng=rng)
    cost, error = time.process_time() - begun, 100 * drawn.errors.max() / drawn.shares.sum()
    print(f"| drawn shares, 30 drivers | {cost:.3f} | {error:.2f} |")
    values = correlated(1_000_000, 21, rng)
    parts = part_sums(values, rng=rng)
    print(
        f"| moments of 1,000,000 forms x 20 | {spent(lambda: part_sums(values, rng=rng)):.2f} | |"
    )
    orders = rings_of_orders(20, 0, rng)[:40]

    def often() -> None:
        shares(whole(parts).covariances)
        many = weighed(parts, resampled(len(parts.n), 1000, rng))
        added_in_orders(many.covariances, (1,) * 20, orders)

    print(f"| shares of them with 1,000 resamples | {spent(often):.2f} | |")


def coverage(worlds: int) -> None:
    """How often the interval of a share holds the true share."""
    slopes = np.array([0.5, 0.4, 0.3, 0.2, 0.1, 0.0])
    matrix = np.full((6, 6), 0.5)
    np.fill_diagonal(matrix, 1)
    whole_matrix = np.zeros((7, 7))
    whole_matrix[:6, :6], whole_matrix[:6, 6] = matrix, matrix @ slopes
    whole_matrix[6, :6], whole_matrix[6, 6] = matrix @ slopes, slopes @ matrix @ slopes + 1
    true = shares(whole_matrix[:, :, None])[:, 0]
    true = true / true.sum()
    print(
        "\n| forms | intervals of shares that hold | mean width, % | first driver right |\n|---|---|---|---|"
    )
    for rows in (200, 500, 2000):
        held, width, first = [], [], []
        for world in range(worlds):
            rng = np.random.default_rng(world)
            drivers = correlated(rows, 6, rng)
            outcome = drivers @ slopes + rng.standard_normal(rows)
            found = importance(
                told(np.column_stack((drivers, outcome)), low=None), replicates=400, rng=rng
            )
            low, high = np.percentile(found.shares[:, 1:], (2.5, 97.5), axis=1)
            held.append((low <= true) & (true <= high))
            width.append(100 * (high - low))
            first.append(found.shares[:, 0].argmax() == 0)
        print(f"| {rows} | {np.mean(held):.3f} | {np.mean(width):.1f} | {np.mean(first):.2f} |")


def weighted(worlds: int) -> None:
    """The bias of slopes where half of all were asked four times as often, and how often intervals hold."""
    print("\n| forms by weight | bias of a slope | intervals that hold |\n|---|---|---|")
    for is_weighted in (False, True):
        errors, held = [], []
        for world in range(worlds):
            rng = np.random.default_rng(world)
            is_often = rng.random(1000) < 0.8
            drivers = correlated(1000, 3, rng)
            slope = np.where(is_often, 0.8, 0.2)
            outcome = drivers[:, 0] * slope + drivers[:, 1:] @ [0.3, 0.0]
            values = np.column_stack((drivers, outcome + rng.standard_normal(1000)))
            weights = np.where(is_often, 1.0, 4.0) if is_weighted else None
            found = importance(told(values, low=None, weights=weights), replicates=400, rng=rng)
            slopes = found.slopes
            errors.append(slopes[0, 0] - 0.5)
            held.append(
                abs(slopes[:, 0] - [0.5, 0.3, 0.0]) < 1.96 * slopes[:, 1:].std(axis=1, ddof=1)
            )
        name = "as their weights say" if is_weighted else "each once"
        each = ", ".join(f"{one:.2f}" for one in np.mean(held, axis=0))
        print(f"| {name} | {np.mean(errors):+.3f} | {each} |")


def missing(worlds: int) -> None:
    """The bias of slopes where answers are left out by the outcome, and where questions do not apply."""
    slopes = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    em, kinds = [], []
    for world in range(worlds):
        rng = np.random.default_rng(world)
        drivers = correlated(1500, 6, rng)
        outcome = drivers @ slopes + rng.standard_normal(1500)
        values = np.column_stack((drivers, outcome))
        chance = 1 / (1 + np.exp(1.3 - outcome / outcome.std()))
        for place in range(4):
            values[rng.random(1500) < chance, place] = np.nan
        moments = em_moments(values).covariances[:, :, 0]
        em.append(np.linalg.solve(moments[:6, :6], moments[:6, 6]))
        used = rng.random((1500, 6)) < [0.5, 0.6, 0.7, 1, 1, 1]
        outcome = (
            np.where(used, drivers, 0) @ slopes + 0.4 * used[:, 0] + rng.standard_normal(1500)
        )
        values = np.column_stack((np.where(used, drivers, np.nan), outcome))
        status = np.where(np.isnan(values), 2, 0)
        found = importance(told(values, status=status, low=None), replicates=2, rng=rng)
        kinds.append(found.slopes[:, 0])
    print("\n| missing | largest bias of a slope | its error |\n|---|---|---|")
    for name, found in (
        ("left out by the outcome, EM", em),
        ("did not apply, by its kind", kinds),
    ):
        bias = np.mean(found, axis=0) - slopes
        error = np.std(found, axis=0).max() / np.sqrt(worlds)
        print(f"| {name} | {bias[abs(bias).argmax()]:+.3f} | {error:.3f} |")


def asymmetries(worlds: int) -> None:
    """How often each kind of driver is told right."""
    below = np.array([0.6, 0.6, 0.4, 0.4, 0, 0, 0, 0])
    above = np.array([0, 0, 0.4, 0.4, 0.6, 0.6, 0, 0])
    wanted = ("basic", "performance", "excitement", "none")
    print(
        "\n| forms | outcome | basic | performance | excitement | none |\n|---|---|---|---|---|---|"
    )
    for rows, is_graded in ((300, False), (1000, False), (1000, True)):
        found = []
        for world in range(worlds):
            rng = np.random.default_rng(world)
            ratings = np.clip(np.rint(4.2 + 1.4 * correlated(rows, 8, rng)), 1, 7)
            away = ratings - 4
            outcome = np.minimum(away, 0) @ below + np.maximum(away, 0) @ above
            outcome = outcome + rng.standard_normal(rows)
            if is_graded:
                outcome = np.clip(np.rint(6.8 + 1.3 * outcome), 0, 10)
            one, model = model_of(
                np.column_stack((ratings, outcome)), rng, scale="number", unit="scale"
            )
            found.append([asymmetry(model, driver.name).kind for driver in one.drivers])
        right = [
            np.mean([row[place] == wanted[place // 2] for row in found]) for place in range(8)
        ]
        cells = " | ".join(f"{(right[2 * at] + right[2 * at + 1]) / 2:.2f}" for at in range(4))
        print(f"| {rows} | {'0 to 10' if is_graded else 'continuous'} | {cells} |")


def main() -> None:
    """Prints the tables."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    agreement()
    speed(np.random.default_rng(1))
    coverage(worlds)
    weighted(worlds)
    missing(worlds)
    asymmetries(worlds)


if __name__ == "__main__":
    main()
