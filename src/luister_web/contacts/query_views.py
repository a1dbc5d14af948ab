"""The page on which an administrator brings contacts in by a query on a database that luister.toml names."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luister.errors import LuisterError
from luister.loop import contacts
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.imports.core_words import in_words

# Somebody waits for the page, and a thread of the server with them: what is more is for the command line.
BOUNDS = contacts.QueryBounds(rows=100_000, seconds=60)
_LONGEST = 20_000


class QueryForm(forms.Form):
    """A database by its name, and one SELECT on it."""

    source = forms.ChoiceField(label=_("Database"))
    query = forms.CharField(
        label=_("Query"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "One SELECT. Columns named key, email, phone, name, language and time_zone are those of a "
            "contact; all others become attributes, such as segment."
        ),
    )

    def __init__(self, given: Any, *, sources: list[str]) -> None:  # noqa: ANN401 - a QueryDict or None
        """With the databases that there are."""
        super().__init__(given)
        self.fields["source"].choices = [(one, one) for one in sources]  # type: ignore[attr-defined]


@needs(Right.PEOPLE)
@never_cache
@require_http_methods(["GET", "POST"])
def query(request: HttpRequest) -> HttpResponse:
    """A look at the first rows and what would become of all of them; then they are kept."""
    sources = contacts.sources(home())
    form = QueryForm(request.POST if request.method == "POST" else None, sources=sources)
    context: dict[str, Any] = {"form": form, "sources": sources, "bounds": BOUNDS}
    if form.is_bound and form.is_valid():
        is_kept = request.POST.get("act") == "keep"
        context |= _outcome(request, form.cleaned_data, is_kept=is_kept)
        if is_kept and "result" in context:
            context["file_name"] = form.cleaned_data["source"]
            return render(request, "contacts/taken_in.html", context)
    is_refused = form.is_bound and (not form.is_valid() or "problem" in context)
    return render(request, "contacts/query.html", context, status=422 if is_refused else 200)


def _outcome(request: HttpRequest, given: dict[str, str], *, is_kept: bool) -> dict[str, Any]:
    """What became of the rows, with a look at the first; or why the query does not do."""
    source, select = given["source"], given["query"]
    try:
        first = [] if is_kept else contacts.preview_query(home(), source, select, bounds=BOUNDS)
        result = contacts.import_query(
            home(), source, select, now=timezone.now(), dry_run=not is_kept, bounds=BOUNDS
        )
    except LuisterError as error:
        return {"problem": in_words(error.problem), "hint": in_words(error.hint)}
    if is_kept:
        # Not the query: its words may name people.
        told = f"{result.kept} kept, {result.rejected} not, by a query on {source}"
        record(request, Action.IMPORTED, "contacts", told)
    return {
        "result": result,
        "rejects": [{"row": one.row, "reason": in_words(one.reason)} for one in result.rejects],
        "headings": list(first[0]) if first else [],
        "rows": [list(row.values()) for row in first],
    }
