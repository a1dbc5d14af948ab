"""Demonstrate runs: a calculation that is ordered and made at once, so that the demo begins complete."""

from datetime import datetime, timedelta

from luister.loop import order_run, understand
from luister.loop.order_run import RunOrder
from luister.store import jobs
from luister.store.home import Store

_LEASE = timedelta(minutes=10)


def made_at_once(store: Store, order: RunOrder, *, now: datetime) -> int:
    """The number of the run, which whoever fills the home makes, and no worker."""
    number = order_run.begin(store, order, now=now)
    job = jobs.claim(store, kinds=(order_run.KIND,), now=now, lease=_LEASE, worker="demo")
    understand.carry_out(store, number, tell=lambda _share: None, now=lambda: now)
    if job is not None:
        jobs.finish(store, job, now=now)
    return number
