"""A worker in a process of its own, that a test can kill in mid-job."""

import random
import threading
import time
from datetime import UTC, datetime

from luister.loop.work import Worker, serve_jobs
from luister.store import jobs
from luister.store.home import Store


def work(told, folder, name):
    def long_job(store, payload, work):
        told.send(f"begun {payload['row']}")
        while not work.should_stop():
            time.sleep(0.05)

    def duty(store, payload, work):
        jobs.enqueue(store.truth, "seen", {}, now=work.now())

    worker = Worker(
        name,
        lambda: datetime.now(UTC),
        random.random,
        {"long": long_job, "turn": duty},
        {"turn": 1},
    )
    store = Store(folder)
    told.send("ready")
    serve_jobs(store, threading.Event(), worker)
