"""The pages on which staff share a survey: the link, a poster, a kiosk, a widget."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luister.errors import UnknownNameError
from luister.loop import design
from luister.loop.design import KeptSurvey
from luister.loop.lay_out import is_right_to_left
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.respond.colour import code
from luister_web.respond.languages import name_of, spoken_for
from luister_web.respond.qr import as_file, drawn
from luister_web.respond.share_forms import HostsForm, RuleForm


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, name: str) -> HttpResponse:
    """Every way to bring a survey to people, and which sites may show it."""
    kept = _kept(name)
    written = "\n".join(kept.hosts)
    form = HostsForm(
        request.POST if request.method == "POST" else None, initial={"hosts": written}
    )
    if request.method == "POST" and form.is_valid():
        hosts = form.cleaned_data["hosts"]
        design.set_hosts(home(), name, hosts)
        record(person(request), Action.CHANGED, f"survey {name}", detail=" ".join(hosts))
        messages.success(request, _("The sites are kept. They may show the survey from now on."))
        return redirect("share:share", name)
    rule = _rule(request, kept)
    context = {**_addresses(request, kept), "form": form, "rule": rule, "survey": kept}
    context |= {"snippet": _snippet(request, kept, rule), "title": _title(kept)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "share/share.html", context, status=status)


@needs(Right.SURVEYS)
@require_safe
def poster(request: HttpRequest, name: str) -> HttpResponse:
    """A page to print and hang up: a question, a code to scan, the address beneath it."""
    kept = _kept(name)
    language = request.GET.get("language", "")
    language = language if language in kept.languages else kept.languages[0]
    survey = design.published(home(), name)
    address = _open_address(request, kept, language=language if len(kept.languages) > 1 else "")
    with translation.override(spoken_for(language)):
        return render(
            request,
            "share/poster.html",
            {
                "language": language,
                "direction": "rtl" if is_right_to_left(language) else "ltr",
                "title": survey.text(survey.title, language),
                "intro": survey.text(survey.intro, language),
                "logo": survey.look.logo,
                "logo_text": survey.look.logo_text,
                "colour": code(survey.look.colour),
                "qr": drawn(address),
                "address": _open_address(request, kept).partition("://")[2],
                "languages": [(one, name_of(one)) for one in kept.languages],
            },
        )


@needs(Right.SURVEYS)
@require_safe
def qr_file(request: HttpRequest, name: str) -> HttpResponse:
    """The code by itself, for somebody's own poster."""
    content = as_file(_open_address(request, _kept(name)))
    response = HttpResponse(content, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response


def _kept(name: str) -> KeptSurvey:
    try:
        found = design.survey(home(), name)
    except UnknownNameError:
        raise Http404(name) from None
    if found.version is None:
        raise Http404(name)  # What was never published has no page to share.
    return found


def _title(kept: KeptSurvey) -> str:
    language = translation.get_language() or ""
    return kept.title.get(language) or kept.title.get(kept.languages[0]) or kept.name


def _open_address(request: HttpRequest, kept: KeptSurvey, language: str = "") -> str:
    path = reverse("respond:start", args=[kept.open_link])
    return request.build_absolute_uri(f"{path}?language={language}" if language else path)


def _addresses(request: HttpRequest, kept: KeptSurvey) -> dict[str, Any]:
    link = _open_address(request, kept)
    return {
        "link": link,
        "link_by_language": [
            (name_of(one), _open_address(request, kept, one)) for one in kept.languages
        ],
        "kiosk": request.build_absolute_uri(reverse("respond:kiosk", args=[kept.open_link])),
        "qr": drawn(link),
    }


def _rule(request: HttpRequest, kept: KeptSurvey) -> RuleForm:
    languages = [(one, name_of(one)) for one in kept.languages]
    return RuleForm(request.GET if "days" in request.GET else None, languages=languages)


def _snippet(request: HttpRequest, kept: KeptSurvey, rule: RuleForm) -> SafeString:
    """The script tag to copy; what is as usual is left out of it."""
    given = rule.cleaned_data if rule.is_bound and rule.is_valid() else {}
    share, language = given.get("share"), given.get("language") or ""
    told = {
        "survey": kept.open_link,
        "pages": given.get("pages") or "",
        "delay": given.get("delay") if given.get("delay") is not None else "",
        "share": f"{share / 100:g}" if share else "",
        "days": given.get("days") if given.get("days") is not None else "",
        "language": language,
    }
    with translation.override(spoken_for(language or kept.languages[0])):
        told |= {"label": _("A few questions"), "close": _("Close")}
    source = request.build_absolute_uri(reverse("respond:widget_script"))
    shown = [(name, value) for name, value in told.items() if value != ""]
    parts = format_html_join("", ' data-{}="{}"', shown)
    return format_html('<script src="{}"{} defer></script>', source, parts)
