"""How many signals are open for a reader: the number in the menu."""

from collections.abc import Collection, Mapping

from luister.loop import act
from luister_web.access.models import User
from luister_web.access.rights import Right, scope
from luister_web.current_home import home

_MOST = 999


def waiting(user: User, rights: Collection[Right]) -> Mapping[str, int]:
    """How much waits behind the place of the menu, by the name of its address."""
    if Right.SEE_SIGNALS not in rights:
        return {}
    return {"signals:list": act.count(home(), act.Filter(scope=scope(user)), most=_MOST)}
