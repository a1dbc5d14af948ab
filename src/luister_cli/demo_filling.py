"""Fills a new home with the demo: answers, goals, units and logins."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from luister_web.access.accounts import DemoLogin, make_demo_accounts

from luister.errors import StoreError
from luister.loop import demonstrate, keep
from luister.loop import measure as measuring
from luister_web.start import prepare

_SEED = 20171124


def fill(home: Path, *, answers: int, progress: Callable[[float], None]) -> dict[str, object]:
    """What was filled in: forms and logins.

    Raises:
        StoreError: the home holds surveys already.
    """
    now = datetime.now(UTC)
    store = keep.open_home(home)
    try:
        if measuring.surveys(store):
            raise StoreError(
                f"{home} holds answers already.",
                hint="Name a new folder for the demo with --home.",
            )
        rng = np.random.default_rng(_SEED)
        forms = demonstrate.fill(store, answers=answers, now=now, rng=rng, progress=progress)
    finally:
        store.close()
    prepare(home)
    logins = make_demo_accounts(demonstrate.demo_units(), demonstrate.demo_accounts())
    (home / "demo-logins.txt").write_text(_logins_text(logins), encoding="utf-8")
    about = {"company": demonstrate.DEMO_COMPANY, "made_at": now.isoformat(), "forms": forms}
    (home / "demo.json").write_text(json.dumps(about), encoding="utf-8")
    return {"home": str(home), "forms": forms, "logins": [one.email for one in logins]}


def _logins_text(logins: list[DemoLogin]) -> str:
    lines = [f"  {one.email:<34} {one.password:<14} {one.role}" for one in logins]
    return "\n".join(["The demo's logins:", *lines, ""])
