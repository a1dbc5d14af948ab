"""The page on which people are invited: looked at beforehand, then begun; a worker does it."""

import random
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luister.errors import LuisterError
from luister.loop import contacts, design
from luister.loop import invite as invite_run
from luister.loop.foresee import foresee
from luister.loop.standing import Wish, plan_of
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.contacts.invite_form import InviteForm
from luister_web.contacts.known_survey import known_survey, title_of
from luister_web.contacts.rule_words import rule_counts
from luister_web.current_home import home
from luister_web.imports.core_words import in_words
from luister_web.post import channels

_WAYS: Mapping[str, str | Promise] = {"mail": _("e-mail"), "sms": _("SMS")}


@needs(Right.CONTACTS)
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, name: str) -> HttpResponse:
    """Whom to invite; what the rules would hold back is told before anything leaves."""
    survey = known_survey(name)
    obstacles = _obstacles(survey)
    given = request.POST if request.method == "POST" else None
    form = _form(name, given)
    context: dict[str, Any] = {}
    if given is not None and not obstacles and form.is_valid():
        if given.get("act") == "send":
            if (run := _begun(request, name, form)) is not None:
                return redirect("invitations:run", name, run)
        else:
            context["foreseen"] = _foreseen(name, form)
    context |= {
        "form": form,
        "survey": survey,
        "title": title_of(survey),
        "tab": "invite",
        "newest": invite_run.newest(home(), name),
        "obstacles": obstacles,
        "has_contacts": bool(contacts.page(home(), limit=1)[0]),
    }
    is_refused = given is not None and bool(form.errors or obstacles)
    return render(request, "contacts/invite.html", context, status=422 if is_refused else 200)


def _obstacles(survey: design.KeptSurvey) -> list[str | Promise]:
    """What is to be done before anybody can be invited."""
    found: list[str | Promise] = []
    if survey.version is None:
        found.append(_("The survey is not published yet: a link would lead nowhere."))
    elif not survey.is_open:
        found.append(_("The survey is closed: a link would take no answers."))
    if not plan_of(home(), survey.name).messages:
        found.append(_("There is no letter yet."))
    if not channels(settings.LUISTER):
        found.append(_("luister.toml names no mail server or other way of sending."))
    return found


def _form(name: str, given: Mapping[str, Any] | None) -> InviteForm:
    attributes = contacts.attribute_values(home())
    return InviteForm(
        given,
        channels=[(one, _WAYS.get(one, one)) for one in sorted(channels(settings.LUISTER))],
        attributes=attributes,
        segments=attributes.get(plan_of(home(), name).segment, {}),
        initial={"wave": f"{timezone.localdate():%Y-%m}", "seed": str(secrets.randbits(63))},
    )


def _wish(name: str, form: InviteForm) -> Wish:
    given = form.cleaned_data
    return Wish(survey=name, wave=given["wave"].strip(), channel=given["channel"])


def _foreseen(name: str, form: InviteForm) -> dict[str, Any]:
    # The seed makes the draw the same when it is sent; it keeps no secret.
    chance = random.Random(form.cleaned_data["seed"])
    selection = form.cleaned_data["selection"]
    found = foresee(home(), _wish(name, form), selection, now=timezone.now(), rng=chance)
    return {"drawn": found.drawn, "allowed": found.allowed, "rules": rule_counts(found.held_back)}


def _begun(request: HttpRequest, name: str, form: InviteForm) -> int | None:
    """The number of the run that was begun; None where the form has a fault after all."""
    try:
        run = invite_run.begin(
            home(),
            _wish(name, form),
            form.cleaned_data["selection"],
            seed=form.cleaned_data["seed"],
            now=timezone.now(),
            due_at=form.due(),
        )
    except LuisterError as error:
        form.add_error(None, in_words(str(error)))
        return None
    record(request, Action.MADE, f"invitations {name}", f"run {run} begun")
    return run
