"""Who may be told: people who have an address, and the channels of the organisation."""

from collections.abc import Iterator
from datetime import time
from functools import partial

from django.conf import settings

from luister.loop.tell import ALARM, CASE, CHAT, MAIL, NEVER, Audience, Hours
from luister_web.access.models import UnitKind, User
from luister_web.access.rights import EVERYTHING, Scope, scope, teams_of
from luister_web.digests.models import ChatPlace, wishes_of


def audience() -> Iterator[Audience]:
    """Everybody who may be told; mail only where a mail server is named."""
    if settings.LUISTER.mail.host:
        for user in User.objects.filter(is_active=True).exclude(email="").select_related("unit"):
            yield _person(user)
    for place in ChatPlace.objects.filter(is_on=True).select_related("unit"):
        yield _place(place)


def key_of_person(user: User) -> str:
    """The name under which notices to a person are kept."""
    return f"person:{user.pk}"


def person_of(key: str) -> User | None:
    """The person whom notices under this key are for, as long as they may sign in and have an address."""
    kind, _, number = key.partition(":")
    if kind != "person":
        return None
    found = User.objects.filter(pk=int(number), is_active=True).select_related("unit__parent")
    return found.exclude(email="").first()


def place_of(key: str) -> ChatPlace | None:
    """The channel that notices under this key are for, as long as it is on."""
    kind, _, number = key.partition(":")
    if kind != "place":
        return None
    return ChatPlace.objects.filter(pk=int(number), is_on=True).select_related("unit").first()


def hours_of(user: User) -> Hours:
    """The times that a person chose."""
    wishes = wishes_of(user)
    return Hours(
        time_zone=wishes.time_zone or settings.TIME_ZONE,
        quiet_from=wishes.quiet_from,
        quiet_until=wishes.quiet_until,
        rhythm=wishes.rhythm,
        digest_at=wishes.digest_at,
    )


def scope_of_place(place: ChatPlace) -> Scope:
    """What may be told in a channel."""
    unit = place.unit
    if unit is None or unit.kind == UnitKind.ORGANISATION:
        return EVERYTHING
    return {"team": teams_of(unit)}


def _person(user: User) -> Audience:
    wishes = wishes_of(user)
    return Audience(
        key=key_of_person(user),
        way=MAIL,
        hours=hours_of(user),
        kinds=_kinds(alarms=wishes.alarms, cases=wishes.cases),
        scope=partial(scope, user),
        name=user.username,
    )


def _place(place: ChatPlace) -> Audience:
    never_quiet = time()
    hours = Hours(
        time_zone=settings.TIME_ZONE,
        quiet_from=never_quiet,
        quiet_until=never_quiet,
        rhythm=NEVER,
    )
    return Audience(
        key=f"place:{place.pk}",
        way=CHAT,
        hours=hours,
        kinds=_kinds(alarms=place.alarms, cases=place.cases),
        scope=partial(scope_of_place, place),
    )


def _kinds(*, alarms: bool, cases: bool) -> frozenset[str]:
    chosen = {ALARM: alarms, CASE: cases}
    return frozenset(kind for kind, is_chosen in chosen.items() if is_chosen)
