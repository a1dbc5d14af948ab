"""The pages about rules on answers: which there are, and the form of one."""

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import UnknownNameError
from luister.loop import heed, measure
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.look.wording import number_words
from luister_web.signals.rule_form import COMPARISON_WORDS, KIND_WORDS, RuleForm


@needs(Right.WARNING)
@never_cache
def rules(request: HttpRequest) -> HttpResponseBase:
    """All rules, those that are on first."""
    rows = [{"kept": one, "conditions": _words(one.rule)} for one in heed.rules(home())]
    return render(request, "signals/rules.html", {"rows": rows, "tab": "rules", "may_set": True})


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: int | None = None) -> HttpResponseBase:
    """The form of a rule, new or known."""
    known = _kept(number).rule if number is not None else None
    form = RuleForm(request.POST if request.method == "POST" else None, rule=known)
    if request.method == "POST" and form.is_valid():
        kept = heed.keep_rule(home(), number, form.told(), now=timezone.now())
        record(request, Action.CHANGED if known else Action.MADE, f"signal rule {kept}")
        messages.success(request, _("The rule is kept. It looks at answers from now on."))
        return redirect("signals:rules")
    context = {
        "form": form,
        "rule": known,
        "tab": "rules",
        "may_set": True,
        "surveys": [one.name for one in measure.surveys(home())],
        "processes": measure.values(home(), "process") if measure.surveys(home()) else [],
    }
    return render(request, "signals/rule.html", context, status=422 if form.errors else 200)


@needs(Right.WARNING)
@require_POST
def switch(request: HttpRequest, number: int) -> HttpResponseBase:
    """Puts a rule on or off."""
    kept = _kept(number)
    heed.switch_rule(home(), number, not kept.is_on, now=timezone.now())
    record(request, Action.CHANGED, f"signal rule {number}", "off" if kept.is_on else "on")
    return redirect("signals:rules")


def _kept(number: int) -> heed.NumberedRule:
    try:
        return heed.rule(home(), number)
    except UnknownNameError:
        raise Http404 from None


def _words(rule: heed.Rule) -> list[str]:
    """The conditions in words."""
    return [_said(one) for one in rule.conditions]


def _said(one: heed.Condition) -> str:
    parts = [str(KIND_WORDS[one.kind])]
    if one.question:
        parts.append(f"({one.question})")
    if one.number is not None and one.kind in ("mark", "value"):
        decimals = 0 if one.number == int(one.number) else 1
        parts.append(f"{COMPARISON_WORDS[one.comparison]} {number_words(one.number, decimals)}")
    if one.text:
        parts.append(f"“{one.text}”")
    return " ".join(parts)
