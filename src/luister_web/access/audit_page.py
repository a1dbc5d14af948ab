"""The page that shows what was done, and by whom."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luister_web.access.models import Action, AuditEntry
from luister_web.access.rights import Right, needs

_PAGE = 100


class AuditFilter(forms.Form):
    """What the reader wants to see of the log."""

    who = forms.CharField(label=_("Who"), required=False)
    action = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("everything")), *Action.choices]
    )
    subject = forms.CharField(label=_("About"), required=False)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def entries(self) -> QuerySet[AuditEntry]:
        """The entries asked for; none where the question makes no sense."""
        if not self.is_valid():
            return AuditEntry.objects.none()
        given = self.cleaned_data
        found = AuditEntry.objects.filter(who__icontains=given["who"])
        if given["action"]:
            found = found.filter(action=given["action"])
        if given["subject"]:
            about = given["subject"]
            found = found.filter(Q(object__icontains=about) | Q(detail__icontains=about))
        return _between(found, given["first"], given["last"])


@needs(Right.AUDIT)
def audit(request: HttpRequest) -> HttpResponseBase:
    """The log, newest first."""
    form = AuditFilter(request.GET)
    pages = Paginator(form.entries(), _PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": pages.get_page(request.GET.get("page")), "query": query}
    return render(request, "access/audit.html", context)


def _between(
    found: QuerySet[AuditEntry], first: date | None, last: date | None
) -> QuerySet[AuditEntry]:
    """The entries of the days asked for, both included, by the clock of the organisation."""
    zone = timezone.get_current_timezone()
    if first:
        found = found.filter(at__gte=datetime.combine(first, time.min, zone))
    if last:
        found = found.filter(at__lt=datetime.combine(last + timedelta(days=1), time.min, zone))
    return found
