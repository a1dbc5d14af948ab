"""Answer: somebody opens a survey, fills it in page by page, and each page is kept before the next is shown."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from luister.errors import UnknownNameError
from luister.loop.design import published
from luister.loop.open_form import OpenForm, filling, keep_form
from luister.store.fillings import Filling, filling_of, keep_filling
from luister.store.home import Store
from luister.store.invitations import Invitation, invitation_of, mark
from luister.store.survey_versions import SurveyRow, survey_named, survey_of_link
from luister.surveys.condition import Given
from luister.surveys.definition import Item, SurveyDefinition
from luister.surveys.filled_form import Problem, checked
from luister.surveys.routing import first_page, page_after, path, shown_items

SEEN = "_seen"
"""The hidden field that names the fields which the page showed, so that a follow-up is known to be new."""

_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Step:
    """The form after an answer: on its next page, or on the same with what is wrong or came in addition."""

    form: OpenForm
    problems: tuple[Problem, ...] = ()


def open_form(
    store: Store, link: str, key: str | None = None, *, language: str = "", now: datetime
) -> OpenForm:
    """The survey behind a link, as far as it was filled in under `key`; a new key where none is given.

    Raises:
        UnknownNameError: the link leads nowhere: never made, or forged.
    """
    invited = invitation_of(store, link)
    form = (
        _by_invitation(store, invited, now=now) if invited else _by_link(store, link, key, now=now)
    )
    before = filling_of(store.truth, form.key)
    if before is not None and before.link == link:
        form = _gone_on(store, form, before)
    wanted = language if language in form.survey.languages else form.language
    return replace(form, language=wanted)


def shown(form: OpenForm) -> tuple[Item, ...]:
    """The items of the page to show, in this respondent's order."""
    if form.page is None:
        return ()
    return shown_items(form.survey.pages[form.page], form.given, order_seed=form.key)


def progress(form: OpenForm) -> tuple[int, int]:
    """How many pages are behind, and how many there are on the way as it looks now."""
    return len(form.pages), len(path(form.survey, form.given))


def answer_page(
    store: Store, form: OpenForm, posted: Mapping[str, Sequence[str]], *, now: datetime
) -> Step:
    """The next page, once the answers on this one are durable; the same page where an answer is wrong.

    Where an answer brings up a follow-up on the same page that was not shown, that page comes again with it.
    """
    step = step_of(form, posted)
    if not step.problems and form.page is not None:
        keep_form(store, form, step.form, now=now)
    return step


def step_of(form: OpenForm, posted: Mapping[str, Sequence[str]]) -> Step:
    """The step that `answer_page` takes, with nothing kept: for a preview in which a survey is tried out."""
    if form.page is None:
        return Step(form)
    items = form.survey.pages[form.page].items
    found = checked(items, posted, _without(form.given, items))
    given = {**_without(form.given, items), **found.given}
    if problems := _of_shown(found.problems, posted):
        return Step(replace(form, given=given), problems)
    if _has_more(form, given, posted):
        after = replace(form, given=given, state="under way")
    else:
        pages = (*(one for one in form.pages if one != form.page), form.page)
        following = page_after(form.survey, form.page, given)
        state = "finished" if following is None else "under way"
        after = replace(form, given=given, pages=pages, page=following, state=state)
    return Step(after)


def confirm_score(store: Store, form: OpenForm, value: str, *, now: datetime) -> OpenForm:
    """The form with the score that was clicked in a letter, once a person confirmed it by opening the page.

    A score that is not on the scale, or comes after the first page was answered, changes nothing.
    """
    rated = next((item for item in shown(form) if item.is_rated), None)
    if rated is None or form.pages or form.state not in {"new", "under way"}:
        return form
    found = checked((replace(rated, is_required=False),), {rated.id: (value,)}, form.given)
    if not found.given or rated.id in form.given:
        return form
    after = replace(form, given={**form.given, **found.given}, state="under way")
    keep_form(store, form, after, now=now)
    return after


def seen(store: Store, form: OpenForm, *, now: datetime) -> None:
    """Keeps that a person opened the link: told by the page's script or the first answer, not by a mere look."""
    if form.is_personal:
        mark(store, form.link, "opened", now=now)


def go_back(
    store: Store,
    form: OpenForm,
    posted: Mapping[str, Sequence[str]] | None = None,
    *,
    now: datetime,
) -> OpenForm:
    """The form on the page before; on its first page it stays.

    What was filled in on this page is kept for the way back, where it can be.
    """
    if not form.pages or form.page is None or form.state != "under way":
        return form
    items = form.survey.pages[form.page].items
    others = _without(form.given, items)
    found = form.given if posted is None else {**others, **checked(items, posted, others).given}
    before = replace(form, given=found, page=form.pages[-1], pages=form.pages[:-1])
    with store.truth.transaction():
        keep_filling(store.truth, filling(store, before, now=now))
    return before


def _by_link(store: Store, link: str, key: str | None, *, now: datetime) -> OpenForm:
    row = survey_of_link(store.truth, link)
    if row is None or row.version is None:
        raise UnknownNameError("This link leads nowhere.", hint="Ask who sent it for a new one.")
    made = key or secrets.token_urlsafe(_KEY_BYTES)
    return _begun(store, row, link, made, now=now)


def _by_invitation(store: Store, invited: Invitation, *, now: datetime) -> OpenForm:
    """The form of one person: the link is the key, and what is known of the person goes with the answers."""
    row = survey_named(store.truth, invited.survey, is_counted=False)
    form = _begun(store, row, invited.token, invited.token, now=now)
    is_over = invited.is_expired(now) and form.state == "new"
    known = {**invited.dimensions, "channel": invited.channel, "wave": invited.wave}
    return replace(
        form,
        state="expired" if is_over else form.state,
        page=None if is_over else form.page,
        language=_spoken(form.survey, invited.language),
        customer=invited.customer_key,
        dimensions={name: value for name, value in known.items() if value},
        is_personal=True,
    )


def _begun(store: Store, row: SurveyRow, link: str, key: str, *, now: datetime) -> OpenForm:
    survey = published(store, row.name, row.version)
    return OpenForm(
        survey=survey,
        version=row.version or 0,
        link=link,
        key=key,
        state="new" if row.is_open else "closed",
        language=survey.languages[0],
        page=first_page(survey, {}) if row.is_open else None,
        started_at=now,
    )


def _spoken(survey: SurveyDefinition, language: str) -> str:
    return language if language in survey.languages else survey.languages[0]


def _gone_on(store: Store, form: OpenForm, before: Filling) -> OpenForm:
    """The form where it was left: in the version and the language in which it was begun."""
    state = "finished" if before.finished_at else "under way"
    is_closed = form.state == "closed" and not before.finished_at
    return replace(
        form,
        survey=published(store, before.survey, before.version),
        version=before.version,
        state=form.state if is_closed else state,
        language=before.language,
        page=None if is_closed else before.page,
        given=before.given,
        pages=before.pages,
        started_at=before.started_at,
    )


def _without(given: Given, items: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    own = {name for item in items for name in item.fields}
    return {
        name: values
        for name, values in given.items()
        if name.split(".")[0] not in own and name not in own
    }


def _of_shown(
    problems: tuple[Problem, ...], posted: Mapping[str, Sequence[str]]
) -> tuple[Problem, ...]:
    """The problems of fields that the page showed: nobody is blamed for a follow-up that is still to come."""
    if SEEN not in posted:
        return problems
    seen = set(" ".join(posted[SEEN]).split())
    return tuple(one for one in problems if one.field in seen or one.reason != "required")


def _has_more(form: OpenForm, given: Given, posted: Mapping[str, Sequence[str]]) -> bool:
    """True where these answers lead to an item of the same page that was not shown."""
    if form.page is None or SEEN not in posted:
        return False
    seen = set(" ".join(posted[SEEN]).split())
    now = shown_items(form.survey.pages[form.page], given, order_seed=form.key)
    return any(name not in seen for item in now for name in item.fields)
