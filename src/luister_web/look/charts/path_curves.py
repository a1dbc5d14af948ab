"""Curves and boxes of a path diagram: where a curve runs, and what it would run through."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Curve = tuple[tuple[float, float], ...]
"""Four points of a cubic curve: begin, two handles, end."""


def at(curve: Curve, share: float) -> tuple[float, float]:
    """The place on the curve, from 0 (begin) to 1 (end)."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def is_in(point: tuple[float, float], box: Box) -> bool:
    """True where the point lies within the box."""
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def overlap(one: Box, other: Box) -> float:
    """The area that both boxes have in common."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0
