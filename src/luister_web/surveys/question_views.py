"""The page of questions: what is asked, in which order, and the form of the part that is open."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luister.errors import UnknownNameError
from luister.loop import edit
from luister.loop.edit import ChangedMeanwhileError, Item, Page, SurveyDefinition
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.surveys.beginning import new_item
from luister_web.surveys.conflict import theirs
from luister_web.surveys.draft_page import bare, questions_page
from luister_web.surveys.item_form import item_after, item_of, wrong_id
from luister_web.surveys.opened import opened
from luister_web.surveys.page_form import page_after, page_of

GONE = "gone"


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, name: str) -> HttpResponse:
    """The pages and questions of a survey; its buttons add what is new."""
    found = opened(name)
    if request.method != "POST":
        return questions_page(request, found)
    do = request.POST.get("do", "").split(":")
    if do[0] == "add" and len(do) == 3:
        return _added(name, do[1], do[2])
    if do[0] == "add-page":
        survey = _kept(name, lambda draft: edit.with_page(draft, Page(items=())))
        return redirect("surveys:page", name, len(survey.pages))
    raise Http404


def _added(name: str, page: str, kind: str) -> HttpResponse:
    if kind not in edit.ITEM_KINDS or not page.isdecimal():
        raise Http404
    ids: list[str] = []

    def added(draft: SurveyDefinition) -> SurveyDefinition:
        item = new_item(draft, kind)
        ids[:] = [item.id]
        number = min(int(page), max(len(draft.pages) - 1, 0))
        whole = draft if draft.pages else edit.with_page(draft, Page(items=()))
        return edit.with_item(whole, number, item)

    _kept(name, added)
    return redirect("surveys:item", name, ids[0])


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    """The form of one question, open in its place among the others."""
    found = opened(name)
    if request.method == "POST":
        return _posted_item(request, name, item_id)
    try:
        return questions_page(request, found, item=edit.item_named(found.survey, item_id))
    except UnknownNameError:
        messages.info(request, _("That question is not in the survey any more."))
        return redirect("surveys:questions", name)


def _posted_item(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    do = request.POST.get("do", "save").split(":")
    seen = request.POST.get("stamp", "")
    wanted: list[Item] = []

    def changed(draft: SurveyDefinition) -> SurveyDefinition:
        whole = _with_lost_item(draft, item_id) if seen == GONE else draft
        before = edit.item_named(whole, item_id)
        given = item_after(item_of(request.POST, whole, before), do, whole, at=item_id)
        wanted[:] = [given]
        edit.refuse_if_changed(before, "" if seen == GONE else seen)
        return _moved(edit.with_item_changed(whole, item_id, given), given.id, do[0])

    try:
        survey = _kept(name, changed)
    except ChangedMeanwhileError as conflict:
        return _conflict_of_items(request, name, item_id, (wanted[0], conflict.theirs))
    except UnknownNameError:
        return _lost_item(request, name, item_id)
    if do[0] == "auto":
        kept = edit.item_named(survey, wanted[0].id)
        return questions_page(request, opened(name), item=kept)
    wrong = wrong_id(request.POST, survey, wanted[0])
    if wrong is not None and wrong != wanted[0].id:
        told = _("“%(name)s” cannot be the name in files; it stays “%(kept)s”.")
        messages.warning(request, told % {"name": wrong, "kept": wanted[0].id})
    return _after_item(request, name, survey, (wanted[0], do[0]))


def _moved(survey: SurveyDefinition, item_id: str, verb: str) -> SurveyDefinition:
    if verb in {"up", "down"}:
        return edit.with_item_moved(survey, item_id, up=verb == "up")
    if verb == "drop":
        return edit.without_item(survey, item_id)
    if verb == "copy":
        number, place = edit.place_of(survey, item_id)
        copy = replace(
            edit.item_named(survey, item_id),
            id=edit.fresh_id(survey, item_id),
            is_headline=False,
            wording=1,
        )
        return edit.with_item(survey, number, copy, place=place + 1)
    return survey


def _after_item(
    request: HttpRequest, name: str, survey: SurveyDefinition, done: tuple[Item, str]
) -> HttpResponse:
    given, verb = done
    if verb == "drop":
        messages.success(request, _("The question is removed."))
        return redirect("surveys:questions", name)
    if verb == "copy":
        number, place = edit.place_of(survey, given.id)
        return redirect("surveys:item", name, survey.pages[number].items[place + 1].id)
    if verb == "close":
        return redirect("surveys:questions", name)
    return redirect("surveys:item", name, given.id)


def _with_lost_item(draft: SurveyDefinition, item_id: str) -> SurveyDefinition:
    """The draft in which a question that somebody took away has a place again, at the end."""
    if item_id in {one.id for one in draft.items}:
        return draft
    whole = draft if draft.pages else edit.with_page(draft, Page(items=()))
    return edit.with_item(whole, len(whole.pages) - 1, Item(id=item_id, kind="text", text={}))


def _lost_item(request: HttpRequest, name: str, item_id: str) -> HttpResponse:
    """The form as it was filled in, though somebody took its question away meanwhile."""
    found = opened(name)
    whole = _with_lost_item(found.survey, item_id)
    mine = item_of(request.POST, whole, edit.item_named(whole, item_id))
    shown = replace(
        found, survey=edit.with_item_changed(whole, item_id, replace(mine, id=item_id))
    )
    more = {"is_lost": True, "stamp": GONE, "status": 409}
    return questions_page(request, shown, item=replace(mine, id=item_id), more=more)


def _conflict_of_items(
    request: HttpRequest, name: str, item_id: str, both: tuple[Item, object]
) -> HttpResponse:
    """The form as it was filled in, beside what somebody else made of the same question."""
    found, (mine, other) = opened(name), both
    mine = replace(mine, id=item_id)
    more = {
        "theirs": theirs(found.survey, mine, other, found.language),
        "stamp": edit.stamp(other),
        "status": 409,
    }
    shown = replace(found, survey=edit.with_item_changed(found.survey, item_id, mine))
    return questions_page(request, shown, item=mine, more=more)


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The form of one page, counted from 1, open in its place."""
    found = opened(name)
    if request.method == "POST":
        return _posted_page(request, name, number - 1)
    try:
        shown = edit.page_at(found.survey, number - 1)
    except UnknownNameError:
        messages.info(request, _("That page is not in the survey any more."))
        return redirect("surveys:questions", name)
    return questions_page(request, found, page=(number - 1, shown))


def _posted_page(request: HttpRequest, name: str, number: int) -> HttpResponse:
    do = request.POST.get("do", "save").split(":")
    wanted: list[Page] = []

    def changed(draft: SurveyDefinition) -> SurveyDefinition:
        before = edit.page_at(draft, number)
        given = page_after(page_of(request.POST, draft, before), do, draft, number)
        wanted[:] = [given]
        seen = request.POST.get("stamp", "")
        if seen and seen != edit.stamp(bare(before)):
            raise ChangedMeanwhileError(before)
        return _with_page_done(edit.with_page_changed(draft, number, given), number, do[0])

    try:
        survey = _kept(name, changed)
    except ChangedMeanwhileError as conflict:
        return _conflict_of_pages(request, name, number, (wanted[0], conflict.theirs))
    except UnknownNameError:
        messages.warning(request, _("Somebody removed that page meanwhile; nothing was kept."))
        return redirect("surveys:questions", name)
    if do[0] == "auto":
        return questions_page(request, opened(name), page=(number, survey.pages[number]))
    if do[0] in {"drop", "close"}:
        return redirect("surveys:questions", name)
    moved = number + {"up": -1, "down": 1}.get(do[0], 0)
    return redirect("surveys:page", name, min(max(moved, 0), len(survey.pages) - 1) + 1)


def _with_page_done(survey: SurveyDefinition, number: int, verb: str) -> SurveyDefinition:
    if verb in {"up", "down"}:
        return edit.with_page_moved(survey, number, up=verb == "up")
    return edit.without_page(survey, number) if verb == "drop" else survey


def _conflict_of_pages(
    request: HttpRequest, name: str, number: int, both: tuple[Page, object]
) -> HttpResponse:
    found, (mine, other) = opened(name), both
    stamp = edit.stamp(bare(other)) if isinstance(other, Page) else ""
    more = {
        "theirs": theirs(found.survey, mine, other, found.language),
        "stamp": stamp,
        "status": 409,
    }
    shown = replace(found, survey=edit.with_page_changed(found.survey, number, mine))
    return questions_page(request, shown, page=(number, mine), more=more)


def _kept(name: str, changed: Callable[[SurveyDefinition], SurveyDefinition]) -> SurveyDefinition:
    return edit.change(home(), name, changed, now=timezone.now())
