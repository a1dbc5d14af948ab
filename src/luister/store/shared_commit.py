"""Many threads, one commit: a write to disk is dear, and those who come at the same time can share it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from luister.store.truth import Truth

Write = Callable[[Truth], int | None]
Finish = Callable[[Truth, list[int]], None]


@dataclass(slots=True)
class Outcome:
    """A write on its way, and what came of it: what it returned, or why nothing of it was kept."""

    write: Write
    found: int | None = None
    is_done: bool = False
    error: BaseException | None = None


@dataclass(slots=True)
class SharedCommit:
    """Runs writes of several threads in one transaction; whoever holds the lock does it for all who wait."""

    truth: Truth
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _waiting: list[Outcome] = field(default_factory=list)

    def run(self, write: Write, finish: Finish) -> int | None:
        """What `write` returned, once it is durable; `finish` runs last in the transaction, with all that is not None.

        A write that fails raises here and takes no other along: those that shared its commit are done again, alone.
        """
        (one,) = self.run_all((write,), finish)
        if one.error is not None:
            raise one.error
        return one.found

    def run_all(self, writes: Sequence[Write], finish: Finish) -> list[Outcome]:
        """What came of each of `writes`, in their order, once those that succeeded are durable."""
        own = [Outcome(write) for write in writes]
        with self._guard:
            self._waiting += own
        with self._turn:
            if not all(one.is_done for one in own):
                self._commit(finish)
        return own

    def _commit(self, finish: Finish) -> None:
        with self._guard:
            taken, self._waiting = self._waiting, []
        self._together(taken, finish)
        if len(taken) > 1 and taken[0].error is not None:
            for one in taken:
                self._together([one], finish)
        for one in taken:
            one.is_done = True

    def _together(self, taken: Sequence[Outcome], finish: Finish) -> None:
        error: BaseException | None = None
        try:
            with self.truth.transaction():
                self.truth.hold_order()
                for one in taken:
                    one.found = one.write(self.truth)
                finish(self.truth, [one.found for one in taken if one.found is not None])
        except BaseException as raised:  # noqa: BLE001 - handed to every thread that waits for it
            error = raised
        for one in taken:
            one.error = error
