"""What the command says: plain lines for people, JSON for scripts, progress where somebody watches."""

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class Terminal:
    """Standard output and error of one run."""

    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _started: float = 0.0
    _shown: float = 0.0

    def say(self, text: str) -> None:
        """Writes a line for people; nothing where a script asked for JSON."""
        if not self.as_json:
            self.out.write(text + "\n")

    def answer(self, value: Mapping[str, object] | Sequence[object]) -> None:
        """Writes the result for scripts; nothing where a person reads."""
        if self.as_json:
            json.dump(value, self.out, ensure_ascii=False, default=str)
            self.out.write("\n")

    def fail(self, problem: str, hint: str) -> None:
        """Writes what is wrong and how to mend it, in one line, to standard error."""
        if self.as_json:
            self.err.write(json.dumps({"error": problem, "hint": hint}, ensure_ascii=False) + "\n")
        else:
            self.err.write(" ".join(f"luister: {problem} {hint}".split()) + "\n")

    def progress(self, done: float) -> None:
        """Shows the share done and the time left, where a person watches."""
        now = time.monotonic()
        if not self.err.isatty() or now - self._shown < 0.2:
            return
        self._started = self._started or now
        self._shown = now
        left = (now - self._started) / done * (1 - done) if done > 0 else 0.0
        end = "\n" if done >= 1 else ""
        self.err.write(f"\r{done:5.0%}, {left:3.0f} s left {end}")
        self.err.flush()

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Writes rows under their heads, each column as wide as it needs."""
        lines = [heads, *rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
        for line in lines:
            self.say(
                "  ".join(
                    cell.ljust(width) for cell, width in zip(line, widths, strict=True)
                ).rstrip()
            )
