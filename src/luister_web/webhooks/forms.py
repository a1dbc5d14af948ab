"""The form for a new endpoint."""

from django import forms
from django.utils.translation import gettext_lazy as _

from luister_web.webhooks.type_words import choices


class EndpointForm(forms.Form):
    """Where messages go, and which."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("For instance: the customer system.")
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        help_text=_("As https://example.org/hook. Addresses inside your own network are refused."),
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    types = forms.MultipleChoiceField(
        label=_("Tell of"),
        required=False,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: of everything."),
    )
