"""How near a supposed change comes to what setting the drivers would do, as docs/what_if.md tells.

python benchmarks/what_if.py [worlds]
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
from driver_worlds import Floats, correlated, model_of, names_of, rated
from scipy.special import expit

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.causes import story
from luister.demo.energy.questionnaire import items
from luister.drivers.effects import rows_asked
from luister.drivers.report import driver_report
from luister.estimates.driver_request import DriverRequest
from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import change, moved
from luister.events.rated_answers import RatedAnswers, RatedColumn
from luister.loop.suppose import supposed_of


@dataclass(frozen=True, slots=True)
class World:
    """Six drivers from 1 to 7 that correlate by .5, under a mood: slopes by side of neutral, edges of 0 to 10."""

    below: Floats
    above: Floats
    halo: float
    edges: Floats

    def people(self, rows: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Ratings, and what the mood alone does to the outcome."""
        mood = rng.standard_normal(rows)
        normal = correlated(rows, 6, rng) + self.halo * mood[:, None]
        ratings = np.clip(np.rint(4.8 + 1.4 * normal / np.sqrt(1 + self.halo**2)), 1, 7)
        return ratings, self.halo * mood

    def meant(self, ratings: Floats) -> Floats:
        """What the ratings cause."""
        away = ratings - 4
        return np.minimum(away, 0) @ self.below + np.maximum(away, 0) @ self.above

    def answered(self, rng: np.random.Generator, rows: int = 1500) -> Floats:
        """Ratings and scores of one sample."""
        ratings, mood = self.people(rows, rng)
        place = self.meant(ratings) + mood + 0.9 * rng.logistic(size=rows)
        return np.column_stack((ratings, np.searchsorted(self.edges, place)))

    def nps(self, ratings: Floats, mood: Floats) -> float:
        """The NPS of these people if their ratings were these."""
        place = self.meant(ratings) + mood
        earned = 1 - expit((self.edges[8] - place) / 0.9) - expit((self.edges[6] - place) / 0.9)
        return float(100 * earned.mean())


def world_of(below: Floats, above: Floats, halo: float) -> tuple[World, Callable[[Floats], float]]:
    """A world, and what raising its drivers by these steps truly does to its NPS."""
    begun = World(below, above, halo, np.empty(0))
    rng = np.random.default_rng(0)
    many, mood = begun.people(100_000, rng)
    levels = (0.01, 0.02, 0.035, 0.05, 0.08, 0.14, 0.22, 0.38, 0.6, 0.8)
    place = begun.meant(many) + mood + 0.9 * rng.logistic(size=len(many))
    world = World(below, above, halo, np.quantile(place, levels))

    def raised(steps: Floats) -> float:
        return world.nps(np.minimum(many + steps, 7), mood) - world.nps(many, mood)

    return world, raised


def what_if(worlds: int) -> None:
    """How near one driver raised comes to what setting it would do, in NPS points."""
    print("\n| world | error (rmse), NPS points | bias | intervals that hold |\n|---|---|---|---|")
    for name, halo in (("clean", 0.0), ("two drivers count where poor only", 0.0), ("halo", 0.5)):
        below = np.array([0.6, 0.45, 0.3, 0.3, 0.15, 0.0])
        above = below.copy()
        if "poor" in name:
            below[[1, 3]], above[[1, 3]] = (0.9, 0.6), (0.0, 0.0)
        world, raised = world_of(below, above, halo)
        true = np.array([raised(one) for one in np.eye(6)])
        errors, held = [], []
        for number in range(worlds):
            rng = np.random.default_rng(number + 1)
            one, model = model_of(world.answered(rng), rng, scale="nps", unit="points")
            rows = rows_asked(one, rng=rng)
            gains = [change(model, moved(model, rows, {d.name: 1.0})).gain for d in one.drivers]
            errors.append(np.array([gain.value for gain in gains]) - true)
            held.append([g.low <= t <= g.high for g, t in zip(gains, true, strict=True)])
        off = np.array(errors)
        rmse = np.sqrt(np.mean(off**2))
        print(f"| {name} | {rmse:.2f} | {off.mean():+.2f} | {np.mean(held):.2f} |")


RAISED = ((0,), (0, 1), (0, 1, 2), (2, 3))
"""Which drivers go up together by a point."""


def together(worlds: int) -> None:
    """How near several drivers raised at once come to it, plain and beyond a placebo that truly does nothing."""
    slopes = np.array([0.6, 0.45, 0.3, 0.3, 0.15, 0.0])
    print(
        "\n| world | raised | truly | gain: bias | holds | beyond the placebo: bias | holds "
        "| picked placebo: holds |\n|---|---|---|---|---|---|---|---|"
    )
    for name, halo in (("clean", 0.0), ("halo", 0.5), ("strong halo", 1.0)):
        world, raised = world_of(slopes, slopes, halo)
        found = [_asked(world, number) for number in range(worlds)]
        for place, which in enumerate(RAISED):
            true = raised(np.isin(np.arange(6), which).astype(float))
            gain, beyond, picked = (
                _against(true, [one[way][place] for one in found]) for way in range(3)
            )
            told = " and ".join(str(one + 1) for one in which)
            print(
                f"| {name} | {told} | {true:.1f} | {gain[0]:+.2f} | {gain[1]:.2f} "
                f"| {beyond[0]:+.2f} | {beyond[1]:.2f} | {picked[1]:.2f} |",
                flush=True,
            )


def _against(true: float, found: list[Estimate | None]) -> tuple[float, float]:
    """The bias, and how often the interval holds the truth, of those that could be told."""
    told = [one for one in found if one is not None]
    holds = np.mean([one.low <= true <= one.high for one in told])
    return float(np.mean([one.value - true for one in told])), float(holds)


def _asked(world: World, number: int) -> tuple[list[Estimate | None], ...]:
    """For all of `RAISED` the gain, what is left beyond the placebo named, and beyond one that is picked."""
    values = world.answered(np.random.default_rng(number + 1))
    answers = rated(values, scale="nps")
    supposed = []
    for placebo in ("d5", ""):
        asked = DriverRequest(
            survey="", outcome="y", drivers=names_of(values), placebo=placebo, seed=number
        )
        report = driver_report(answers, asked)
        supposed.append(
            [
                supposed_of(report, answers, {f"d{one}": 1.0 for one in which}, weighted=False)
                for which in RAISED
            ]
        )
    named, picked = supposed
    gains: list[Estimate | None] = [one.change.gain for one in named]
    return gains, [one.beyond for one in named], [one.beyond for one in picked]


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
    what_if(worlds)
    together(worlds)
    planted(max(1, worlds // 10))


if __name__ == "__main__":
    main()
