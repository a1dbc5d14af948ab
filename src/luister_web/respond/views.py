"""The respondent's pages: shown, answered, gone back on, and thanked for."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from luister.errors import UnknownNameError
from luister.loop import answer, bounce, design
from luister.loop.open_form import OpenForm
from luister_web.current_home import home
from luister_web.respond import trust
from luister_web.respond.filling import OWN, Asked, asked, clicked_score, posted
from luister_web.respond.languages import SPOKEN, spoken_for, wanted
from luister_web.respond.page_context import Values, page_context, plain_context
from luister_web.respond.places import KIOSK, PAGE, WIDGET, Place, protect
from luister_web.respond.problem_words import reasons_of

_SEE_OTHER = 303
_View = Callable[[HttpRequest, Place, str, str | None], HttpResponseBase]


def _page_of(place: Place) -> Callable[[_View], Callable[..., HttpResponseBase]]:
    """A decorator: the view as a page in `place`, protected, compressed, and clear where a link leads nowhere."""

    def decorated(view: _View) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @gzip_page
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(
            request: HttpRequest, link: str = "", key: str | None = None
        ) -> HttpResponseBase:
            if request.method == "POST" and not trust.is_own_post(request):
                return told(request, place, "cross_site", 403)
            try:
                return view(request, place, link, key)
            except UnknownNameError:
                return nowhere(request, place)

        return guarded

    return decorated


def nowhere(request: HttpRequest, place: Place = PAGE) -> HttpResponseBase:
    """The page behind every link that leads nowhere, whatever the reason, until somebody has tried too many."""
    if wait := trust.wait_to_guess(request):
        response = told(request, place, "too_many", 429)
        response.headers["Retry-After"] = str(wait)
        return response
    return told(request, place, "nowhere", 404)


def told(
    request: HttpRequest, place: Place, what: str, status: int, language: str = ""
) -> HttpResponseBase:
    """A page with one thing to say and nothing to fill in."""
    language = language or wanted(request, sorted(SPOKEN)) or "en"
    with translation.override(spoken_for(language)):
        context = plain_context(what, language, place)
        response = render(request, "respond/told.html", context, status=status)
    response.headers["Content-Language"] = language
    protect(response, place)
    return response


def _start(request: HttpRequest, place: Place, link: str, key: str | None) -> HttpResponseBase:
    found = asked(request, place, link, key)
    if found.form.is_personal:
        return _visited(request, found)
    if found.form.state == "closed":
        return told(request, place, "closed", 410, found.form.language)
    query = {name: request.GET[name] for name in request.GET if not name.startswith(OWN)}
    query |= {"page": str(found.form.page)}  # So that a browser's "back" knows where it leads.
    response = HttpResponseRedirect(found.address(**query), status=_SEE_OTHER)
    _protected(response, found)
    return response


def _filling(request: HttpRequest, place: Place, link: str, key: str | None) -> HttpResponseBase:
    return _visited(request, asked(request, place, link, key))


def _visited(request: HttpRequest, found: Asked) -> HttpResponseBase:
    form = found.form
    if form.state == "closed":
        return told(request, found.place, "closed", 410, form.language)
    if request.method != "POST":
        return _shown(request, found)
    if not form.is_personal and (wait := trust.wait_to_answer(request)):
        response = _shown(
            request, found, status=429, values=posted(request), told_too={"wait": wait}
        )
        response.headers["Retry-After"] = str(wait)
        return response
    return _DOINGS.get(request.POST.get(OWN + "go", ""), _answered)(request, found)


def _shown(
    request: HttpRequest,
    found: Asked,
    *,
    status: int = 200,
    values: Values | None = None,
    reasons: Mapping[str, str] | None = None,
    told_too: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    form = found.form
    score = clicked_score(request, form) if request.method != "POST" else None
    if score is not None:
        values = {score[0]: [score[1]]}
    with translation.override(spoken_for(form.language)):
        name = "thanks" if form.page is None else "page"
        context = page_context(request, found, values=values, reasons=reasons)
        context |= {"score": score, **(told_too or {})}
        response = render(request, f"respond/{name}.html", context, status=status)
    response.headers["Content-Language"] = form.language
    _protected(response, found)
    return response


def _answered(request: HttpRequest, found: Asked) -> HttpResponseBase:
    step = answer.answer_page(home(), found.form, posted(request), now=timezone.now())
    if step.problems:
        with translation.override(spoken_for(found.form.language)):
            reasons = reasons_of(step.form, step.problems)
        return _shown(request, found, status=422, values=posted(request), reasons=reasons)
    is_more = step.form.page is not None and step.form.page == found.form.page
    return _moved(found, step.form, more=1 if is_more else None)


def _gone_back(request: HttpRequest, found: Asked) -> HttpResponseBase:
    return _moved(found, answer.go_back(home(), found.form, posted(request), now=timezone.now()))


def _in_other_words(request: HttpRequest, found: Asked) -> HttpResponseBase:
    """The same page in another language, with what was filled in still there."""
    return _shown(request, found, values=posted(request))


def _confirmed(request: HttpRequest, found: Asked) -> HttpResponseBase:
    """Keeps the score of a letter's link: the page says that somebody sees it."""
    answer.confirm_score(
        home(), found.form, request.POST.get(OWN + "score", ""), now=timezone.now()
    )
    response = HttpResponse(status=204)
    _protected(response, found)
    return response


def _seen(_request: HttpRequest, found: Asked) -> HttpResponseBase:
    """Keeps that a person opened a personal link."""
    answer.seen(home(), found.form, now=timezone.now())
    response = HttpResponse(status=204)
    _protected(response, found)
    return response


def _opted_out(request: HttpRequest, found: Asked) -> HttpResponseBase:
    """Keeps that this person wants no more invitations."""
    is_done = found.form.is_personal and bounce.unsubscribe(
        home(), found.form.link, now=timezone.now()
    )
    return _shown(request, found, told_too={"is_opted_out": is_done})


def _moved(found: Asked, form: OpenForm, **query: object) -> HttpResponseBase:
    response = HttpResponseRedirect(found.address(page=form.page, **query), status=_SEE_OTHER)
    _protected(response, found)
    return response


def _protected(response: HttpResponseBase, found: Asked) -> None:
    is_framed = found.place is WIDGET
    hosts = design.survey(home(), found.form.survey.name).hosts if is_framed else ()
    protect(response, found.place, hosts)


_DOINGS: dict[str, Callable[[HttpRequest, Asked], HttpResponseBase]] = {
    "back": _gone_back,
    "language": _in_other_words,
    "score": _confirmed,
    "seen": _seen,
    "opt-out": _opted_out,
}

start, filling = _page_of(PAGE)(_start), _page_of(PAGE)(_filling)
widget_start, widget_filling = _page_of(WIDGET)(_start), _page_of(WIDGET)(_filling)
kiosk_start, kiosk_filling = _page_of(KIOSK)(_start), _page_of(KIOSK)(_filling)
