"""One's own page: language, colours, start page."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister_web.access.models import User
from luister_web.access.rights import person, rights_of


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What people decide for themselves."""

    class Meta:
        """What Django is to know."""

        model = User
        fields = ("display_name", "email", "language", "theme", "start_page")
        help_texts = {
            "start_page": gettext_lazy(
                "The page you see after signing in: paste the address of any view. Empty: the dashboard."
            ),
        }

    def clean_start_page(self) -> str:
        """The page as an address within this house."""
        page = str(self.cleaned_data["start_page"]).strip()
        if page and (
            not page.startswith("/")
            or not url_has_allowed_host_and_scheme(page, allowed_hosts=None)
        ):
            raise forms.ValidationError(_("Write an address of this site that begins with /."))
        return page


def profile(request: HttpRequest) -> HttpResponseBase:
    """The page on which one changes one's own settings."""
    user = person(request)
    form = ProfileForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        translation.activate(user.language or translation.get_language())
        messages.success(request, _("Your settings were kept."))
        return redirect("access:profile")
    context = {"form": form, "own_rights": sorted(rights_of(user))}
    return render(request, "access/profile.html", context)
