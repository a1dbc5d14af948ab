"""An organisation's own metric: by definition, the points that each answer earns."""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from luister.errors import LuisterError
from luister.events.answer import Scale
from luister.metrics.catalogue import is_taken
from luister.metrics.metric import Metric

_UNITS = ("points", "percent", "scale")
_KEYS = frozenset({"label", "unit", "scale", "higher_is_better", "points"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_VALUES = re.compile(r"(-?\d+)(?:\s*(?:-|\.\.)\s*(-?\d+))?")
_WIDEST = 1000


class DefinitionError(LuisterError):
    """A definition of an own metric that cannot be used."""


# Every report asks for all of them: one definition is one metric.
@lru_cache(maxsize=64)
def own_metric(name: str, text: str) -> Metric:
    r"""The metric that `text` (TOML) defines, under the id `name`.

    - scale: the scale it is for, as "rating:1-5", or a list of such scales with the same values
    - points: per value, or per range of values, the points an answer earns; all values are named
    - unit: points (-100 to 100), percent (0 to 100) or scale; percent where it is left out
    - label, higher_is_better (true where it is left out)

    Raises DefinitionError, which says what is wrong with the definition.

    >>> made = own_metric("kept", 'scale = "rating:1-5"\n[points]\n"1-3" = 0\n"4-5" = 100')
    >>> made.unit, made.shape, made.points(4, Scale("rating", 1, 5))
    ('percent', 'share', 100.0)
    """
    _check_name(name)
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(name, f"is not TOML: {error}", "Write key = value, one a line.") from error
    return own_metric_from(name, found)


def own_metric_from(name: str, definition: Mapping[str, object]) -> Metric:
    """The metric that a mapping defines; its keys are those of the TOML form.

    Raises DefinitionError.

    >>> made = own_metric_from("happy", {"scale": "csat:1-3", "points": {1: 0, 2: 50, 3: 100}})
    >>> made.shape, made.bounds(Scale("csat", 1, 3))
    ('mean', (0.0, 100.0))
    """
    _check_name(name)
    _check_keys(name, definition)
    unit = definition.get("unit", "percent")
    if not isinstance(unit, str) or unit not in _UNITS:
        raise _wrong(name, f"has the unit {unit!r}", f"Choose one of {', '.join(_UNITS)}.")
    scales = _scales(name, definition["scale"])
    points = _points(name, definition["points"], scales[0])
    _check_points(name, points, unit)
    return Metric(
        id=name,
        unit=unit,
        fits=lambda scale: scale.code in {one.code for one in scales},
        points=lambda value, _: _earned(name, points, value),
        bounds=lambda _: (min(points.values()), max(points.values())),
        higher_is_better=_truth(name, definition.get("higher_is_better", True)),
        label=str(definition.get("label", name)),
        shape=_shape(points),
    )


def _check_name(name: str) -> None:
    if _NAME.fullmatch(name) is None:
        raise _wrong(
            name, "has a name that cannot be used", "Use small letters, digits and underscores."
        )
    if is_taken(name):
        raise _wrong(name, "has the name of a built-in metric", "Choose another name.")


def _check_keys(name: str, definition: Mapping[str, object]) -> None:
    unknown = sorted(set(definition) - _KEYS)
    if unknown:
        raise _wrong(name, f"says {', '.join(unknown)}", f"It may say {', '.join(sorted(_KEYS))}.")
    for key in ("scale", "points"):
        if key not in definition:
            raise _wrong(name, f"does not say its {key}", 'For example scale = "rating:1-5".')


def _truth(name: str, given: object) -> bool:
    if not isinstance(given, bool):
        raise _wrong(name, f"has higher_is_better = {given!r}", "Write true or false.")
    return given


def _scales(name: str, given: object) -> list[Scale]:
    codes = given if isinstance(given, list) else [given]
    scales = [_scale(name, code) for code in codes]
    if not scales or len({(scale.low, scale.high) for scale in scales}) != 1:
        raise _wrong(name, "has scales with other values", "Define a metric for each of them.")
    return scales


def _scale(name: str, code: object) -> Scale:
    hint = 'Write kind:low-high, such as "rating:1-5".'
    if not isinstance(code, str) or not re.fullmatch(r"[a-z_]+:-?\d+--?\d+", code):
        raise _wrong(name, f"has the scale {code!r}", hint)
    scale = Scale.from_code(code)
    if not 0 < _top(scale) - _bottom(scale) <= _WIDEST:
        raise _wrong(name, f"has the scale {code!r}", hint)
    return scale


def _bottom(scale: Scale) -> int:
    return int(scale.low or 0)


def _top(scale: Scale) -> int:
    return int(scale.high or 0)


def _points(name: str, given: object, scale: Scale) -> dict[int, float]:
    """Per whole value of the scale the points it earns."""
    if not isinstance(given, Mapping):
        raise _wrong(name, "has no table of points", 'Write [points] and below it "4-5" = 100.')
    points: dict[int, float] = {}
    for key, earned in given.items():
        for value in _values(name, key):
            if value in points:
                raise _wrong(name, f"gives points to {value} twice", "Name each value once.")
            points[value] = _number(name, earned)
    wanted = set(range(_bottom(scale), _top(scale) + 1))
    if set(points) != wanted:
        odd = ", ".join(str(value) for value in sorted(wanted ^ set(points))[:12])
        raise _wrong(
            name, f"leaves out or adds the values {odd}", f"Name each value of {scale.code} once."
        )
    return points


def _values(name: str, key: object) -> range:
    found = _VALUES.fullmatch(str(key).strip())
    if found is None:
        raise _wrong(name, f"gives points to {key!r}", 'Name a value or a range: 3 or "1-3".')
    low, high = int(found[1]), int(found[2] or found[1])
    if not 0 <= high - low <= _WIDEST:
        raise _wrong(name, f"gives points to {key!r}", "Write the lower value of a range first.")
    return range(low, high + 1)


def _number(name: str, earned: object) -> float:
    if isinstance(earned, bool) or not isinstance(earned, int | float):
        raise _wrong(name, f"gives {earned!r} points", "Points are numbers.")
    return float(earned)


def _check_points(name: str, points: Mapping[int, float], unit: str) -> None:
    low, high = {"percent": (0.0, 100.0), "points": (-100.0, 100.0)}.get(
        unit, (-math.inf, math.inf)
    )
    # Written so that "not a number" fails too.
    outside = [earned for earned in points.values() if not low <= earned <= high]
    if outside or any(math.isinf(earned) for earned in points.values()):
        raise _wrong(
            name, f"gives points that {unit} cannot have", f"They lie from {low:g} to {high:g}."
        )
    if len(set(points.values())) < 2:
        raise _wrong(name, "gives every answer the same points", "Let good answers earn more.")


def _shape(points: Mapping[int, float]) -> str:
    earned = set(points.values())
    if earned == {0.0, 100.0}:
        return "share"
    return "balance" if earned == {-100.0, 0.0, 100.0} else "mean"


def _earned(name: str, points: Mapping[int, float], value: float) -> float:
    if value not in points:
        raise _wrong(name, f"gives no points to the answer {value:g}", "Use it on whole answers.")
    return points[int(value)]


def _wrong(name: str, what: str, hint: str) -> DefinitionError:
    return DefinitionError(f"The metric '{name}' {what}.", hint=hint)
