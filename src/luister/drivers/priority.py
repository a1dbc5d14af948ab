"""What to turn first: how a driver reads on the map of importance against performance."""

from collections.abc import Sequence
from dataclasses import replace

from luister.drivers.placebo import Placebo
from luister.estimates.driver_report import DriverLine
from luister.estimates.estimate import Estimate


def read(lines: Sequence[DriverLine], *, placebo: Placebo) -> tuple[DriverLine, ...]:
    """The lines with their reading: `much to gain`, `guard` or `leave`; none where a scale has no ends.

    Important is a share above an even one, or a gain above the drivers' mean one, both beyond the placebo; good is a
    performance above what the drivers reach together, as a part of their scales. A driver that is not shown to do more
    than the placebo is left, however large its share: it may be the mood of the day. The reading is not clear where an
    interval holds the line it is read by, and without a placebo that somebody named nothing that may be gained is.

    What does more than the placebo stands first, and what moves the outcome most, up or down, before the rest.

    Source: Martilla & James (1977); that effect goes before importance is ours, since a share is no effect.
    """
    reached = [part for line in lines if (part := _reached(line, line.performance)) is not None]
    even, good = 1 / max(len(lines), 1), sum(part[0] for part in reached) / max(len(reached), 1)
    gains = [_gain(line, placebo) for line in lines]
    mean = sum(abs(gain.value) for gain in gains) / max(len(lines), 1)
    found = [
        _read(line, gain, even, mean=mean, good=good)
        for line, gain in zip(lines, gains, strict=True)
    ]
    if not placebo.is_named:
        found = [replace(line, is_clear=line.is_clear and _is_left(line)) for line in found]
    return tuple(sorted(found, key=lambda line: (_is_mood(line, placebo), -abs(line.gain.value))))


def _gain(line: DriverLine, placebo: Placebo) -> Estimate:
    """What raising it brings to all, beyond what the placebo would; nought where no more is shown."""
    more = line.beyond_placebo
    if not placebo.name:
        return line.gain
    if more is None or _is_mood(line, placebo):
        return replace(line.gain, value=0.0, low=0.0, high=0.0)
    value, low, high = (line.room * one for one in (more.value, more.low, more.high))
    return replace(line.gain, value=value, low=low, high=high)


def _is_mood(line: DriverLine, placebo: Placebo) -> bool:
    """True where no more than the placebo is shown."""
    return bool(placebo.name) and not line.is_more_than_mood


def _is_left(line: DriverLine) -> bool:
    return line.reading == "leave"


def _read(
    line: DriverLine, gain: Estimate, even: float, *, mean: float, good: float
) -> DriverLine:
    part = _reached(line, line.performance)
    if part is None:
        return line
    is_shown = gain.low > 0 or gain.high < 0
    if not is_shown or (line.share.value < even and abs(gain.value) < mean):
        is_clear = not is_shown or (line.share.high < even and _most(gain) < mean)
        return replace(line, reading="leave", is_clear=is_clear)
    is_clear = line.share.low >= even or _least(gain) >= mean
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
