"""How long it takes to raise 10,000 signals at once, and to rank and list 100,000 of them."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import act, rank
from luister.store.home import Store
from luister.store.signals import raise_signals

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
AT_ONCE, TIMES = 10_000, 10
TEAMS = 20


@contextmanager
def told(what: str) -> Iterator[None]:
    """Prints how many seconds of clock and of processor the block took."""
    clock, work = time.perf_counter(), time.process_time()
    yield
    spent = time.perf_counter() - clock, time.process_time() - work
    print(f"{what:<44} {spent[0]:8.3f} s {spent[1]:8.3f} s of processor")


def made(start: int) -> list[NewSignal]:
    """Signals of single answers, a few of them alike."""
    return [
        NewSignal(
            kind="answer",
            key=f"answer:1:{number}",
            raised_at=NOW,
            process=f"process {number % 5}",
            team=f"team {number % TEAMS}",
            customers=1,
            effect=Estimate(-number % 9 - 1, -number % 9 - 1, -number % 9 - 1, 1, "scale"),
            details={"span": 9, "value": number % 5},
        )
        for number in range(start, start + AT_ONCE)
    ]


def main() -> None:
    """Raises, ranks and lists."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "home")
        for turn in range(TIMES):
            some = made(turn * AT_ONCE)
            with told(f"raise {AT_ONCE:,} in one transaction"), store.truth.transaction():
                raise_signals(store.truth, some)
        with told(f"rank {AT_ONCE * TIMES:,}"):
            rank.rank_new(store, now=NOW)
        team = act.Filter(scope={"team": ("team 3",)})
        for name, wanted in (("all", act.Filter()), ("one team", team)):
            after = None
            for page in range(3):
                with told(f"page {page + 1} of {name}"):
                    found = act.signals(store, wanted, now=NOW, after=after)
                after = found.signals[-1].id
            with told(f"count for the menu, {name}"):
                act.count(store, wanted, most=999)
        store.close()


if __name__ == "__main__":
    main()
