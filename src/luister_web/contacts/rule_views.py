"""The page of the rules of rest: listed in words, changed, added, removed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import LuisterError
from luister.loop import contacts, reach, rest
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.contacts.rule_form import RuleForm
from luister_web.contacts.rule_words import always, described
from luister_web.current_home import home
from luister_web.goals.fields import NumberField
from luister_web.imports.core_words import in_words


@needs(Right.CONTACTS)
@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The rules that hold, and the form for a new one."""
    given = request.POST if request.method == "POST" else None
    form = RuleForm(given, attributes=contacts.attribute_values(home()))
    if given is not None and form.is_valid():
        try:
            made = rest.add_rule(home(), form.rule())
        except LuisterError as error:
            form.add_error("days", in_words(str(error)))
        else:
            record(request, Action.MADE, f"rule of rest {made.name}")
            messages.success(request, _("The rule holds from now on."))
            return redirect("invitations:rules")
    context = {"form": form, "lines": _lines(), "always": always(), "page": "rules"}
    return render(request, "contacts/rules.html", context, status=422 if form.errors else 200)


def _lines() -> list[dict[str, Any]]:
    held = reach.reach(home()).held_back
    return [
        {"rule": one, "words": described(one), "held_back": held.get(one.name, 0)}
        for one in rest.rules(home())
    ]


@needs(Right.CONTACTS)
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Gives a rule other days, and another number where it counts."""
    name = request.POST.get("rule", "")
    try:
        days = NumberField(label="").clean(request.POST.get("days"))
        most = request.POST.get("at_most", "1")
        at_most = int(most) if most.isascii() and most.isdecimal() and len(most) < 5 else 0
        rest.change_rule(home(), name, days=days, at_most=at_most)
    except LuisterError as error:
        messages.error(request, in_words(str(error)))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        record(request, Action.CHANGED, f"rule of rest {name}", f"{days:g} days")
        messages.success(request, _("The rule was changed."))
    return redirect("invitations:rules")


@needs(Right.CONTACTS)
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Takes a rule away."""
    name = request.POST.get("rule", "")
    try:
        rest.remove_rule(home(), name)
    except LuisterError as error:
        messages.error(request, in_words(str(error)))
    else:
        record(request, Action.REMOVED, f"rule of rest {name}")
        messages.success(request, _("The rule holds no more."))
    return redirect("invitations:rules")
