"""One filling of a survey as a request asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone

from luister.errors import UnknownNameError
from luister.loop import answer
from luister.loop.lay_out import at_page, laid_out
from luister.loop.open_form import OpenForm
from luister_web.current_home import home
from luister_web.respond.languages import wanted
from luister_web.respond.places import Place

OWN = ":"
"""Begins the names of fields that are no answers: `:page`, `:go`."""

GONE = frozenset({"expired"})
_CHANNELS = {"page": "link", "widget": "widget", "kiosk": "kiosk"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a form, and the place where it is filled in."""

    form: OpenForm
    place: Place

    @property
    def key(self) -> str | None:
        """The key that stands in the address; a personal link carries it in its token."""
        return None if self.form.is_personal else self.form.key

    def address(self, **query: object) -> str:
        """The address of this filling."""
        return self.place.filling(self.form.link, self.key, **query)


def asked(request: HttpRequest, place: Place, link: str, key: str | None) -> Asked:
    """The form behind an address, on the page it names and in the language it names.

    Raises:
        UnknownNameError: the link leads nowhere, is not valid any more, or not meant for this place.
    """
    now = timezone.now()
    language = request.GET.get("language", "")
    form = answer.open_form(home(), link, key, language=language, now=now)
    is_gone = form.state in GONE or (form.is_personal and form.state == "closed")
    if is_gone or (form.is_personal and (place.is_open or key is not None)):
        # Whoever tries links must not learn which of them were ever given out.
        raise UnknownNameError("This link leads nowhere.", hint="Ask who sent it for a new one.")
    if form.state == "new" and not language and not form.is_personal:
        preferred = wanted(request, form.survey.languages)
        if preferred:
            form = answer.open_form(home(), link, form.key, language=preferred, now=now)
    if not form.is_personal:
        form = replace(form, dimensions={"channel": _CHANNELS[place.name]})
    number = request.POST.get(OWN + "page") or request.GET.get("page", "")
    is_number = number.isdecimal() and len(number) < 5
    return Asked(at_page(form, int(number)) if is_number else form, place)


def posted(request: HttpRequest) -> dict[str, list[str]]:
    """The answers in a post; a line ends as the respondent sees it, with one character."""
    return {
        name: [value.replace("\r\n", "\n") for value in values]
        for name, values in request.POST.lists()
        if not name.startswith(OWN)
    }


def clicked_score(request: HttpRequest, form: OpenForm) -> tuple[str, str] | None:
    """The item and the score that a link in a letter carries, where it can still be taken; it does not count yet."""
    if form.pages or form.state not in {"new", "under way"}:
        return None
    rated = next((one.item for one in laid_out(form) if one.item.is_rated), None)
    if rated is None or rated.id in form.given:
        return None
    value = request.GET.get(rated.id) or request.GET.get("score", "")
    low, high = int(rated.asked_scale.low or 0), int(rated.asked_scale.high or 0)
    is_on_scale = value.isdecimal() and len(value) < 4 and low <= int(value) <= high
    return (rated.id, str(int(value))) if is_on_scale else None


def holding(form: OpenForm, values: Mapping[str, Sequence[str]]) -> OpenForm:
    """The form with the fields of its page holding `values`, which are not kept yet and may be wrong."""
    if form.page is None:
        return form
    own = {name for item in form.survey.pages[form.page].items for name in item.fields}
    other = {name: found for name, found in form.given.items() if name not in own}
    return replace(form, given={**other, **{name: tuple(found) for name, found in values.items()}})
