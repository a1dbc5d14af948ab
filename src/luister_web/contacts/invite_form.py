"""What a person types to invite: whom, by which draw, under which wave."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.errors import LuisterError
from luister.loop import ask
from luister_web.contacts.attribute_choices import attribute_choices, chosen_attribute
from luister_web.goals.fields import NumberField
from luister_web.imports.core_words import in_words

ALL, SHARE, MOST, EVERY, QUOTA = "all", "share", "most", "every", "quota"
_MOST_SEGMENTS = 30
_LARGEST = 100_000_000


class InviteForm(forms.Form):
    """A wave, the people, and the draw among them."""

    wave = forms.CharField(
        label=_("Name of this wave"),
        max_length=100,
        help_text=_(
            "In one wave nobody is invited twice, so it may be sent again after a mishap."
        ),
    )
    channel = forms.ChoiceField(label=_("By"))
    where = forms.ChoiceField(label=_("Among"), required=False)
    how = forms.ChoiceField(
        label=_("Whom"),
        choices=[
            (ALL, _("all of them")),
            (SHARE, _("a share of them")),
            (MOST, _("so many of them")),
            (EVERY, _("every n-th of them")),
            (QUOTA, _("a number of each segment")),
        ],
        initial=ALL,
    )
    share = NumberField(label=_("Share, in per cent"), required=False)
    most = forms.IntegerField(label=_("How many"), min_value=1, max_value=_LARGEST, required=False)
    every = forms.IntegerField(
        label=_("Every how many"), min_value=2, max_value=_LARGEST, required=False
    )
    due_at = forms.DateTimeField(
        label=_("Letters leave from"),
        required=False,
        help_text=_("Empty: as soon as the sending hours allow it."),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    seed = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        channels: Sequence[tuple[str, Any]],
        attributes: Mapping[str, Mapping[str, int]],
        segments: Mapping[str, int],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Offers the ways of sending, the attributes and the segments that there are."""
        super().__init__(data, initial=dict(initial or {}))
        self.segments = list(segments)[:_MOST_SEGMENTS]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        self.fields["where"].choices = attribute_choices(attributes, _("all contacts"))  # type: ignore[attr-defined]
        for number, segment in enumerate(self.segments):
            self.fields[f"quota_{number}"] = forms.IntegerField(
                label=segment, min_value=0, max_value=_LARGEST, required=False
            )

    def quotas(self) -> Iterator[forms.BoundField]:
        """The field of each segment."""
        for number in range(len(self.segments)):
            yield self[f"quota_{number}"]

    def clean(self) -> dict[str, Any]:
        """The selection that was meant; each way to draw needs its number."""
        given = super().clean() or {}
        how = given.get("how")
        if how in (SHARE, MOST, EVERY) and how not in self.errors and not given.get(how):
            self.add_error(how, _("Please give a number."))
        if how == QUOTA and not self._quota(given):
            self.add_error("how", _("Give at least one segment a number."))
        if not self.errors:
            try:
                given["selection"] = self._selection(given)
            except LuisterError as error:
                self.add_error("how", in_words(str(error)))
        return given

    def clean_seed(self) -> int:
        """The number that fixes the draw, so that what is sent is what was looked at."""
        text = str(self.cleaned_data["seed"])
        if not (text.isascii() and text.isdecimal()):
            raise forms.ValidationError(_("Please load the page again."))
        return int(text)

    def due(self) -> datetime | None:
        """When letters leave at the earliest."""
        given: datetime | None = self.cleaned_data["due_at"]
        return given.astimezone(UTC) if given else None

    def _quota(self, given: Mapping[str, Any]) -> dict[str, int]:
        found = {
            segment: given.get(f"quota_{number}") for number, segment in enumerate(self.segments)
        }
        return {segment: int(count) for segment, count in found.items() if count}

    def _selection(self, given: Mapping[str, Any]) -> ask.Selection:
        how = given["how"]
        sample = ask.Draw(
            share=given["share"] / 100 if how == SHARE else None,
            most=given["most"] if how == MOST else None,
            every=given["every"] if how == EVERY else None,
            quota=self._quota(given) if how == QUOTA else {},
        )
        return ask.Selection(where=chosen_attribute(given["where"]), sample=sample)
