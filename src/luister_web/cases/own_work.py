"""How much waits for a person, for the menu."""

from collections.abc import Collection, Mapping

from luister.loop.show_cases import own_open
from luister_web.access.models import User
from luister_web.access.rights import Right
from luister_web.current_home import home
from luister_web.kept_parts import kept


def own_work(user: User, rights: Collection[Right]) -> Mapping[str, int]:
    """How many open cases are this person's, by the name of the page that lists them."""
    if Right.WORK_CASES not in rights:
        return {}
    name = user.username
    return {"cases:list": kept(("own work", name), lambda: own_open(home(), name))}
