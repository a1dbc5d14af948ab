"""An invitation as a letter: text and page in one mail, with the way out in its headings."""

import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr

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


def letter(message: Message, filling: Filling, envelope: Envelope, *, at: datetime) -> bytes:
    """The mail as it goes out, with one-click unsubscribe.

    The receiver's program shows its own button for List-Unsubscribe only where the mail is signed
    (DKIM) by the server that sends it, with both headings under the signature. Written line by
    line: the standard library's own builder takes ten times as long, and ten thousand are many.

    Source: RFC 8058 for one-click, RFC 2369 for List-Unsubscribe, RFC 3834 for Auto-Submitted.
    """
    name, address = parseaddr(envelope.sender)
    page = html_text(message, filling, language=envelope.language)
    boundary = f"=_{envelope.token}"  # Quoted-printable text never holds "=_".
    headings = {
        "From": formataddr((_one_line(name or filling.organisation), address)),
        "To": envelope.to,
        "Subject": Header(subject(message, filling), "utf-8", header_name="Subject").encode(
            linesep="\r\n"
        ),
        "Date": format_datetime(at),
        "Message-ID": message_id(envelope.token, envelope.ordinal, _domain(address)),
        "List-Unsubscribe": f"<{filling.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": envelope.language,
        # An absence reply is of no use to anybody; a bounce still comes.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{boundary}"',
    }
    head = "".join(f"{heading}: {value}\r\n" for heading, value in headings.items())
    parts = b"".join(
        f"\r\n--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
        + _quoted(text)
        for kind, text in (("plain", plain_text(message, filling)), ("html", page))
    )
    return head.encode() + parts + f"\r\n--{boundary}--\r\n".encode()


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


def _quoted(text: str) -> bytes:
    lines = "\r\n".join(text.splitlines()) + "\r\n"
    return binascii.b2a_qp(lines.encode(), istext=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _domain(address: str) -> str:
    domain = address.rpartition("@")[2]
    if not domain or "@" not in address:
        raise MappingError(f"The sender {address!r} is no address.", hint="Set mail.sender.")
    return domain
