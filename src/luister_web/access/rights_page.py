"""The page that shows what each role may do, and where comments are hidden from roles."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister_web.access.audit import record
from luister_web.access.models import Action, HiddenComments, Role
from luister_web.access.rights import RIGHTS, Right, has_right

LABELS: dict[Right, Promise] = {
    Right.SEE_DASHBOARD: gettext_lazy("See the dashboard"),
    Right.SEE_ANSWERS: gettext_lazy("See single answers"),
    Right.SEE_COMMENTS: gettext_lazy("Read comments"),
    Right.SEE_CUSTOMERS: gettext_lazy("See who the customer is"),
    Right.SEE_MICRODATA: gettext_lazy("Take along answers one by one, for analysis"),
    Right.EXPORT: gettext_lazy("Export what a page shows"),
    Right.IMPORT: gettext_lazy("Import answers"),
    Right.WARNING: gettext_lazy("Set up warning, its rate and rules"),
    Right.GOALS: gettext_lazy("Agree on targets and mark events"),
    Right.SURVEYS: gettext_lazy("Make and publish surveys"),
    Right.KEYS: gettext_lazy("Make keys for programs"),
    Right.PEOPLE: gettext_lazy("Look after people and units"),
    Right.AUDIT: gettext_lazy("Read the audit log"),
    Right.ERASE: gettext_lazy("Erase a customer"),
    Right.SOURCES: gettext_lazy("Look after sources, triggers, webhooks and jobs"),
    Right.CONTACTS: gettext_lazy("Keep contacts and invite them"),
    Right.SEE_SIGNALS: gettext_lazy("See signals and act on them"),
    Right.WORK_CASES: gettext_lazy("Work on cases and actions"),
    Right.WARNING: gettext_lazy("Set warnings, weights, deadlines and rules of cases"),
    Right.UNDERSTAND: gettext_lazy("Have drivers and models calculated"),
}


class HiddenForm(forms.Form):
    """For whom comments are hidden."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Hide comments for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[choice for choice in Role.choices if choice[0] != Role.ADMINISTRATOR],
    )


@dataclass(frozen=True, slots=True)
class RightLine:
    """A right, and for each role whether it has it."""

    label: Promise
    marks: tuple[bool, ...]


def rights(request: HttpRequest) -> HttpResponseBase:
    """The table of rights, for everybody to see; the setting is for who looks after people."""
    may_change = has_right(request.user, Right.PEOPLE)
    hidden = set(HiddenComments.objects.values_list("role", flat=True))
    given = request.POST if request.method == "POST" else None  # No box ticked is an answer too.
    form = HiddenForm(given, initial={"roles": sorted(hidden)})
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            return _kept(request, hidden, set(form.cleaned_data["roles"]))
    context = {"form": form, "lines": _lines(hidden), "roles": Role, "may_change": may_change}
    return render(request, "access/rights.html", context)


@transaction.atomic
def _kept(request: HttpRequest, before: set[str], after: set[str]) -> HttpResponseBase:
    HiddenComments.objects.exclude(role__in=after).delete()
    HiddenComments.objects.bulk_create([HiddenComments(role=role) for role in after - before])
    told = ", ".join(sorted(after)) or "nobody"
    record(request, Action.CHANGED, "comments hidden for", told)
    messages.success(request, _("The changes were kept."))
    return redirect("access:rights")


def _lines(hidden: set[str]) -> list[RightLine]:
    def has(role: Role, right: Right) -> bool:
        is_hidden = right is Right.SEE_COMMENTS and role.value in hidden
        return right in RIGHTS[role] and not is_hidden

    return [RightLine(LABELS[right], tuple(has(role, right) for role in Role)) for right in Right]
