"""Many threads, one commit: a write to disk is dear, and those who come at the same time can share it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from luister.store.truth import Truth

Write = Callable[[Truth], int | None]
Finish = Callable[[Truth, list[int]], None]


@dataclass(slots=True)
class _Waiting:
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
    _waiting: list[_Waiting] = field(default_factory=list)

    def run(self, write: Write, finish: Finish) -> int | None:
        """What `write` returned, once it is durable; `finish` runs last in the transaction, with all that is not None.

        A write that fails takes those that share its commit along: each of them raises, and none is kept.
        """
        one = _Waiting(write)
        with self._guard:
            self._waiting.append(one)
        with self._turn:
            if not one.is_done:
                self._commit(finish)
        if one.error is not None:
            raise one.error
        return one.found

    def _commit(self, finish: Finish) -> None:
        with self._guard:
            taken, self._waiting = self._waiting, []
        error: BaseException | None = None
        try:
            with self.truth.transaction():
                self.truth.hold_order()
                for one in taken:
                    one.found = one.write(self.truth)
                finish(self.truth, [one.found for one in taken if one.found is not None])
        except BaseException as raised:  # noqa: BLE001 - raised again below, in every thread that waits
            error = raised
        for one in taken:
            one.is_done, one.error = True, error
