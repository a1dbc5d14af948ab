"""What people call each kind of job, and what went wrong with it in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister_web.imports.core_words import in_words

_KINDS: dict[str, Promise] = {
    "case_deadlines": gettext_lazy("Tell of cases that are overdue"),
    "case_letters": gettext_lazy("Send replies to customers"),
    "deliver_webhooks": gettext_lazy("Deliver webhooks"),
    "heed_answers": gettext_lazy("Hold answers against the rules"),
    "invite_sample": gettext_lazy("Invite a sample"),
    "rank_signals": gettext_lazy("Rank signals"),
    "read_bounces": gettext_lazy("Read returned mail"),
    "replay_year": gettext_lazy("Watch a year again"),
    "send_digests": gettext_lazy("Send digests and notices"),
    "send_invitations": gettext_lazy("Send invitations"),
    "take_up_imports": gettext_lazy("Go on with imports that were broken off"),
    "tidy_jobs": gettext_lazy("Tidy up jobs that are done"),
    "trigger_asks": gettext_lazy("Ask after events"),
    "understand": gettext_lazy("Calculate drivers or a model"),
    "watch": gettext_lazy("Watch what moved"),
}
_SENTENCES: dict[str, Promise] = {
    "See the server's log.": gettext_lazy("See the server's log."),
    "Its worker was stopped each time before the job was done.": gettext_lazy(
        "Its worker was stopped each time before the job was done."
    ),
}
_UNFORESEEN = "Something nobody foresaw: "


def words_of_kind(kind: str) -> str:
    """The words for a kind of job; its own name where it has none.

    >>> words_of_kind("project_facts")
    'project_facts'
    """
    return str(_KINDS.get(kind, kind))


def words_of_error(text: str | None) -> str:
    """A problem or hint of a job in the reader's language, where its words are known."""
    if not text:
        return ""
    if text.startswith(_UNFORESEEN):
        kind = text.removeprefix(_UNFORESEEN).rstrip(".")
        return _("Something nobody foresaw: %(kind)s.") % {"kind": kind}
    return str(_SENTENCES[text]) if text in _SENTENCES else in_words(text)
