"""What to turn first: how a driver reads on the map of importance against performance."""

from collections.abc import Sequence
from dataclasses import replace

from luister.estimates.driver_report import DriverLine
from luister.estimates.estimate import Estimate


def read(lines: Sequence[DriverLine]) -> list[DriverLine]:
    """The lines with their reading: `much to gain`, `guard` or `leave`; none where a scale has no ends.

    Important is a share above an even one, or a gain above the drivers' mean one; good is a performance above what
    the drivers reach together, as a part of their scales. A driver without an effect that is shown is left, however
    large its share. The reading is not clear where an interval holds the line it is read by.

    Source: Martilla & James (1977); that effect goes before importance is ours, since a share is no effect.
    """
    reached = [part for line in lines if (part := _reached(line, line.performance)) is not None]
    even, good = 1 / max(len(lines), 1), sum(part[0] for part in reached) / max(len(reached), 1)
    gain = sum(abs(line.gain.value) for line in lines) / max(len(lines), 1)
    return [_read(line, even, gain, good=good) for line in lines]


def _read(line: DriverLine, even: float, gain: float, *, good: float) -> DriverLine:
    part = _reached(line, line.performance)
    if part is None:
        return line
    is_shown = line.gain.low > 0 or line.gain.high < 0
    if not is_shown or (line.share.value < even and abs(line.gain.value) < gain):
        is_clear = not is_shown or (line.share.high < even and _most(line.gain) < gain)
        return replace(line, reading="leave", is_clear=is_clear)
    is_clear = line.share.low >= even or _least(line.gain) >= gain
    is_clear = is_clear and not part[1] <= good <= part[2]
    return replace(line, reading="guard" if part[0] >= good else "much to gain", is_clear=is_clear)


def _least(gain: Estimate) -> float:
    return 0.0 if gain.low <= 0 <= gain.high else min(abs(gain.low), abs(gain.high))


def _most(gain: Estimate) -> float:
    return max(abs(gain.low), abs(gain.high))


def _reached(line: DriverLine, performance: Estimate) -> tuple[float, float, float] | None:
    """How much of its scale a driver reaches, with the interval; None where its scale has no ends."""
    if line.low is None or line.high is None:
        return None
    whole = line.high - line.low
    value, low, high = (
        (bound - line.low) / whole
        for bound in (performance.value, performance.low, performance.high)
    )
    return value, low, high
