"""Views that people keep: as a list, with a name, shared, or as the page to start with."""

from typing import cast

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from luister_web.access.audit import record
from luister_web.access.models import Action, Role, User
from luister_web.access.rights import Right, has_right, needs, person
from luister_web.dashboard.models import EVERYBODY, SavedView

MOST_VIEWS = 200
"""How many views one person may keep."""


class KeepForm(forms.Form):
    """What is asked when a view is kept."""

    name = forms.CharField(max_length=80)
    address = forms.CharField(max_length=2000)
    shared_with = forms.ChoiceField(required=False)
    as_start = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict) -> None:
        """Offers everybody and each role to share with."""
        super().__init__(data)
        field = cast(forms.ChoiceField, self.fields["shared_with"])
        field.choices = [("", ""), (EVERYBODY, ""), *Role.choices]

    def clean_address(self) -> str:
        """The address, if it is one of this house."""
        address = str(self.cleaned_data["address"])
        if not is_ours(address):
            raise forms.ValidationError(_("Only pages of this site can be kept."))
        return address


@needs(Right.SEE_DASHBOARD)
@require_safe
def views(request: HttpRequest) -> HttpResponseBase:
    """The views that the reader keeps and those that others share with them."""
    user = person(request)
    context = {
        "own": SavedView.objects.filter(owner=user),
        "shared": shared_with(user),
        "start": user.start_page,
    }
    return render(request, "dashboard/views.html", context)


@needs(Right.SEE_DASHBOARD)
@require_POST
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keeps the view under its name; a name used before now means this view."""
    user = person(request)
    form = KeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for e in form.errors.values()))
        return _back(request)
    if SavedView.objects.filter(owner=user).count() >= MOST_VIEWS:
        messages.error(request, _("You keep many views already; remove one first."))
        return redirect("dashboard:views")
    _kept(user, form)
    messages.success(request, _("The view is kept."))
    return _back(request)


@needs(Right.SEE_DASHBOARD)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Takes a view of the reader's own away."""
    user = person(request)
    view = get_object_or_404(SavedView, pk=pk, owner=user)
    if user.start_page == view.address:
        _start_with(user, "")
    view.delete()
    messages.success(request, _("The view was removed."))
    return redirect("dashboard:views")


@needs(Right.SEE_DASHBOARD)
@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    """Makes an address the page to start with; none means the overview."""
    address = request.POST.get("address", "")
    if address and not is_ours(address):
        messages.error(request, _("Only pages of this site can be kept."))
        return redirect("dashboard:views")
    _start_with(person(request), address)
    messages.success(request, _("Your start page is set."))
    return redirect("dashboard:views")


def shared_with(user: User) -> "QuerySet[SavedView]":
    """The views that others share with the user's role or with everybody."""
    audience = Q(shared_with=EVERYBODY) | Q(shared_with=user.role)
    return SavedView.objects.filter(audience).exclude(owner=user).select_related("owner")


def may_share(user: User) -> bool:
    """True where the user may share: those who may export, so not employees."""
    return has_right(user, Right.EXPORT)


def is_ours(address: str) -> bool:
    """True for an address within this house.

    >>> is_ours("/process/payment?period=all"), is_ours("//elsewhere.example")
    (True, False)
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, None)


def _kept(user: User, form: KeepForm) -> None:
    given = form.cleaned_data
    shared = given["shared_with"] if may_share(user) else ""
    values = {"address": given["address"], "shared_with": shared}
    view, _made = SavedView.objects.update_or_create(
        owner=user, name=given["name"], defaults=values
    )
    if shared:
        record(user, Action.MADE, f"view {view.name}", detail=f"{shared}: {view.address}")
    if given["as_start"]:
        _start_with(user, view.address)


def _start_with(user: User, address: str) -> None:
    user.start_page = address
    user.save(update_fields=["start_page"])


def _back(request: HttpRequest) -> HttpResponseBase:
    """The way back to the view that was kept."""
    address = request.POST.get("address", "/")
    return HttpResponseRedirect(address if is_ours(address) else "/")
