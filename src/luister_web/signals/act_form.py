"""What is typed to act on a signal; each act needs its own part of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luister_web.goals.fields import day_field

_NEEDED = {"snooze": "until", "dismiss": "reason", "merge": "into", "note": "words"}


class ActForm(forms.Form):
    """The day, reason, signal or words that an act needs."""

    until = day_field(_("Back on"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        error_messages={"required": _("Say why, for who looks later.")},
    )
    into = forms.IntegerField(
        label=_("Number of the other signal"),
        min_value=1,
        max_value=2**62,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "8"}),
        error_messages={"required": _("Give the number of the other signal.")},
    )
    words = forms.CharField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write something.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, action: str = "") -> None:
        """Asks only for what `action` needs."""
        super().__init__(data)
        for name, field in self.fields.items():
            field.required = name == _NEEDED.get(action)

    def clean_until(self) -> Any:  # noqa: ANN401 - a day, or nothing where none is needed
        """A day that lies ahead."""
        day = self.cleaned_data["until"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day that lies ahead."))
        return day
