"""The pages on which an administrator looks after people."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from luister_web.access.audit import record
from luister_web.access.models import Action, Role, User
from luister_web.access.rights import Right, needs

_PAGE = 100


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person as the administrator sees them."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "Empty: nothing changes. Ten characters or more. Better: have a letter sent, so that only they know it."
        ),
    )

    class Meta:
        """What Django is to know."""

        model = User
        fields = ("username", "display_name", "email", "role", "unit", "language", "is_active")
        help_texts = {
            "unit": gettext_lazy(
                "What they see: a team leader the team, an employee the own results. Without a unit "
                "directors, analysts and administrators see all, the others nothing."
            ),
        }

    def clean_password(self) -> str:
        """The password, good enough where there is one."""
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password, self.instance)
        return password

    def clean(self) -> dict[str, Any]:
        """The fields, once somebody is left to look after the house."""
        found: dict[str, Any] = super().clean() or {}
        keeps = found.get("is_active") and found.get("role") == Role.ADMINISTRATOR
        if not keeps and _is_last_administrator(self.instance):
            raise forms.ValidationError(
                _("This is the last administrator: make somebody else one first.")
            )
        return found


@needs(Right.PEOPLE)
def people(request: HttpRequest) -> HttpResponseBase:
    """The list of people, searched by name."""
    search = request.GET.get("q", "").strip()
    pages = Paginator(_found(search), _PAGE)
    context = {"page": pages.get_page(request.GET.get("page")), "search": search}
    return render(request, "access/people.html", context)


@needs(Right.PEOPLE)
def add(request: HttpRequest) -> HttpResponseBase:
    """The page that adds a person."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _kept(request, form, Action.MADE)
        messages.success(request, _("%(name)s was added.") % {"name": user})
        return redirect("access:person", user.pk)
    return render(request, "access/person.html", {"form": form})


@needs(Right.PEOPLE)
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page that changes a person."""
    user = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        _kept(request, form, Action.CHANGED)
        messages.success(request, _("The changes were kept."))
        return redirect("access:people")
    context = {"form": form, "one": User.objects.get(pk=pk), "has_letters": has_letters()}
    return render(request, "access/person.html", context)


@require_POST
@needs(Right.PEOPLE)
def letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sends a person a letter with a link to choose a password."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    form = ResetPasswordForm({"email": user.email})
    if not (has_letters() and user.email and form.is_valid()):
        messages.error(
            request, _("No letter could be sent: is there an address, and a mail host?")
        )
        return redirect("access:person", pk)
    form.save(request)
    record(request, Action.CHANGED, f"user {user.username}", "letter to choose a password")
    messages.success(request, _("The letter is on its way to %(to)s.") % {"to": user.email})
    return redirect("access:person", pk)


def has_letters() -> bool:
    """True where this installation can send letters."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _found(search: str) -> QuerySet[User]:
    found = User.objects.select_related("unit")
    if not search:
        return found
    fields = ("username", "display_name", "email", "unit__name")
    wanted = Q()
    for name in fields:
        wanted |= Q(**{f"{name}__icontains": search})
    return found.filter(wanted)


@transaction.atomic
def _kept(request: HttpRequest, form: PersonForm, action: Action) -> User:
    """The person as kept, and logged: which fields changed, never a password."""
    user: User = form.save(commit=False)
    if form.cleaned_data["password"]:
        user.set_password(form.cleaned_data["password"])
    elif action is Action.MADE:
        user.set_unusable_password()
    user.save()
    record(request, action, f"user {user.username}", _told(form))
    return user


def _told(form: PersonForm) -> str:
    """The changes in words: role: employee -> manager."""
    changes = [
        "password"
        if name == "password"
        else f"{name}: {form.initial.get(name) or '-'} -> {form.cleaned_data[name] or '-'}"
        for name in form.changed_data
    ]
    return "; ".join(changes)


def _is_last_administrator(user: User) -> bool:
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    is_one = User.objects.filter(pk=user.pk, role=Role.ADMINISTRATOR, is_active=True).exists()
    return is_one and not others.exists()
