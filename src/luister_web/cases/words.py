"""What people call the states, kinds, priorities and ends of cases, and the lines of their history."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from luister.loop.arrange_cases import GENERAL, RootCause, words_of

STATES: Mapping[str, Promise] = {
    "open": gettext_lazy("open"),
    "accepted": gettext_lazy("accepted"),
    "contacted": gettext_lazy("contacted"),
    "waiting": gettext_lazy("waiting for the customer"),
    "solved": gettext_lazy("solved"),
    "closed": gettext_lazy("closed"),
}
PRIORITIES: Mapping[str, Promise] = {
    "urgent": gettext_lazy("urgent"),
    "high": gettext_lazy("high"),
    "normal": gettext_lazy("normal"),
    "low": gettext_lazy("low"),
}
ABOUTS: Mapping[str, Promise] = {
    "complaint": gettext_lazy("complaint"),
    "call_back": gettext_lazy("wants to be called"),
    "question": gettext_lazy("question"),
    "praise": gettext_lazy("praise"),
    "change": gettext_lazy("a figure that moved"),
    "other": gettext_lazy("something else"),
}
OUTCOMES: Mapping[str, Promise] = {
    "helped": gettext_lazy("The customer is helped"),
    "partly": gettext_lazy("Helped in part"),
    "not_helped": gettext_lazy("Could not be helped"),
    "not_reached": gettext_lazy("Could not be reached"),
    "nothing_to_do": gettext_lazy("There was nothing to do"),
}
TEMPLATES: Mapping[str, Promise] = {
    "contact": gettext_lazy("First contact"),
    "solved": gettext_lazy("It is solved"),
    "thanks": gettext_lazy("Thanks for praise"),
}
WHO: Mapping[str, Promise] = {
    "owner": gettext_lazy("the owner"),
    "leaders": gettext_lazy("the leaders of the queue"),
    "managers": gettext_lazy("the managers of the queue"),
}
LETTERS: Mapping[str, Promise] = {
    "waiting": gettext_lazy("on its way"),
    "sending": gettext_lazy("on its way"),
    "sent": gettext_lazy("sent"),
    "failed": gettext_lazy("not sent"),
    "unsure": gettext_lazy("perhaps sent"),
    "received": gettext_lazy("received"),
}


def queue_words(name: str) -> str:
    """The name of a queue; the one that everybody has is called in the reader's language."""
    return _("General") if name == GENERAL else name


def cause_words(cause: RootCause) -> str:
    """A root cause in the reader's language."""
    return words_of(cause, get_language() or "en")


def history_words(what: str, details: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """What a line of history says; a name is shown as people know it."""
    owner = names.get(str(details.get("owner", "")), str(details.get("owner", "")))
    if what == "opened":
        told = _("opened the case")
        return f"{told}, {_('for %(name)s') % {'name': owner}}" if owner else told
    if what == "handed_over":
        given = {"name": owner or _("nobody"), "queue": queue_words(str(details.get("queue", "")))}
        return _("gave it to %(name)s (%(queue)s)") % given
    if what == "priority":
        words = PRIORITIES.get(str(details.get("priority")), "")
        return _("made the priority %(priority)s") % {"priority": words}
    if what == "overdue":
        heard = ", ".join(names.get(one, one) for one in details.get("people", ())) or _("nobody")
        return _("overdue: told %(who)s (%(names)s)") % {
            "who": WHO.get(str(details.get("who")), ""),
            "names": heard,
        }
    if what in ("file", "file_removed"):
        told = _("attached %(file)s") if what == "file" else _("removed the file %(file)s")
        return told % {"file": details.get("file", "")}
    return str(_LINES.get(what) or STATES.get(what) or what)


_LINES: Mapping[str, Promise] = {
    "accepted": gettext_lazy("accepted it"),
    "open": gettext_lazy("gave it back"),
    "contacted": gettext_lazy("had contact with the customer"),
    "waiting": gettext_lazy("waits for the customer"),
    "solved": gettext_lazy("solved it"),
    "closed": gettext_lazy("closed it"),
    "note": gettext_lazy("noted"),
    "action": gettext_lazy("planned an action"),
    "letter_out": gettext_lazy("wrote to the customer"),
    "letter_in": gettext_lazy("kept the customer's reply"),
    "letter_sent": gettext_lazy("the letter was sent"),
    "letter_failed": gettext_lazy("the letter was turned down"),
    "letter_unsure": gettext_lazy("nobody can tell whether the letter left"),
    "letter_again": gettext_lazy("sent the letter once more"),
}
