"""What a person fills in to define a metric of their own: the points that each answer earns."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from django import forms
from django.utils.translation import gettext_lazy as _

from luister.events.answer import Scale
from luister_web.goals.fields import NumberField

MOST_VALUES = 21
_VALUES = re.compile(r"(-?\d+)(?:\s*(?:-|\.\.)\s*(-?\d+))?")
_UNITS = {
    "percent": _("percent (0 to 100)"),
    "points": _("points (-100 to 100)"),
    "scale": _("the scale of the question"),
}


class OwnMetricForm(forms.Form):
    """Name, direction, unit, and one box of points for every value of the scale."""

    label = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_('As colleagues will read it, such as "Promise kept".'),
        error_messages={"required": _("Please give the metric a name.")},
    )
    name = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label=_("Short name"),
        help_text=_("For addresses and commands: small letters, digits and underscores."),
        error_messages={
            "required": _("Please give a short name."),
            "invalid": _("Begin with a small letter; then letters, digits and underscores."),
        },
    )
    unit = forms.ChoiceField(label=_("Shown as"), choices=list(_UNITS.items()))
    higher_is_better = forms.BooleanField(
        label=_("Higher is better"), required=False, initial=True
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
        scale: Scale,
        is_new: bool,
    ) -> None:
        """Makes a box of points for every whole value of `scale`."""
        super().__init__(data, initial=initial)
        self.scale = scale
        self.values = values_of(scale)
        if not is_new:
            # The short name is what targets and saved views point to, so it stays.
            self.fields["name"].disabled = True
        for value in self.values:
            self.fields[_box(value)] = NumberField(label=str(value))

    @property
    def points(self) -> list[Any]:
        """The boxes of points, lowest answer first."""
        return [self[_box(value)] for value in self.values]

    def clean(self) -> dict[str, Any]:
        """The definition, if answers can earn these points in this unit."""
        given = super().clean() or {}
        earned = [
            given[_box(value)] for value in self.values if given.get(_box(value)) is not None
        ]
        if len(earned) == len(self.values) and len(set(earned)) == 1:
            raise forms.ValidationError(
                _("All answers earn the same points; then it says nothing.")
            )
        low = {"percent": 0.0, "points": -100.0}.get(given.get("unit", ""))
        outside = low is not None and any(not low <= points <= 100 for points in earned)
        if outside:
            message = _("Points lie from %(low)s to 100 for this unit.") % {"low": f"{low:g}"}
            self.add_error("unit", message)
        return given

    def definition(self) -> str:
        """The metric as TOML, as the catalogue reads it."""
        given = self.cleaned_data
        points = {str(value): float(given[_box(value)]) for value in self.values}
        return tomlkit.dumps(
            {
                "label": given["label"],
                "scale": self.scale.code,
                "unit": given["unit"],
                "higher_is_better": given["higher_is_better"],
                "points": points,
            }
        )


def values_of(scale: Scale) -> list[int]:
    """The whole values of a scale, lowest first; none where it has no ends or too many values.

    >>> values_of(Scale("csat", 1, 3))
    [1, 2, 3]
    """
    if scale.low is None or scale.high is None or scale.high - scale.low >= MOST_VALUES:
        return []
    return list(range(int(scale.low), int(scale.high) + 1))


def initial_of(name: str, definition: str) -> tuple[Scale, dict[str, Any]]:
    """The scale and the filled-in fields of a metric that was defined before."""
    found = tomllib.loads(definition)
    codes = found["scale"]
    scale = Scale.from_code(codes if isinstance(codes, str) else codes[0])
    fields = {
        "name": name,
        "label": found.get("label", name),
        "unit": found.get("unit", "percent"),
        "higher_is_better": found.get("higher_is_better", True),
    }
    return scale, fields | _boxes(found["points"])


def _boxes(points: Mapping[str, float]) -> dict[str, float]:
    """The points per value, where the definition may name ranges such as "1-3"."""
    boxes: dict[str, float] = {}
    for key, earned in points.items():
        found = _VALUES.fullmatch(str(key).strip())
        low, high = (found[1], found[2] or found[1]) if found else (0, -1)
        boxes |= {_box(value): earned for value in range(int(low), int(high) + 1)}
    return boxes


def _box(value: int) -> str:
    return f"points_{value}".replace("-", "m")
