"""What a person types about a source."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.errors import MappingError
from luister.loop.connect import SIGNED

KIND_WORDS = {
    "tracking": _("Tracking library (Segment, RudderStack, PostHog)"),
    "cloud_events": _("CloudEvents"),
    "zammad": _("Zammad"),
    "chatwoot": _("Chatwoot"),
    "webhook": _("Webhook of another help desk"),
}


class ChangeForm(forms.Form):
    """The name of a source and, for a webhook, its secret and mapping."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("For instance: the web shop."),
        error_messages={"required": _("Please give the source a name.")},
    )
    secret = forms.CharField(
        label=_("Secret for signatures"),
        required=False,
        max_length=200,
        help_text=_(
            "For Zammad, Chatwoot and other signed webhooks: the same secret as there. It is not shown again."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    mapping = forms.CharField(
        label=_("Where the fields stand"),
        required=False,
        max_length=10_000,
        help_text=_(
            "For a webhook of another tool, one line a field: name = ticket.state, email = ticket.requester.email."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
        kind: str | None = None,
    ) -> None:
        """Leaves out what a source of this `kind` does not need; None is a kind to be chosen."""
        super().__init__(data, initial=initial)
        if kind in ("tracking", "cloud_events"):
            del self.fields["secret"]
        if kind is not None and kind != "webhook":
            del self.fields["mapping"]

    def tell(self, error: MappingError) -> None:
        """Puts what is wrong with the mapping beside it."""
        self.add_error("mapping", _("This mapping is not understood: %s") % error)


class NewForm(ChangeForm):
    """A new source."""

    kind = forms.ChoiceField(label=_("What sends?"), choices=list(KIND_WORDS.items()))
    field_order = ("name", "kind", "secret", "mapping")

    def clean(self) -> dict[str, Any]:
        """Asks for the secret where the tool signs."""
        given = super().clean() or {}
        if given.get("kind") in SIGNED and not given.get("secret"):
            self.add_error("secret", _("This tool signs what it sends: please give the secret."))
        return given
