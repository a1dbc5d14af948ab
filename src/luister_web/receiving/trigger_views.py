"""The pages about triggers: which there are and what they asked, and the form of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import UnknownNameError
from luister.loop import connect
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs
from luister_web.current_home import home
from luister_web.receiving.trigger_form import KIND_WORDS, TriggerForm, waits_in_words
from luister_web.receiving.trigger_letter import asked_surveys, propose_letter


@needs(Right.SOURCES)
@never_cache
def triggers(request: HttpRequest) -> HttpResponseBase:
    """All triggers, with how many asks each made and what became of them."""
    found = connect.trigger_list(home())
    waits = waits_in_words([one.trigger for one in found])
    rows = [
        {
            "kept": one,
            "kind": KIND_WORDS[one.trigger.kind],
            "wait": wait,
            "percent": one.trigger.share * 100,
        }
        for one, wait in zip(found, waits, strict=True)
    ]
    return render(request, "receiving/triggers.html", {"rows": rows, "page": "triggers"})


@needs(Right.SOURCES)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: int | None = None) -> HttpResponseBase:
    """The form of a trigger, new or known."""
    known = _kept(number).trigger if number is not None else None
    given = request.POST if request.method == "POST" else None
    may_propose = has_right(request.user, Right.CONTACTS)
    form = TriggerForm(given, trigger=known, may_propose=may_propose)
    if request.method == "POST" and form.is_valid():
        made = form.trigger()
        if form.needs_letter:
            propose_letter(made.survey)
            record(request, Action.CHANGED, f"invitations {made.survey}", "plan")
        connect.keep_trigger(home(), number, made, now=timezone.now())
        record(request, Action.CHANGED if known else Action.MADE, f"trigger {made.name}")
        messages.success(request, _("The trigger was kept."))
        return redirect("receiving:triggers")
    context = {
        "form": form,
        "trigger": known,
        "names": sorted({name for _kind, name in connect.names_seen(home())}),
        "surveys": asked_surveys(),
        "page": "triggers",
    }
    return render(request, "receiving/trigger.html", context, status=422 if form.errors else 200)


@needs(Right.SOURCES)
@require_POST
def switch(request: HttpRequest, number: int) -> HttpResponseBase:
    """Switches a trigger on or off."""
    kept = _kept(number)
    connect.switch_trigger(home(), number, not kept.is_on, now=timezone.now())
    record(request, Action.CHANGED, f"trigger {kept.trigger.name}", "off" if kept.is_on else "on")
    told = _("The trigger is off: it asks nobody now.") if kept.is_on else _("The trigger is on.")
    messages.success(request, told)
    return redirect("receiving:triggers")


def _kept(number: int) -> connect.KeptTrigger:
    try:
        return connect.trigger_of(home(), number)
    except UnknownNameError:
        raise Http404 from None
