"""What is filled in on the page that shares a survey."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luister_web.respond.hosts import MOST_HOSTS, HostError, hosts_in


class HostsForm(forms.Form):
    """The web sites that may show the survey."""

    hosts = forms.CharField(
        label=_("Web sites that may show the survey"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("One a line, such as www.example.org or *.example.org. None: no site may."),
    )

    def clean_hosts(self) -> tuple[str, ...]:
        """The sites, each as the content policy names it."""
        try:
            found = hosts_in(self.cleaned_data["hosts"])
        except HostError as error:
            raise forms.ValidationError(
                gettext("“%(line)s” is no web site. Write its name, such as www.example.org.")
                % {"line": error}
            ) from None
        if len(found) > MOST_HOSTS:
            raise forms.ValidationError(gettext("These are more than %d sites.") % MOST_HOSTS)
        return found


class RuleForm(forms.Form):
    """When the widget shows itself; only the script tag knows it."""

    pages = forms.CharField(
        label=_("On pages"),
        required=False,
        max_length=500,
        help_text=_(
            "Paths with * for anything, between commas: /help/*, /order/done. Empty: on all."
        ),
    )
    delay = forms.IntegerField(
        label=_("After how many seconds"), min_value=0, max_value=3600, initial=5, required=False
    )
    share = forms.IntegerField(
        label=_("To how many of 100 visitors"),
        min_value=1,
        max_value=100,
        initial=100,
        required=False,
    )
    days = forms.IntegerField(
        label=_("At most once in how many days"),
        min_value=0,
        max_value=3650,
        initial=30,
        required=False,
        help_text=_("Each browser remembers this for itself."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: object, languages: list[tuple[str, str]], **kwargs: object) -> None:
        """`languages` are those of the survey, each with what it calls itself."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", gettext("That of the visitor's browser")), *languages]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=choices
        )
