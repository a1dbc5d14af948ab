"""Gives memory that is free but held back to the machine: a server that rests should be small."""

import ctypes
import sys

import pyarrow as pa

_ARENAS = -8  # M_ARENA_MAX of glibc's malloc.h


def hand_back() -> None:
    """Returns what large work left behind; it takes some milliseconds.

    Nothing happens for plain memory on a system whose C library has no such call (only glibc has).
    """
    pa.default_memory_pool().release_unused()
    trim = getattr(_library(), "malloc_trim", None)
    if trim:
        trim(0)


def few_arenas(count: int = 2) -> None:
    """Lets all threads share `count` heaps, where the C library would give each a heap of its own.

    A server has some twenty threads, most of which rest; each heap keeps what its thread once needed.
    """
    limit = getattr(_library(), "mallopt", None) if sys.platform == "linux" else None
    if limit:
        limit(_ARENAS, count)


def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform != "win32" else None
