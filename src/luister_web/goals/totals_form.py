"""What a person fills in so that answers stand for all: how many there are of each group."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luister.estimates.frame import Frame, Margin

MOST_MARGINS = 3
_THOUSANDS = re.compile(r"\d{1,3}([.,]\d{3})+")
_APART = re.compile(r"\s*[;\t]\s*")


class TotalsForm(forms.Form):
    """A survey, where its totals come from, and up to three dimensions with a line a group."""

    survey = forms.ChoiceField(label=_("Survey"))
    source = forms.CharField(
        label=_("Where the totals come from"),
        max_length=120,
        help_text=_('It stands beside every weighted number, such as "customer register 2026".'),
        error_messages={"required": _("Please say where the totals come from.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        surveys: Sequence[str],
        dimensions: Sequence[tuple[str, str]],
    ) -> None:
        """Offers the surveys and dimensions that exist, the latter by id and label."""
        super().__init__(data)
        self.fields["survey"].choices = [(name, name) for name in surveys]  # type: ignore[attr-defined]
        for number in range(1, MOST_MARGINS + 1):
            first = [] if number == 1 else [("", _("none"))]
            self.fields[f"dimension_{number}"] = forms.ChoiceField(
                label=pgettext_lazy("split by", "By"),
                choices=[*first, *dimensions],
                required=number == 1,
            )
            self.fields[f"totals_{number}"] = forms.CharField(
                label=_("Totals"),
                required=number == 1,
                widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
                help_text=_(
                    "A line a group: its value; how many there are. Or paste two columns."
                ),
                error_messages={"required": _("Please give the totals, a line a group.")},
            )

    @property
    def margins(self) -> list[tuple[Any, Any]]:
        """The fields of each margin: its dimension and its totals."""
        return [
            (self[f"dimension_{number}"], self[f"totals_{number}"])
            for number in range(1, MOST_MARGINS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """The totals by margin, if they can be."""
        given = super().clean() or {}
        seen: set[str] = set()
        for number in range(1, MOST_MARGINS + 1):
            dimension, text = given.get(f"dimension_{number}"), given.get(f"totals_{number}")
            if dimension in seen:
                self.add_error(f"dimension_{number}", _("Each dimension can be named once."))
            if dimension and text:
                seen.add(dimension)
                given[f"margin_{number}"] = self._margin(number, dimension, text)
            elif bool(dimension) != bool(text) and number > 1:
                self.add_error(f"totals_{number}", _("Give both a dimension and its totals."))
        return given

    def frame(self) -> Frame:
        """The frame as filled in."""
        given = self.cleaned_data
        names = [f"margin_{number}" for number in range(1, MOST_MARGINS + 1)]
        margins = tuple(given[name] for name in names if name in given)
        return Frame(given["survey"], given["source"], margins)

    def _margin(self, number: int, dimension: str, text: str) -> Margin:
        totals: dict[tuple[str, ...], float] = {}
        for place, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            value, size = _read(line)
            if size is None or (value,) in totals:
                message = gettext(
                    "Line %(line)s is “%(text)s”. Write a value once; then its number."
                )
                self.add_error(
                    f"totals_{number}", message % {"line": place, "text": line.strip()[:80]}
                )
                break
            totals[(value,)] = size
        if totals and not any(totals.values()):
            self.add_error(f"totals_{number}", _("At least one group has somebody in it."))
        return Margin((dimension,), totals)


class InvitedForm(forms.Form):
    """A survey, and the dimensions by which to count all who were invited to it."""

    survey = forms.ChoiceField(label=_("Survey"))
    by = forms.MultipleChoiceField(
        label=_("Count them by"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose by what to count them.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        surveys: Sequence[str],
        dimensions: Sequence[tuple[str, str]],
    ) -> None:
        """Offers the surveys that people were invited to."""
        super().__init__(data, prefix="invited")
        self.fields["survey"].choices = [(name, name) for name in surveys]  # type: ignore[attr-defined]
        self.fields["by"].choices = list(dimensions)  # type: ignore[attr-defined]


def _read(line: str) -> tuple[str, float | None]:
    """The value and the size in a line; None for a size that is no number of 0 or more.

    >>> _read("north; 1.200"), _read("south;7,5"), _read("north"), _read("west; -3")
    (('north', 1200.0), ('south', 7.5), ('north', None), ('west', None))
    """
    parts = _APART.split(line.strip())
    value, text = parts[0], parts[-1].replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if len(parts) != 2:
        return value, None
    if _THOUSANDS.fullmatch(text):
        text = re.sub("[.,]", "", text)
    text = text.replace(",", ".")
    return value, float(text) if re.fullmatch(r"\d{1,15}(\.\d{1,6})?", text) else None
