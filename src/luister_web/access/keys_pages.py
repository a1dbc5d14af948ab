"""The page on which people make and revoke keys for their programs."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from luister_web.access.audit import record
from luister_web.access.keys import make_key
from luister_web.access.models import Action, ApiKey, KeyScope
from luister_web.access.rights import Right, has_right, needs, person

_LONGEST = 730


class KeyForm(forms.Form):
    """A new key."""

    name = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=100,
        help_text=gettext_lazy("For instance: the nightly report."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days valid"),
        initial=365,
        min_value=1,
        max_value=_LONGEST,
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may it do?"),
        choices=KeyScope.choices,
        initial=[KeyScope.REPORTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "As little as it needs: a key that gets lost opens no more than this, and never more than you may."
        ),
    )


@never_cache
@needs(Right.KEYS)
def keys(request: HttpRequest) -> HttpResponseBase:
    """The keys, and the form for a new one; the new key is shown in this answer and never again."""
    form = KeyForm(request.POST or None)
    made = ""
    if request.method == "POST" and form.is_valid():
        made = _made(request, form)
        form = KeyForm()
    context = {"form": form, "keys": _own(request), "made": made}
    return render(request, "access/keys.html", context)


@require_POST
@needs(Right.KEYS)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ends a key; of another person only where the reader looks after people."""
    key = get_object_or_404(_own(request), pk=pk, revoked_at=None)
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    record(request, Action.REMOVED, f"key {key.name}", f"of {key.owner.username}")
    messages.success(request, _("The key was revoked."))
    return redirect("access:keys")


def _made(request: HttpRequest, form: KeyForm) -> str:
    given = form.cleaned_data
    ends = timezone.now() + timedelta(days=given["days"])
    scopes = given["scopes"]
    key = make_key(person(request), given["name"], expires_at=ends, scopes=scopes)
    told = f"{', '.join(scopes)}, until {ends:%Y-%m-%d}"
    record(request, Action.MADE, f"key {given['name']}", told)
    return key


def _own(request: HttpRequest) -> QuerySet[ApiKey]:
    """The reader's keys; everybody's for who looks after people."""
    found = ApiKey.objects.select_related("owner")
    user = person(request)
    return found if has_right(user, Right.PEOPLE) else found.filter(owner=user)
