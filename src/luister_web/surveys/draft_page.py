"""The page on which the questions of a draft are changed, whichever part of it is open."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from luister.loop import edit
from luister.loop.edit import Item, Page
from luister_web.surveys import words
from luister_web.surveys.faults import faults_of
from luister_web.surveys.item_form import item_form
from luister_web.surveys.meter import meter_of
from luister_web.surveys.opened import Opened, known_names
from luister_web.surveys.outline import outline
from luister_web.surveys.page_form import page_form


def frame(opened: Opened, page: str, *, preview_page: int = 0) -> dict[str, Any]:
    """What every page about one survey shows: its state, its tabs, and the preview beside it."""
    survey = opened.survey
    preview = reverse("surveys:preview", args=[survey.name])
    return {
        "opened": opened,
        "kept": opened.kept,
        "survey": survey,
        "page": page,
        "fault_count": len(faults_of(survey)),
        "preview": {
            "base": preview,
            "address": f"{preview}?{urlencode({'language': opened.language, 'page': preview_page})}",
            "stamp": edit.stamp(survey),
            "language": opened.language,
            "page": preview_page,
            "languages": [(one, words.language(one)) for one in survey.languages],
            "pages": range(len(survey.pages)),
        },
    }


def questions_page(
    request: HttpRequest,
    opened: Opened,
    *,
    item: Item | None = None,
    page: tuple[int, Page] | None = None,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The list of pages and questions, with the form of `item` or of `page` open in its place."""
    survey = opened.survey
    number = edit.place_of(survey, item.id)[0] if item else page[0] if page else 0
    faults = faults_of(survey)
    meter = meter_of(survey)
    context = {
        **frame(opened, "questions", preview_page=number),
        "rows": outline(opened, faults, meter.costs if meter else {}),
        "meter": meter,
        "kinds": words.item_kinds(),
        "general_faults": [one for one in faults if not one.item and one.page is None],
        "known": known_names(),
        **(more or {}),
    }
    if item is not None:
        context["item_form"] = item_form(survey, item, language=opened.language)
        context["part_faults"] = [one for one in faults if one.item == item.id]
        context.setdefault("stamp", edit.stamp(item))
    if page is not None:
        context["page_form"] = page_form(survey, page[0], page[1], language=opened.language)
        context["part_faults"] = [one for one in faults if one.page == number and not one.item]
        context.setdefault("stamp", edit.stamp(bare(page[1])))
    return render(request, "surveys/questions.html", context, status=context.get("status", 200))


def bare(page: Page) -> tuple[object, ...]:
    """The parts of a page that its own form changes; its questions have forms of their own."""
    return (page.title, page.show_if, page.end_if, page.is_shuffled)
