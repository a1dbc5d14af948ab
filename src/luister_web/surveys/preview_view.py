"""The preview: the respondent's own page made from the draft, looked at page by page or tried out."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from luister.loop import answer
from luister.loop.edit import ALWAYS, SurveyDefinition
from luister.loop.open_form import OpenForm
from luister_web.access.rights import Right, needs
from luister_web.respond import trust
from luister_web.respond.filling import OWN, Asked, posted
from luister_web.respond.languages import spoken_for
from luister_web.respond.page_context import page_context
from luister_web.respond.places import KIOSK, PAGE, protect
from luister_web.respond.problem_words import reasons_of
from luister_web.surveys.opened import opened

_LINK = "preview"
_KEY = "preview-of-a-draft"
_TRIED = "surveys_tried"


@csrf_exempt  # A respondent's page has no cookie token; it is checked that the post comes from our own page.
@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, name: str) -> HttpResponseBase:
    """A page of the draft as a respondent sees it, in a frame of our own.

    `?page=` shows all questions of that page, whatever they depend on. Its own buttons try the survey out: they follow
    the answers, and nothing is kept.
    """
    survey = opened(name).survey
    language = request.GET.get("language", "")
    language = language if language in survey.languages else survey.languages[0]
    if request.method != "POST":
        return _shown(request, _looked_at(request, survey, language))
    if not trust.is_own_post(request):
        return HttpResponseForbidden()
    form = _tried(request, survey, language)
    go = request.POST.get(OWN + "go", "")
    if go == "back" and form.pages:
        step = answer.Step(replace(form, page=form.pages[-1], pages=form.pages[:-1]))
    else:
        step = answer.step_of(form, posted(request))
    if step.problems:
        return _shown(request, step.form, step)
    request.session[_TRIED] = {
        "name": name,
        "page": step.form.page,
        "pages": step.form.pages,
        "given": step.form.given,
    }
    return redirect(f"{request.path}?{urlencode({'language': language, 'try': 1})}")


def _looked_at(request: HttpRequest, survey: SurveyDefinition, language: str) -> OpenForm:
    if request.GET.get("try"):
        return _tried(request, survey, language)
    wanted = request.GET.get("page", "0")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else 0
    number = min(number, len(survey.pages) - 1)
    return _form(_unconditional(survey, number), language, page=max(number, 0), given={})


def _tried(request: HttpRequest, survey: SurveyDefinition, language: str) -> OpenForm:
    """The trial as far as it has come; one of another survey, or of pages that are gone, begins anew."""
    kept = request.session.get(_TRIED, {})
    number = request.POST.get(OWN + "page", "")
    if not request.GET.get("try") and number.isdecimal():
        return _form(survey, language, page=min(int(number), len(survey.pages) - 1), given={})
    pages = tuple(kept.get("pages", ()))
    at = kept.get("page", 0)
    is_of_this = kept.get("name") == survey.name
    if not is_of_this or any(one >= len(survey.pages) for one in (*pages, at or 0)):
        return _form(survey, language, page=0, given={})
    given = {field: tuple(values) for field, values in kept.get("given", {}).items()}
    return replace(_form(survey, language, page=at, given=given), pages=pages)


def _form(
    survey: SurveyDefinition, language: str, *, page: int | None, given: dict[str, tuple[str, ...]]
) -> OpenForm:
    is_over = page is None or not survey.pages
    return OpenForm(
        survey=survey,
        version=0,
        link=_LINK,
        key=_KEY,
        state="finished" if is_over else "under way",
        language=language,
        page=None if is_over else page,
        given=given,
        pages=tuple(range(page or 0)),
    )


def _unconditional(survey: SurveyDefinition, number: int) -> SurveyDefinition:
    """The survey in which all questions of a page are shown, so that whoever edits them sees them."""
    if not survey.pages:
        return survey
    page = survey.pages[number]
    items = tuple(replace(item, show_if=ALWAYS) for item in page.items)
    pages = list(survey.pages)
    pages[number] = replace(page, items=items)
    return replace(survey, pages=tuple(pages))


def _shown(request: HttpRequest, form: OpenForm, step: answer.Step | None = None) -> HttpResponse:
    found = Asked(form, PAGE)
    with translation.override(spoken_for(form.language)):
        reasons = reasons_of(form, step.problems) if step else {}
        values = posted(request) if step else None
        context = page_context(request, found, values=values, reasons=reasons)
        context |= _of_the_draft(request, form)
        name = "thanks" if form.page is None else "page"
        status = 422 if reasons else 200
        response = render(request, f"respond/{name}.html", context, status=status)
    protect(response, KIOSK)  # The one place that may be framed by our own pages.
    return response


def _of_the_draft(request: HttpRequest, form: OpenForm) -> dict[str, object]:
    """What leads elsewhere on a respondent's page leads back here."""
    base = reverse("surveys:preview", args=[form.survey.name])
    query = {"language": form.language} | ({"try": 1} if request.GET.get("try") else {})
    return {
        "action": f"{base}?{urlencode(query)}",
        "languages": [],
        "logo": form.survey.look.logo,
        "restart": "",
        "may_opt_out": False,
    }
