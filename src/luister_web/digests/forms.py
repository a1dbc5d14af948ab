"""The forms for one's own notices and for the channels of the organisation."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext as _

from luister.errors import LuisterError
from luister.loop.chat import check_address
from luister_web.digests.models import ChatPlace, Wishes

_TIME = {"type": "time"}


class WishesForm(forms.ModelForm):  # type: ignore[type-arg]
    """What one person wants to be told, and when not."""

    class Meta:
        """What Django is to know."""

        model = Wishes
        fields = (
            "rhythm",
            "digest_at",
            "alarms",
            "cases",
            "quiet_from",
            "quiet_until",
            "time_zone",
        )
        widgets = {
            name: forms.TimeInput(attrs=_TIME, format="%H:%M")
            for name in ("digest_at", "quiet_from", "quiet_until")
        }

    def clean_time_zone(self) -> str:
        """The zone, once it is sure that there is one of this name."""
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("There is no time zone of this name."))
        return ZoneInfo(zone).key if zone else ""


class ChatPlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A channel that is told."""

    class Meta:
        """What Django is to know."""

        model = ChatPlace
        fields = ("name", "shape", "url", "unit", "language", "alarms", "cases")
        widgets = {
            "url": forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
        }

    def clean_url(self) -> str:
        """The address, once it is sure that it could be called."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            check_address(url)
        except LuisterError:
            raise forms.ValidationError(_("Write it as https://example.org/path.")) from None
        return url

    def clean(self) -> dict[str, Any]:
        """All fields; a channel that is told of nothing has no use."""
        given = super().clean() or {}
        if not given.get("alarms") and not given.get("cases"):
            self.add_error("alarms", _("Choose alarms, cases or both."))
        return given
