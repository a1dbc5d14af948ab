"""An invitation as a letter: text and page in one mail, with the way out in its headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from luister.errors import MappingError
from luister.invitations.message import Filling, Message, html_text, plain_text, subject

FIRST = 0
"""The ordinal of the invitation itself; reminders are 1, 2, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """From whom and to whom; `sender` is an address, or a name and an address in angle brackets."""

    sender: str
    to: str
    token: str
    ordinal: int
    language: str


def letter(
    message: Message, filling: Filling, envelope: Envelope, *, at: datetime
) -> EmailMessage:
    """The mail, with one-click unsubscribe.

    The receiver's program shows its own button for List-Unsubscribe only where the mail is signed
    (DKIM) by the server that sends it, with both headings under the signature.

    Source: RFC 8058 for one-click, RFC 2369 for List-Unsubscribe, RFC 3834 for Auto-Submitted.
    """
    mail = EmailMessage(policy=SMTP)
    name, address = parseaddr(envelope.sender)
    domain = _domain(address)
    mail["From"] = Address(display_name=name or filling.organisation, addr_spec=address)
    mail["To"] = Address(addr_spec=envelope.to)
    mail["Subject"] = subject(message, filling)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(envelope.token, envelope.ordinal, domain)
    mail["List-Unsubscribe"] = f"<{filling.unsubscribe}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["Content-Language"] = envelope.language
    # An absence reply is of no use to anybody; a bounce still comes.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail.set_content(plain_text(message, filling), cte="quoted-printable")
    page = html_text(message, filling, language=envelope.language)
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    return mail


def message_id(token: str, ordinal: int, domain: str) -> str:
    """The name of one letter: the same whenever it is made, so that a receiver may tell a double.

    >>> message_id("a-B_9", 1, "example.org")
    '<luister.a-B_9.1@example.org>'
    """
    return f"<luister.{token}.{ordinal}@{domain}>"


def token_of(text: str) -> str | None:
    """The link that a Message-ID of ours names; None where it is no letter of ours.

    >>> token_of("<luister.a-B_9.1@example.org>")
    'a-B_9'
    """
    parts = text.strip().strip("<>").partition("@")[0].split(".")
    return parts[1] if len(parts) == 3 and parts[0] == "luister" and parts[2].isdigit() else None


def words_for(
    messages: Mapping[str, Message], wanted: str | None, fallback: str
) -> tuple[str, Message]:
    """The language and message that fit a person best: their own, its parent, the survey's first.

    Raises:
        MappingError: there is no message at all.
    """
    for language in (wanted, (wanted or "").split("-")[0], fallback, *messages):
        if language and language in messages:
            return language, messages[language]
    raise MappingError("There is no text to send.", hint="Write the invitation in one language.")


def _domain(address: str) -> str:
    domain = address.rpartition("@")[2]
    if not domain or "@" not in address:
        raise MappingError(f"The sender {address!r} is no address.", hint="Set mail.sender.")
    return domain
