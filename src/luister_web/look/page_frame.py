"""What stands around every page: the menu, the reader, the colours, the notices."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from luister_web.access.models import Role, Theme, User
from luister_web.access.rights import Right, rights_here
from luister_web.cases.own_work import own_work
from luister_web.look.demo_notice import demo_notice
from luister_web.look.navigation import Group, address_of, navigation
from luister_web.look.wording import day_words
from luister_web.signals.waiting import waiting

_SCHEMES = {"light": "light", "dark": "dark"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFrame:
    """All that the frame shows; an empty `navigation` means a reader who has not signed in."""

    name: str
    theme: str
    color_scheme: str
    navigation: tuple[Group, ...] = ()
    user_name: str = ""
    user_role: str = ""
    profile: str = ""
    sign_out: str = ""
    demo_notice: str = ""
    printed_on: str = ""


def page_frame(request: HttpRequest) -> PageFrame:
    """The frame of this page for this reader."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return PageFrame(
            name=settings.LUISTER.name, theme=Theme.SYSTEM.value, color_scheme="light dark"
        )
    rights = rights_here(request)
    counts = tuple({**waiting(user, rights), **own_work(user, rights)}.items())
    return PageFrame(
        name=settings.LUISTER.name,
        theme=user.theme,
        color_scheme=_SCHEMES.get(user.theme, "light dark"),
        navigation=_navigation(request.path, frozenset(rights), user.role, counts),
        user_name=str(user),
        user_role=str(Role(user.role).label),
        profile=address_of("access:profile"),
        sign_out=address_of("account_logout"),
        demo_notice=demo_notice(),
        printed_on=_("Printed on %(day)s") % {"day": day_words(timezone.localdate())},
    )


@lru_cache(maxsize=1000)
def _navigation(
    path: str, rights: frozenset[Right], role: str, counts: tuple[tuple[str, int], ...]
) -> tuple[Group, ...]:
    return navigation(path, rights, role, dict(counts))
