"""What a person types on the pages of cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.loop.arrange_cases import Arrangement
from luister.loop.follow_up import End
from luister.loop.open_case import Wanted
from luister_web.cases import words

_LONGEST = 20_000


class NewCaseForm(forms.Form):
    """A case that a person opens; what is left open, the rules decide."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    about = forms.ChoiceField(label=_("What is it"), choices=list(words.ABOUTS.items()))
    customer = forms.CharField(
        label=_("Customer"),
        max_length=255,
        required=False,
        help_text=_("The organisation's own number or key. May stay empty."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    team = forms.ChoiceField(label=_("Team"), required=False)
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    priority = forms.ChoiceField(
        label=_("Priority"),
        required=False,
        choices=[("", _("as the rules say")), *words.PRIORITIES.items()],
    )
    words = forms.CharField(
        label=_("What happened"),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    before_case = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        arranged: Arrangement,
        teams: Sequence[str],
        may_name: bool,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offers the queues, and the teams that the reader has; who may not see customers names none."""
        super().__init__(data, initial=initial)
        queues = [(one, words.queue_words(one)) for one in arranged.queues]
        self.fields["queue"].choices = [("", _("as the rules say")), *queues]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", _("none yet")), *((one, one) for one in teams)]  # type: ignore[attr-defined]
        if not teams:
            del self.fields["team"]
        if not may_name:
            del self.fields["customer"]

    def wanted(self) -> Wanted:
        """The case that was typed."""
        given = self.cleaned_data
        return Wanted(
            subject=given["subject"],
            about=given["about"],
            customer_key=given.get("customer", "").strip(),
            team=given.get("team", ""),
            queue=given["queue"],
            priority=given["priority"],
            words=given["words"],
            before_case=given["before_case"],
        )


class CloseForm(forms.Form):
    """How a case ended."""

    outcome = forms.ChoiceField(label=_("How did it end"), choices=list(words.OUTCOMES.items()))
    root_cause = forms.ChoiceField(label=_("What lay behind it"))
    words = forms.CharField(
        label=_("In a few words"),
        max_length=_LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, arranged: Arrangement) -> None:
        """Offers the causes of the taxonomy, those below one another together."""
        super().__init__(data, auto_id="close_%s")
        self.fields["root_cause"].choices = causes(arranged)  # type: ignore[attr-defined]

    def end(self) -> End:
        """The end that was chosen."""
        return End(self.cleaned_data["outcome"], self.cleaned_data["root_cause"])


class ReplyForm(forms.Form):
    """A letter to the customer."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 12})
    )
    language = forms.CharField(max_length=10, widget=forms.HiddenInput)
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Begins with a draft."""
        super().__init__(data, initial=initial, auto_id="reply_%s")


class WordsForm(forms.Form):
    """A note, or what the customer said."""

    words = forms.CharField(max_length=_LONGEST)


class FileForm(forms.Form):
    """A file to hang on a case."""

    file = forms.FileField(max_length=255)


def causes(arranged: Arrangement) -> list[tuple[str, Any]]:
    """The causes to choose from: each main cause with those below it, as groups of a list."""
    known = [one for one in arranged.causes if not one.retired]
    found: list[tuple[str, Any]] = []
    for main in (one for one in known if not one.parent):
        below = [one for one in known if one.parent == main.id]
        if below:
            choices = [(one.id, words.cause_words(one)) for one in [main, *below]]
            found.append((words.cause_words(main), choices))
        else:
            found.append((main.id, words.cause_words(main)))
    return found
