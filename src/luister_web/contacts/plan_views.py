"""The page on how a survey invites: the letters with their preview, and a letter to try the way with."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import LuisterError
from luister.loop import contacts, design, ways
from luister.loop.standing import HowToInvite, plan_from, plan_of, set_plan
from luister.loop.write import Preview, previewed, trial_parcel
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.contacts.known_survey import first_question, known_survey, title_of
from luister_web.contacts.plan_form import PlanForm
from luister_web.current_home import home
from luister_web.imports.core_words import in_words
from luister_web.post import channels, office

_MAIL = "mail"
# A letter has its style within, as mail programs want it; it runs nothing and loads nothing.
_LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; sandbox"


@needs(Right.CONTACTS)
@never_cache
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, name: str) -> HttpResponse:
    """The letters, hours, pace and reminders of a survey."""
    survey = known_survey(name)
    form = _form(survey, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_plan(home(), name, form.cleaned_data["plan"])
        record(request, Action.CHANGED, f"invitations {name}", "plan")
        messages.success(request, _("The way of inviting was kept."))
        return redirect("invitations:plan", name)
    context = {
        "form": form,
        "survey": survey,
        "title": title_of(survey),
        "tab": "plan",
        "is_kept": bool(plan_of(home(), name).messages),
        "has_mail": _MAIL in channels(settings.LUISTER),
        "written": list(plan_of(home(), name).messages),
        "attributes": list(contacts.attribute_values(home())),
        "address": request.user.email if request.user.is_authenticated else "",
    }
    return render(request, "contacts/plan.html", context, status=422 if form.errors else 200)


def _form(survey: design.KeptSurvey, given: Mapping[str, Any] | None) -> PlanForm:
    found = plan_of(home(), survey.name)
    languages = [
        *survey.languages,
        *(one for one in found.messages if one not in survey.languages),
    ]
    return PlanForm(
        given,
        plan=found,
        languages=languages,
        attributes=list(contacts.attribute_values(home())),
        question=first_question(survey.name),
    )


@needs(Right.CONTACTS)
@never_cache
@xframe_options_sameorigin
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """A letter as its reader will see it: as it is kept, or as it is typed just now."""
    survey = known_survey(name)
    form = _form(survey, request.POST if request.method == "POST" else None)
    if language not in form.languages:
        raise Http404
    try:
        seen = _seen(form, language, is_reminder="reminder" in request.GET)
        page = seen.page
    except LuisterError as error:
        problem = in_words(str(error))
        response = render(request, "contacts/letter_problem.html", {"problem": problem})
    else:
        response = HttpResponse(page)
    response.headers["Content-Security-Policy"] = _LETTER_POLICY
    return response


def _seen(form: PlanForm, language: str, *, is_reminder: bool) -> Preview:
    if form.is_bound:
        words = form.typed_letter(language, is_reminder=is_reminder)
    else:
        words = {
            one: form.initial.get(f"{language}-{one}", "")
            for one in form.typed_letter(language, is_reminder=False)
        }
    message = plan_from({"messages": {language: words}}).messages[language]
    return previewed(message, language, office(settings.LUISTER), name=_("Jan Jansen"))


@needs(Right.CONTACTS)
@require_POST
def test_letter(request: HttpRequest, name: str) -> HttpResponse:
    """Sends the kept letter to one address, to try the way with; its link leads nowhere."""
    known_survey(name)
    to = request.POST.get("to", "").strip()
    language = request.POST.get("language", "")
    try:
        validate_email(to)
        _send_test(plan_of(home(), name), language, to)
    except ValidationError:
        messages.error(request, _("Please give an e-mail address, such as name@example.org."))
    except LuisterError as error:
        messages.error(request, in_words(str(error)))
    else:
        record(request, Action.MADE, f"test letter {name}", to)
        messages.success(request, _("The test letter left for %(to)s.") % {"to": to})
    return redirect("invitations:plan", name)


def _send_test(found: HowToInvite, language: str, to: str) -> None:
    """Sends the letter.

    Raises:
        LuisterError: there is no mail server or no letter, or the server did not take it.
    """
    mail = channels(settings.LUISTER).get(_MAIL)
    if mail is None:
        raise LuisterError(_("luister.toml names no mail server, so no letter can leave."))
    parcel = trial_parcel(found, language, office(settings.LUISTER), to=to, now=timezone.now())
    outcome = ways.try_out(mail, parcel)
    if outcome.state != ways.TAKEN:
        raise LuisterError(
            _("The mail server did not take the letter: %(why)s")
            % {"why": outcome.problem or outcome.state}
        )
