"""How much waits for a person, for the menu."""

from collections.abc import Collection, Mapping

from luister.loop.show_cases import own_open
from luister_web.access.models import User
from luister_web.access.rights import Right
from luister_web.current_home import home


def own_work(user: User, rights: Collection[Right]) -> Mapping[str, int]:
    """How many open cases are this person's, by the name of the page that lists them."""
    return {"cases:list": own_open(home(), user.username)} if Right.WORK_CASES in rights else {}
