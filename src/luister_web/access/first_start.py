"""The first page of a new home: who will look after it."""

from django import forms
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from luister_web.access.audit import record
from luister_web.access.models import Action, OnceDone, Role, User

_DONE = "first administrator"


class FirstStartForm(forms.ModelForm):  # type: ignore[type-arg]
    """The first administrator."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ten characters or more; a sentence is easier to keep than a riddle."),
    )

    class Meta:
        """What Django is to know."""

        model = User
        fields = ("username", "display_name", "email")

    def clean_password(self) -> str:
        """The password, once it is good enough."""
        password = str(self.cleaned_data["password"])
        validate_password(
            password, User(**{k: self.cleaned_data.get(k, "") for k in ("username",)})
        )
        return password


def first_start(request: HttpRequest) -> HttpResponseBase:
    """Asks for the administrator while there is nobody; afterwards this page does not exist."""
    if User.objects.exists():
        raise Http404
    form = FirstStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, _made(form))
        return redirect("/")
    return render(request, "access/first_start.html", {"form": form})


def _made(form: FirstStartForm) -> User:
    """The new administrator; of two people who try at the same moment one is refused."""
    try:
        with transaction.atomic():
            OnceDone.objects.create(name=_DONE)
            user: User = form.save(commit=False)
            user.role = Role.ADMINISTRATOR
            user.set_password(form.cleaned_data["password"])
            user.save()
            record(user, Action.MADE, f"user {user.username}", "first administrator")
    except IntegrityError:
        raise Http404 from None
    return user
