"""Numbers of a result as scripts read them, with nothing where there is no number."""

from collections.abc import Iterable
from math import isfinite

Told = dict[str, object]


def number_told(value: float | None) -> float | None:
    """The number, or nothing where there is none: JSON knows neither NaN nor infinity."""
    return value if value is not None and isfinite(value) else None


def ten_digits(value: object) -> object:
    """Ten digits of each number in what is told: what differs behind them is the machine's, not the answers'.

    >>> ten_digits({"a": [0.30000000000000004, None]})
    {'a': [0.3, None]}
    """
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, dict):
        return {key: ten_digits(one) for key, one in value.items()}
    return [ten_digits(one) for one in value] if isinstance(value, list | tuple) else value


def numbers_told(result: object, names: Iterable[str], *, ending: str = "") -> Told:
    """Some numbers of a result by their own names, with `ending` behind each."""
    return {f"{name}{ending}": number_told(getattr(result, name)) for name in names}


def unused_weights_told(design_effect: float) -> Told:
    """Whether the answers carry weights that were not used, and how many times as many answers these would cost."""
    return {"weights": "unused" if design_effect > 1 else "none", "design_effect": design_effect}
