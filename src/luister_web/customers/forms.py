"""What a person types to find a customer, or to have one forgotten."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LookUpForm(forms.Form):
    """The key by which the organisation knows a customer."""

    key = forms.CharField(
        label=_("Customer key"),
        max_length=500,
        strip=True,
        help_text=_("As it stands in the imported files: a number, a code or an e-mail address."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please type the customer key.")},
    )


class EraseForm(forms.Form):
    """The key once more, typed by hand, so that nobody is erased by a slip of the mouse."""

    key = forms.CharField(widget=forms.HiddenInput)
    typed = forms.CharField(
        label=_("Type the customer key to confirm"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The key, if both are the same."""
        given = super().clean() or {}
        if given.get("typed") != given.get("key"):
            self.add_error("typed", _("This is not the key of this customer. Nothing was erased."))
        return given
