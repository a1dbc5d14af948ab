"""Order run: a calculation that takes its time is ordered, made by a process of its own, and kept."""

import os
import select
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from luister.errors import LuisterError, UnknownNameError
from luister.store import jobs
from luister.store import understanding_runs as runs
from luister.store.home import Store

KIND = runs.KIND
RunOrder = runs.RunOrder
OrderedRun = runs.UnderstandingRun
Scope = Mapping[str, tuple[str, ...]]
_LOOK = 0.3  # seconds between two looks at the other process
_PATIENCE = 10.0  # seconds that it has to stop when it is told to


def begin(store: Store, order: RunOrder, *, now: datetime) -> int:
    """The number of the run; a worker has it made. The one under way where this scope ordered just the same."""
    return runs.begin(store, order, now=now)


def progress_of(store: Store, number: int, *, scope: Scope) -> OrderedRun:
    """How far a run is.

    Raises:
        UnknownNameError: this scope has no such run.
    """
    run = runs.run_of(store, number, scope=scope)
    if run is None:
        raise UnknownNameError(f"There is no run {number}.", hint="It may have been taken away.")
    return run


def ordered(store: Store, kind: str, *, scope: Scope) -> list[OrderedRun]:
    """The runs of a kind within exactly this scope, the last first."""
    return runs.runs(store, kind, scope=scope)


def cancel(store: Store, number: int, *, scope: Scope, now: datetime) -> None:
    """Stops a run; StoreError where it is over."""
    jobs.cancel(store, progress_of(store, number, scope=scope).job, now=now)


def again(store: Store, number: int, *, scope: Scope, now: datetime) -> None:
    """Lets a run that failed or was cancelled begin anew; StoreError where it is done."""
    jobs.retry(store, progress_of(store, number, scope=scope).job, now=now)


def remove(store: Store, number: int, *, scope: Scope, now: datetime) -> None:
    """Takes a run away, and stops it where it is under way."""
    if progress_of(store, number, scope=scope).is_open:
        cancel(store, number, scope=scope, now=now)
    runs.remove(store, number, scope=scope)


def see_through(
    store: Store,
    job: int,
    *,
    command: Sequence[str],
    should_stop: Callable[[], bool],
    tell: Callable[[float], None],
) -> None:
    """Lets `command` make the run of a job in a process of its own, and waits for it; it writes how far it is.

    The other process has one thread for its sums, so that the same run gives the same bytes. Told to stop, it is.

    Raises:
        LuisterError: it ended without a result.
    """
    run = runs.run_of_job(store, job)
    if run is None:
        return
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [*command, "--run", str(run.id)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env=alone,
    ) as process:
        assert process.stdout is not None  # It was asked for.
        while process.poll() is None:
            if should_stop():
                _stop(process)
                return
            if select.select([process.stdout], [], [], _LOOK)[0]:
                _pass_on(process.stdout.readline(), tell)
    if process.returncode:
        raise LuisterError(
            f"The calculation ended with code {process.returncode}.", hint="See the server's log."
        )


def _pass_on(line: bytes, tell: Callable[[float], None]) -> None:
    word = line.strip()
    if word.replace(b".", b"", 1).isdigit():
        tell(float(word))


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
