"""Numbers of a result as scripts read them, with nothing where there is no number."""

from collections.abc import Iterable
from math import isfinite

Told = dict[str, object]


def number_told(value: float | None) -> float | None:
    """The number, or nothing where there is none: JSON knows neither NaN nor infinity."""
    return value if value is not None and isfinite(value) else None


def numbers_told(result: object, names: Iterable[str], *, ending: str = "") -> Told:
    """Some numbers of a result by their own names, with `ending` behind each."""
    return {f"{name}{ending}": number_told(getattr(result, name)) for name in names}
