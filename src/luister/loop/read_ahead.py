"""Read ahead: one part is read while the part before it is kept."""

import queue
import threading
from collections.abc import Iterator
from typing import Generic, TypeVar

Part = TypeVar("Part")
_DEPTH = 2


class _End:
    """Says that nothing more comes, and why, where reading failed."""

    def __init__(self, reason: BaseException | None = None) -> None:
        self.reason = reason


class _Reader(threading.Thread, Generic[Part]):
    """Takes parts from their source until it ends or nobody wants more."""

    def __init__(self, parts: Iterator[Part]) -> None:
        super().__init__(daemon=True, name="read-ahead")
        self.parts = parts
        self.waiting: queue.Queue[Part | _End] = queue.Queue(_DEPTH)
        self.is_wanted = True

    def run(self) -> None:
        """Puts every part in the queue; last the end, with the error that ended it."""
        end = _End()
        try:
            for part in self.parts:
                if not self._put(part):
                    return
        except BaseException as error:  # noqa: BLE001 - it is raised again by the one who asked
            end = _End(error)
        self._put(end)

    def _put(self, part: "Part | _End") -> bool:
        while self.is_wanted:
            try:
                self.waiting.put(part, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False


def read_ahead(parts: Iterator[Part]) -> Iterator[Part]:
    """The same parts in the same order, read by a thread of their own; errors come as they would.

    >>> list(read_ahead(iter([1, 2, 3])))
    [1, 2, 3]
    """
    reader = _Reader(parts)
    reader.start()
    try:
        while True:
            part = reader.waiting.get()
            if isinstance(part, _End):
                if part.reason is not None:
                    raise part.reason
                return
            yield part
    finally:
        reader.is_wanted = False
