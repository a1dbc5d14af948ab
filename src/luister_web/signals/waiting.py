"""How many signals are open for a reader: the number in the menu."""

from collections.abc import Collection, Mapping

from luister.loop import act
from luister_web.access.models import User
from luister_web.access.rights import Right, scope
from luister_web.current_home import home
from luister_web.kept_parts import kept

_MOST = 999


def waiting(user: User, rights: Collection[Right]) -> Mapping[str, int]:
    """How much waits behind the place of the menu, by the name of its address."""
    if Right.SEE_SIGNALS not in rights:
        return {}
    allowed = scope(user)
    key = ("waiting", tuple(allowed.items()))
    wanted = act.Filter(scope=allowed)
    return {"signals:list": kept(key, lambda: act.count(home(), wanted, most=_MOST))}
