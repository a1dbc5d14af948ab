"""What the templates of the respondent's page are given."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from luister.loop.answer import SEEN, progress
from luister.loop.lay_out import is_right_to_left
from luister_web.respond.colour import code
from luister_web.respond.fields import ShownItem, shown_fields
from luister_web.respond.filling import Asked, holding
from luister_web.respond.languages import name_of
from luister_web.respond.places import Place

Values = Mapping[str, Sequence[str]]


def page_context(
    request: HttpRequest,
    found: Asked,
    *,
    values: Values | None = None,
    reasons: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """All that a page of a survey shows; `values` are what its fields hold, `reasons` what is wrong with them."""
    form = found.form if values is None else holding(found.form, values)
    items = shown_fields(form, reasons or {})
    behind, pages = progress(form)
    return {
        **_around(form.language, found.place),
        "form": form,
        "items": items,
        "reasons": _problems(items),
        "seen": SEEN,
        "seen_fields": " ".join(
            item.fields for item in items if item.fields and not item.is_hidden
        ),
        "title": _text(found, form.survey.title),
        "page_title": _text(found, form.survey.pages[form.page].title)
        if form.page is not None
        else "",
        "intro": "" if behind else _text(found, form.survey.intro),
        "thanks": _text(found, form.survey.thanks),
        "behind": behind,
        "number": behind + 1,
        "pages": max(pages, behind + 1),
        "is_last": behind + 1 >= pages,
        "action": found.address(language=request.GET.get("language")),
        "first_follow_up": _first_follow_up(items) if request.GET.get("more") else None,
        "languages": _languages(found),
        "colour": code(form.survey.look.colour),
        "logo": reverse("respond:logo", args=[form.link]) if form.survey.look.logo else "",
        "logo_text": form.survey.look.logo_text,
        "restart": found.place.start(form.link) if found.place.is_open else "",
        "may_opt_out": form.is_personal and form.survey.asks_opt_out,
    }


def plain_context(what: str, language: str, place: Place) -> dict[str, Any]:
    """All that a page without a survey shows."""
    told = {
        "nowhere": (
            _("This link does not lead to a survey"),
            _(
                "The survey may be over, the link may have expired, or a part of the address may be missing. "
                "Please try the link in your message once more, or ask whoever sent it for a new one."
            ),
        ),
        "closed": (
            _("This survey is closed"),
            _("Thank you for coming. Answers are no longer taken."),
        ),
        "too_many": (
            _("Please wait a moment"),
            _("There were very many requests from your address. Please try again in a minute."),
        ),
        "cross_site": (
            _("This form was not sent from here"),
            _("Please open your link again and send your answers from that page."),
        ),
    }
    title, words = told[what]
    return {**_around(language, place), "title": title, "words": words, "colour": code("")}


def _around(language: str, place: Place) -> dict[str, Any]:
    return {
        "language": language,
        "direction": "rtl" if is_right_to_left(language) else "ltr",
        "place": place.name,
    }


def _problems(items: Sequence[ShownItem]) -> list[dict[str, str]]:
    """What is wrong, in the order of the page, each with where it is mended."""
    return [
        {"words": item.problem, "title": item.title, "target": item.first_input}
        for item in items
        if item.problem
    ]


def _first_follow_up(items: Sequence[ShownItem]) -> ShownItem | None:
    """The first question that an answer on this page has just brought up."""
    return next((item for item in items if item.depends and not item.is_hidden), None)


def _languages(found: Asked) -> list[dict[str, Any]]:
    """The other languages of the survey, each with the same page in it."""
    form = found.form
    if len(form.survey.languages) < 2:
        return []
    return [
        {
            "code": one,
            "name": name_of(one),
            "is_here": one == form.language,
            "address": found.address(page=form.page, language=one),
            "direction": "rtl" if is_right_to_left(one) else "ltr",
        }
        for one in form.survey.languages
    ]


def _text(found: Asked, texts: Mapping[str, str]) -> str:
    return found.form.survey.text(texts, found.form.language)
