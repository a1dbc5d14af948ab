"""Processes that tests kill: each is forked from one that has loaded everything, and dies like any other."""

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    [
        "tests.whole.command",  # First: it says how many threads linear algebra may have.
        "tests.loop.heeder",
        "tests.loop.inviter",
        "tests.loop.moving",
        "tests.loop.reply_sender",
        "tests.loop.sender",
        "tests.loop.worker",
        "tests.store.writer",
    ]
)


@dataclass(frozen=True)
class Child:
    """A process at work, and what it tells."""

    process: BaseProcess
    hear: Connection

    @property
    def is_alive(self):
        return self.process.is_alive()

    def kill(self):
        """Kills it (-9) and waits until it is gone."""
        self.process.kill()
        self.process.join()

    def rest(self):
        """What it tells from here on, until it ends."""
        told = []
        try:
            while True:
                told.append(self.hear.recv())
        except EOFError:
            self.process.join()
            return told


def forked(work, *arguments):
    """A process that does `work(*arguments)`."""
    process = _PROCESSES.Process(target=work, args=arguments)
    process.start()
    return process


def started(work, *arguments):
    """A child that does `work(told, *arguments)`; returns once it has told that it is ready."""
    hear, tell = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=work, args=(tell, *arguments), daemon=True)
    process.start()
    tell.close()
    assert hear.recv() == "ready"
    return Child(process, hear)


def killed_after(child, seconds, *, lines=0):
    """What the child had told when it was killed: `seconds` after it had said so many lines."""
    told = [child.hear.recv() for _ in range(lines)]
    time.sleep(seconds)
    assert child.is_alive, "the child was done before it could be killed"
    child.kill()
    told += child.rest()
    child.hear.close()
    return told
