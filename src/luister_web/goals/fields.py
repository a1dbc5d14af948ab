"""Fields that several forms share: a day, a number in the reader's notation, a process."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


def day_field(label: "str | _StrPromise", help_text: "str | _StrPromise" = "") -> forms.DateField:
    """A day, picked from the browser's own calendar or typed as 2026-01-31 or 31-01-2026."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=_DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Please give a day."),
            "invalid": _("This is no day we understand; write it as 2026-01-31."),
        },
    )


class NumberField(forms.FloatField):
    """A number as the reader writes it: 7,5 and 7.5 are both seven and a half."""

    def __init__(
        self,
        *,
        label: "str | _StrPromise",
        help_text: "str | _StrPromise" = "",
        required: bool = True,
    ) -> None:
        """Uses a plain text box with a number keyboard, for browsers differ on decimal commas."""
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "8"}),
            error_messages={
                "required": _("Please give a number."),
                "invalid": _("This is no number we understand; write it as 40 or 7.5."),
            },
        )

    def to_python(self, value: object) -> float | None:  # type: ignore[override]
        """The number, whichever sign the decimals stand behind."""
        text = str(value or "").strip().replace(" ", "")
        if text.count(",") + text.count(".") == 1:
            text = text.replace(",", ".")
        try:
            return float(text) if text else None
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def process_field(processes: Sequence[str]) -> forms.ChoiceField:
    """One of the organisation's processes, or all of them."""
    choices = [("", _("all processes")), *((name, name) for name in processes)]
    return forms.ChoiceField(label=_("Process"), choices=choices, required=False)
