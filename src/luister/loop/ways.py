"""Ways: what letters are sent by, made of the settings that a door has read."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from luister.invitations.delivery import SENT, Outcome, Parcel, Way
from luister.invitations.file_channel import FileChannel
from luister.invitations.http_channel import HttpChannel, HttpSettings
from luister.invitations.mail_policy import PROBLEMS, MailHint, mail_hints
from luister.invitations.readiness import MAIL
from luister.invitations.smtp_channel import SmtpChannel, SmtpSettings
from luister.invitations.text_records import text_records

Smtp, Gateway, Hint = SmtpSettings, HttpSettings, MailHint
TAKEN = SENT
MAIL_WAY = MAIL
HINT_PROBLEMS = PROBLEMS
"""What may be wrong with a record, in words."""


def ways(
    *,
    smtp: SmtpSettings | None = None,
    gateways: Mapping[str, HttpSettings] | None = None,
    folders: Mapping[str, Path] | None = None,
) -> dict[str, Way]:
    """The ways of sending by name: mail where there is a server for it, gateways, and folders for trials."""
    found = {
        name: Way(partial(HttpChannel, settings), is_idempotent=True)
        for name, settings in (gateways or {}).items()
    }
    for name, folder in (folders or {}).items():
        found[name] = Way(partial(FileChannel, folder), is_idempotent=True)
    if smtp is not None:
        found[MAIL] = Way(partial(SmtpChannel, smtp))
    return found


def try_out(way: Way, parcel: Parcel) -> Outcome:
    """What became of a letter sent to try the way with.

    Raises:
        StoreError: the other side does not answer.
    """
    channel = way.opened()
    try:
        return channel.deliver(parcel, lambda: None)
    finally:
        channel.close()


def hints(sender: str, *, selector: str = "", name_server: str = "") -> list[MailHint]:
    """What DNS holds so that mail from `sender` arrives (SPF, DKIM, DMARC), and what to add.

    DNS out of reach is told and is no fault: `is_well` is None then.
    """
    return mail_hints(sender, selector=selector, records=text_records(name_server))
