"""Who may do what, and whose answers they may see. The whole of it: read the table."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from luister_web.access.models import HiddenComments, Role, Unit, UnitKind, User

_Arguments = ParamSpec("_Arguments")
View = Callable[Concatenate[HttpRequest, _Arguments], HttpResponseBase]


class Right(StrEnum):
    """Something a role may or may not do."""

    SEE_DASHBOARD = "see_dashboard"
    SEE_ANSWERS = "see_answers"
    SEE_COMMENTS = "see_comments"
    SEE_CUSTOMERS = "see_customers"
    SEE_MICRODATA = "see_microdata"
    EXPORT = "export"
    IMPORT = "import"
    GOALS = "goals"
    SURVEYS = "surveys"
    KEYS = "keys"
    PEOPLE = "people"
    AUDIT = "audit"
    ERASE = "erase"
    SOURCES = "sources"
    CONTACTS = "contacts"
    SEE_SIGNALS = "see_signals"
    WORK_CASES = "work_cases"
    WARNING = "warning"
    UNDERSTAND = "understand"


_EMPLOYEE = frozenset(
    {
        Right.SEE_DASHBOARD,
        Right.SEE_ANSWERS,
        Right.SEE_COMMENTS,
        Right.SEE_SIGNALS,
        Right.WORK_CASES,
    }
)
_TEAM_LEADER = _EMPLOYEE | {Right.SEE_CUSTOMERS, Right.EXPORT}
_MANAGER = _TEAM_LEADER | {
    Right.GOALS,
    Right.KEYS,
    Right.SURVEYS,
    Right.CONTACTS,
    Right.WARNING,
    Right.UNDERSTAND,
}
_ANALYST = _MANAGER | {Right.SEE_MICRODATA, Right.IMPORT, Right.SOURCES}

RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.EMPLOYEE: _EMPLOYEE,
    Role.TEAM_LEADER: _TEAM_LEADER,
    Role.MANAGER: _MANAGER,
    Role.DIRECTOR: _MANAGER,
    Role.ANALYST: _ANALYST,
    Role.ADMINISTRATOR: frozenset(Right),
}

# These look after the whole house: without a unit they see all. All others see nothing without one.
_OF_THE_WHOLE_HOUSE = frozenset({Role.DIRECTOR, Role.ANALYST, Role.ADMINISTRATOR})

Scope = Mapping[str, tuple[str, ...]]
EVERYTHING: Scope = {}
NOTHING: Scope = {"team": ()}


def rights_of(user: User | AnonymousUser) -> frozenset[Right]:
    """What `user` may do; nothing for a stranger or a person who may not sign in."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    rights = RIGHTS.get(Role(user.role), frozenset())
    if HiddenComments.objects.filter(role=user.role).exists():
        rights -= {Right.SEE_COMMENTS}
    return rights


def rights_here(request: HttpRequest) -> frozenset[Right]:
    """What who asks may do, looked up once a request."""
    found: frozenset[Right] | None = getattr(request, "luister_rights", None)
    if found is None:
        found = rights_of(request.user)
        request.luister_rights = found  # type: ignore[attr-defined]
    return found


def has_right(user: User | AnonymousUser, right: Right | str) -> bool:
    """True where `user` may do `right`."""
    wanted = Right(right)
    if wanted is Right.SEE_COMMENTS:
        return wanted in rights_of(user)
    # Only comments can be hidden from a role; for all else the table alone decides.
    if not isinstance(user, User) or not user.is_active:
        return False
    return wanted in RIGHTS.get(Role(user.role), frozenset())


def scope(user: User | AnonymousUser) -> Scope:
    """The filter on answers that `user` must always carry: dimension -> values allowed.

    Empty means all answers; a dimension without values means none.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    if user.unit is None:
        return EVERYTHING if user.role in _OF_THE_WHOLE_HOUSE else NOTHING
    if user.role == Role.EMPLOYEE and user.unit.kind != UnitKind.EMPLOYEE:
        return NOTHING  # An employee sees own results, whatever larger unit they were put in.
    return _scope_of(user.unit)


def teams_of(unit: Unit) -> tuple[str, ...]:
    """The values of all teams in `unit`, itself included, in order of their names."""
    below = units_below(unit)
    return tuple(sorted(one.value for one in below if one.kind == UnitKind.TEAM and one.value))


def units_below(unit: Unit) -> list[Unit]:
    """The unit, its parts, their parts and so on; each once, even where the tree was tied in a knot."""
    parts: dict[int | None, list[Unit]] = {}
    for one in Unit.objects.all():
        parts.setdefault(one.parent_id, []).append(one)
    found = {unit.pk: unit}
    waiting = [unit]
    while waiting:
        fresh = [one for one in parts.get(waiting.pop().pk, []) if one.pk not in found]
        found |= {one.pk: one for one in fresh}
        waiting += fresh
    return list(found.values())


def _scope_of(unit: Unit) -> Scope:
    if unit.kind == UnitKind.ORGANISATION:
        return EVERYTHING
    if unit.kind == UnitKind.EMPLOYEE:
        # The empty value would mean "employee unknown": other people's answers.
        return {"employee": (unit.value,) if unit.value else ()}
    return {"team": teams_of(unit)}


def needs(right: Right | str) -> Callable[[View[_Arguments]], View[_Arguments]]:
    """A decorator for a view: strangers go to sign in, people without `right` are refused (403)."""
    needed = Right(right)

    def decorated(view: View[_Arguments]) -> View[_Arguments]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not has_right(request.user, needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorated


def person(request: HttpRequest) -> User:
    """The person who asks.

    Raises:
        PermissionDenied: a stranger asks.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in page and back here; a part of a page is told to load that whole page."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": reverse("account_login")})
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_login')}?{back}")
