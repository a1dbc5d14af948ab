"""How right and how quick the drivers are: against known worlds, as docs/drivers.md and docs/what_if.md tell.

python benchmarks/drivers.py [worlds]
"""

import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
from scipy.special import expit

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.causes import story
from luister.demo.energy.questionnaire import items
from luister.drivers.asymmetry import asymmetry
from luister.drivers.design import Design, design
from luister.drivers.drawn_shares import added_in_orders, drawn_shares, rings_of_orders
from luister.drivers.effects import MOST_ROWS, outcome_model, rows_asked
from luister.drivers.em_covariance import em_moments
from luister.drivers.importance import importance
from luister.drivers.moments import part_sums, resampled, weighed, whole
from luister.drivers.report import driver_report
from luister.drivers.shares import shares
from luister.drivers.slopes import sloped
from luister.estimates.driver_request import DriverRequest
from luister.estimates.outcome_model import OutcomeModel, change, moved
from luister.events.rated_answers import RatedAnswers, RatedColumn

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def correlated(rows: int, columns: int, rng: np.random.Generator, r: float = 0.5) -> Floats:
    """Normal columns, each pair correlated by r."""
    matrix = np.full((columns, columns), r)
    np.fill_diagonal(matrix, 1)
    return rng.standard_normal((rows, columns)) @ np.linalg.cholesky(matrix).T


def told(
    values: Floats, *, scale: str = "number", status: Floats | None = None, low: float | None = 1
) -> Design:
    """The design of columns of which the last is the outcome."""
    names = tuple(f"d{place}" for place in range(values.shape[1] - 1))
    high = 7 if low is not None else None
    columns = (
        *(RatedColumn(name, name, low, high, "rating") for name in names),
        RatedColumn("y", "y", scale=scale),
    )
    kinds = np.zeros(values.shape, np.int8) if status is None else status.astype(np.int8)
    asked = DriverRequest(survey="", outcome="y", drivers=names)
    return design(RatedAnswers(columns, values, kinds), asked)


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


def model_of(
    values: Floats, rng: np.random.Generator, *, scale: str, unit: str
) -> tuple[Design, OutcomeModel]:
    """The design and the model of these columns."""
    one = told(values, scale=scale)
    moments = importance(one, replicates=2, rng=rng).moments
    columns = sloped(one, moments, most_rows=MOST_ROWS, rng=rng)
    return one, outcome_model(one, columns, unit=unit, rng=rng)


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


def what_if(worlds: int) -> None:
    """How near a supposed change comes to what setting the drivers would do, in NPS points."""
    print("\n| world | error (rmse), NPS points | bias | intervals that hold |\n|---|---|---|---|")
    for name, halo in (("clean", 0.0), ("two drivers count where poor only", 0.0), ("halo", 0.5)):
        below = np.array([0.6, 0.45, 0.3, 0.3, 0.15, 0.0])
        above = below.copy()
        if "poor" in name:
            below[[1, 3]], above[[1, 3]] = (0.9, 0.6), (0.0, 0.0)
        errors, held = _supposed(worlds, below, above, halo)
        rmse = np.sqrt(np.mean(errors**2))
        print(f"| {name} | {rmse:.2f} | {errors.mean():+.2f} | {np.mean(held):.2f} |")


def _supposed(
    worlds: int, below: Floats, above: Floats, halo: float
) -> tuple[Floats, list[Floats]]:
    def made(rows: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        mood = rng.standard_normal(rows)
        normal = correlated(rows, 6, rng) + halo * mood[:, None]
        ratings = np.clip(np.rint(4.8 + 1.4 * normal / np.sqrt(1 + halo**2)), 1, 7)
        return ratings, halo * mood

    def meant(ratings: Floats) -> Floats:
        away = ratings - 4
        return np.minimum(away, 0) @ below + np.maximum(away, 0) @ above

    rng = np.random.default_rng(0)
    many, mood = made(100_000, rng)
    levels = (0.01, 0.02, 0.035, 0.05, 0.08, 0.14, 0.22, 0.38, 0.6, 0.8)
    edges = np.quantile(meant(many) + mood + 0.9 * rng.logistic(size=len(many)), levels)

    def nps(ratings: Floats) -> float:
        place = meant(ratings) + mood
        earned = 1 - expit((edges[8] - place) / 0.9) - expit((edges[6] - place) / 0.9)
        return float(100 * earned.mean())

    true = np.array([nps(np.minimum(many + one, 7)) for one in np.eye(6)]) - nps(many)
    errors, held = [], []
    for world in range(worlds):
        rng = np.random.default_rng(world + 1)
        ratings, own_mood = made(1500, rng)
        place = meant(ratings) + own_mood + 0.9 * rng.logistic(size=1500)
        outcome = np.searchsorted(edges, place)
        one, model = model_of(np.column_stack((ratings, outcome)), rng, scale="nps", unit="points")
        rows = rows_asked(one, rng=rng)
        gains = [change(model, moved(model, rows, {d.name: 1.0})).gain for d in one.drivers]
        errors.append(np.array([gain.value for gain in gains]) - true)
        held.append(np.array([g.low <= t <= g.high for g, t in zip(gains, true, strict=True)]))
    return np.array(errors), held


def planted(worlds: int, forms: int = 4000) -> None:
    """How often what was planted in the demo is found, and what was not is called a cause."""
    placebos = {
        "relation": "invoice",
        "moving": "meter_reading",
        "complaints": "reachability",
        "payment": "arrangement",
    }
    print(
        "\n| survey | placebo | planted: found | intervals within a third of what was planted "
        "| not planted: called a cause |\n|---|---|---|---|---|"
    )
    end = date(2026, 11, 24)
    for process in story(end=end).processes:
        survey, worth = process.survey, process.worth["nps"]
        names = [one.question.id for one in items(survey) if one.question.touchpoint]
        for named in (placebos[survey], ""):
            found, near, called = [], [], []
            for world in range(worlds):
                answers = _demo_answers(survey, (*names, "nps"), forms, world, end)
                asked = DriverRequest(
                    survey=survey, outcome="nps", drivers=tuple(names), placebo=named
                )
                for line in driver_report(answers, asked).lines:
                    if line.name in worth:
                        found.append(line.is_more_than_mood)
                    else:
                        called.append(line.is_more_than_mood)
                    if line.name in worth and line.beyond_placebo:
                        more, true = line.beyond_placebo, worth[line.name]
                        near.append(more.high > 0.67 * true and more.low < true)
            print(
                f"| {survey} | {named or 'picked'} | {np.mean(found):.2f} | {np.mean(near):.2f} "
                f"| {np.mean(called):.3f} |",
                flush=True,
            )


def _demo_answers(
    survey: str, names: tuple[str, ...], forms: int, world: int, end: date
) -> RatedAnswers:
    rng = np.random.default_rng(world)
    rows = [one.rows for one in generate_survey(survey, answers=forms, end=end, rng=rng)]
    scales = {one.question.id: one.question.scale for one in items(survey)}

    def cells(kind: str) -> Floats:
        return np.column_stack(
            [
                np.concatenate(
                    [one[f"{kind}.{name}"].to_numpy(zero_copy_only=False) for one in rows]
                )
                for name in names
            ]
        )

    columns = tuple(
        RatedColumn(name, name, scales[name].low, scales[name].high, scales[name].kind)
        for name in names
    )
    return RatedAnswers(columns, cells("value").astype(float), cells("status").astype(np.int8))


def main() -> None:
    """Prints the tables."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    speed(np.random.default_rng(1))
    coverage(worlds)
    missing(worlds)
    asymmetries(worlds)
    what_if(worlds)
    planted(max(1, worlds // 10))


if __name__ == "__main__":
    main()
