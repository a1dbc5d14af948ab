"""What other systems may be told of, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister.loop import notify

_WORDS: dict[str, Promise] = {
    "answer.received": _("A filled-in form was kept"),
    "survey.published": _("A version of a survey was published"),
    "import.finished": _("A file was taken in"),
    "invitation.sent": _("An invitation was sent"),
    "invitation.bounced": _("An invitation came back"),
    "contact.opted_out": _("Somebody does not want to be asked any more"),
    "signal.raised": _("Something deserves attention"),
    "case.opened": _("A case was opened"),
    "case.closed": _("A case was closed"),
    "case.overdue": _("A case passed its deadline"),
    "alarm.raised": _("A number moved, or a group went silent"),
    "webhook.test": _("A test that somebody asked for"),
}


def choices() -> list[tuple[str, str]]:
    """What a person may choose from: each type with its words; a test is sent by its button only."""
    return [
        (one, f"{words_of_type(one)} ({one})") for one in notify.TYPES if one != "webhook.test"
    ]


def words_of_type(event_type: str) -> str:
    """The words for a type of event.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     words_of_type("answer.received")
    'A filled-in form was kept'
    """
    return str(_WORDS.get(event_type, event_type))
