"""Demonstrate: a home is filled with a real survey and a made-up company, by the same ways as any."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from luister.demo import airport
from luister.demo.energy import attention, company, goals
from luister.demo.energy.answers import generate
from luister.demo.energy.live_survey import SURVEY
from luister.loop import design, heed, rank
from luister.loop.collect import import_file, take_in
from luister.loop.enact import enact
from luister.loop.measure import add_mark, set_target
from luister.loop.watch import watch
from luister.store.home import Store

DEMO_COMPANY = company.COMPANY
Account = company.Account
Unit = company.Unit


def fill(
    store: Store,
    *,
    answers: int,
    now: datetime,
    rng: np.random.Generator,
    progress: Callable[[float], None],
) -> int:
    """How many forms the home holds after the airport's three years and `answers` of the company's."""
    kept = _fill_airport(store, now)
    progress(0.1)
    # Up to yesterday: an answer of later today would lie in the future.
    end = now.date() - timedelta(days=1)
    made = generate(answers=answers, end=end, rng=rng)
    results = take_in(
        store,
        made,
        name=DEMO_COMPANY,
        now=now,
        progress=lambda rows: progress(0.1 + 0.7 * min(rows / max(answers, 1), 0.999)),
    )
    for line in (*airport.targets(), *goals.targets(end=end)):
        set_target(store, line)
    for mark in (*airport.marks(), *goals.marks(end=end)):
        add_mark(store, mark.day, mark.label, mark.process)
    # A chance of its own: the answers above stay the same whatever is asked besides.
    enact(store, now=now, rng=rng.spawn(1)[0])
    _attend(store, now)
    progress(1.0)
    return kept + sum(result.kept for result in results)


def _attend(store: Store, now: datetime) -> None:
    """Lets the answers of the last days and what moved make signals, ranked by what the company knows of its costs."""
    for rule in attention.RULES:
        heed.keep_rule(store, None, rule, now=now)
    rank.set_weights(store, attention.WEIGHTS, now=now)
    heed.heed_answers(store, now=now)
    watch(store, now=now)


def _fill_airport(store: Store, now: datetime) -> int:
    with tempfile.TemporaryDirectory(dir=store.folder) as folder:
        return sum(
            import_file(store, path, survey=airport.SURVEY, mapping_text=mapping, now=now).kept
            for path, mapping in airport.unpack(Path(folder))
        )


def live_link(store: Store) -> str:
    """The part of the address at which the demo's running survey is answered."""
    return design.survey(store, SURVEY).open_link


def demo_units() -> tuple[Unit, ...]:
    """The made-up company's tree, parents before their children."""
    return company.units()


def demo_accounts() -> tuple[Account, ...]:
    """Who may sign in to the demo."""
    return company.accounts()
