"""Oversee jobs: what waits, runs, failed or is done, and a way to try again or to stop."""

from datetime import datetime

from luister.store import job_care, jobs
from luister.store.home import Store

Job = jobs.Job


def waiting_and_running(store: Store) -> list[Job]:
    """Jobs that wait or run, and the duties."""
    return jobs.listed(store, states=("waiting", "running"))


def ended(store: Store, state: str) -> list[Job]:
    """Jobs that are done, failed or cancelled, the last first."""
    return jobs.listed(store, states=(state,))


def counts(store: Store) -> dict[str, int]:
    """How many jobs there are in each state, duties left out."""
    return job_care.counts(store)


def is_worked_on(store: Store, *, now: datetime) -> bool:
    """True where a worker is about."""
    return job_care.is_worked_on(store, now=now)


def retry(store: Store, job_id: int, *, now: datetime) -> None:
    """Lets a job begin anew at once; StoreError where that cannot be."""
    jobs.retry(store, job_id, now=now)


def cancel(store: Store, job_id: int, *, now: datetime) -> None:
    """Takes a job out of the queue, or lets one that runs stop soon; StoreError where it is over."""
    jobs.cancel(store, job_id, now=now)
