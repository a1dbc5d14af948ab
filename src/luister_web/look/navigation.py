"""The menu: which pages there are, and which of them this reader may open."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister_web.access.models import Role
from luister_web.access.rights import Right

_Text = str | Promise
_NOTHING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the menu: the right it needs, and the role it is for where it is for one only."""

    label: _Text
    icon: str
    url_name: str
    right: Right
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A place with its address, whether the reader is there, and how much of theirs waits there."""

    label: _Text
    icon: str
    address: str
    is_here: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Some items under one label; the first group has none."""

    label: _Text
    items: tuple[Item, ...]


PLACES: tuple[tuple[_Text, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place(_("Overview"), "layout-dashboard", "dashboard:overview", Right.SEE_DASHBOARD),
            Place(
                _("My results"),
                "user-round",
                "mine:results",
                Right.SEE_DASHBOARD,
                Role.EMPLOYEE,
            ),
            Place(_("Answers"), "message-square-text", "dashboard:answers", Right.SEE_ANSWERS),
            Place(_("Signals"), "activity", "signals:list", Right.SEE_SIGNALS),
            Place(_("Cases"), "flag", "cases:list", Right.WORK_CASES),
            Place(_("Actions"), "circle-check", "actions:list", Right.WORK_CASES),
            Place(_("Drivers"), "git-compare-arrows", "drivers:list", Right.UNDERSTAND),
            Place(_("Model"), "workflow", "structure:list", Right.UNDERSTAND),
            Place(_("Saved views"), "bookmark", "dashboard:views", Right.SEE_DASHBOARD),
            Place(_("Team"), "users", "team:team", Right.SEE_CUSTOMERS),
            Place(_("Steering"), "chart-line", "board:steering", Right.GOALS),
            Place(_("Notices"), "mail", "digests:wishes", Right.SEE_DASHBOARD),
            Place(_("Wall screen"), "monitor-play", "dashboard:wall", Right.SEE_DASHBOARD),
        ),
    ),
    (
        _("Set up"),
        (
            Place(_("Surveys"), "messages-square", "surveys:list", Right.SURVEYS),
            Place(_("Contacts"), "user-round", "contacts:list", Right.CONTACTS),
            Place(_("Invitations"), "mail", "invitations:list", Right.CONTACTS),
            Place(_("Goals"), "target", "goals:targets", Right.GOALS),
            Place(_("Warning"), "triangle-alert", "warning:settings", Right.WARNING),
            Place(_("Events"), "flag", "goals:marks", Right.GOALS),
            Place(_("Signal rules"), "list-filter", "signals:rules", Right.WARNING),
            Place(_("Import answers"), "upload", "imports:list", Right.IMPORT),
            Place(_("Sources"), "radio", "receiving:sources", Right.SOURCES),
            Place(_("Customers"), "contact", "customers:find", Right.ERASE),
        ),
    ),
    (
        _("Manage"),
        (
            Place(_("People"), "users", "access:people", Right.PEOPLE),
            Place(_("Units"), "building-2", "access:units", Right.PEOPLE),
            Place(_("Results of colleagues"), "eye-off", "mine:colleagues", Right.PEOPLE),
            Place(_("Keys"), "key-round", "access:keys", Right.KEYS),
            Place(_("Webhooks"), "radio", "webhooks:list", Right.SOURCES),
            Place(_("Chat channels"), "messages-square", "digests:places", Right.PEOPLE),
            Place(_("Mail"), "mail", "invitations:mail", Right.PEOPLE),
            Place(_("Jobs"), "activity", "jobs:list", Right.SOURCES),
            Place(_("Logbook"), "scroll-text", "access:audit", Right.AUDIT),
        ),
    ),
)


def navigation(
    path: str, rights: Collection[Right], role: str, counts: Mapping[str, int] = _NOTHING
) -> tuple[Group, ...]:
    """The groups of the menu that hold something this reader may open, seen from `path`.

    `counts` says how much waits for the reader behind a place, by the name of its address.
    """
    found = [
        (label, [(place, address_of(place.url_name)) for place in _allowed(places, rights, role)])
        for label, places in PLACES
    ]
    here = here_among([address for _, places in found for _, address in places], path)
    groups = (Group(label, _items(places, here, counts)) for label, places in found)
    return tuple(group for group in groups if group.items)


def address_of(url_name: str, *arguments: str) -> str:
    """The address of a page; empty where this installation does not have it."""
    try:
        return reverse(url_name, args=arguments)
    except NoReverseMatch:
        return ""


def here_among(addresses: Collection[str], path: str) -> str:
    """The address under which `path` lies, the longest of them; empty where it lies under none.

    >>> here_among(["/", "/goals/", "/goals/marks/"], "/goals/marks/")
    '/goals/marks/'
    >>> here_among(["/", "/answers"], "/process/payment")
    '/'
    """
    below = [one for one in addresses if one and _is_below(one, path)]
    return max(below, key=len, default="")


def _is_below(address: str, path: str) -> bool:
    if address == "/":
        return path == "/" or path.startswith(("/process/", "/survey/"))
    return path == address or path.startswith(address.rstrip("/") + "/")


def _allowed(places: Collection[Place], rights: Collection[Right], role: str) -> list[Place]:
    return [one for one in places if one.right in rights and one.role in (None, role)]


def _items(
    places: Collection[tuple[Place, str]], here: str, counts: Mapping[str, int]
) -> tuple[Item, ...]:
    return tuple(
        Item(place.label, place.icon, address, address == here, counts.get(place.url_name, 0))
        for place, address in places
        if address
    )
