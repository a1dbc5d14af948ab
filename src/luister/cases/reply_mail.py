"""A reply as a mail: plain and as a page, in the thread, with what the customer said below it."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr

from luister.errors import MappingError

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_ID = re.compile(r"<luister-case\.([A-Za-z0-9_-]+)@[^>\s]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLetter:
    """One letter of a case. `quoted` is what the customer said; `thread` the Message-IDs before it."""

    token: str
    sender: str
    organisation: str
    to: str
    subject: str
    text: str
    language: str
    quoted: str = ""
    thread: Sequence[str] = ()


def reply_id(token: str, domain: str) -> str:
    """The Message-ID of a letter: the same whenever it is made, so that a receiver may tell a double.

    >>> reply_id("a-B_9", "example.org")
    '<luister-case.a-B_9@example.org>'
    """
    return f"<luister-case.{token}@{domain}>"


def checked_token(token: str) -> str:
    """The token, once it is sure that it can stand in a Message-ID; MappingError where it cannot."""
    if not _TOKEN.fullmatch(token):
        raise MappingError("The form is broken.", hint="Open the page once more.")
    return token


def tokens_in(text: str) -> list[str]:
    """The letters of ours that Message-IDs in a text name, the last first: a thread grows at its end.

    >>> tokens_in("<x@y> <luister-case.a1@example.org> <luister-case.b2@example.org>")
    ['b2', 'a1']
    """
    return list(reversed(_ID.findall(text)))


def reply_mail(letter: ReplyLetter, *, at: datetime) -> bytes:
    """The mail as it goes out, with lines that end as SMTP wants them.

    Source: RFC 5322, 3.6.4 for In-Reply-To and References; RFC 3676 for the quoted lines.

    Raises:
        MappingError: the sender is no address.
    """
    name, address = parseaddr(letter.sender)
    domain = address.rpartition("@")[2]
    if not domain or "@" not in address:
        raise MappingError(f"The sender {letter.sender!r} is no address.", hint="Set mail.sender.")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((" ".join((name or letter.organisation).split()), address))
    mail["To"] = letter.to
    mail["Subject"] = " ".join(letter.subject.split())
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = reply_id(letter.token, domain)
    if letter.thread:
        mail["In-Reply-To"] = letter.thread[-1]
        mail["References"] = " ".join(letter.thread)
    mail.set_content(_plain(letter), cte="quoted-printable")
    mail.add_alternative(_page(letter), subtype="html", cte="quoted-printable")
    # Last, of the whole letter: a second part takes the headers about content along into the first.
    mail["Content-Language"] = letter.language
    return mail.as_bytes()


def _plain(letter: ReplyLetter) -> str:
    quoted = "\n".join(f"> {line}" for line in letter.quoted.strip().splitlines())
    return f"{letter.text.strip()}\n" + (f"\n{quoted}\n" if quoted else "")


def _page(letter: ReplyLetter) -> str:
    """The text as a small page: no picture, no script; what people wrote is text and stays text."""
    paragraphs = "".join(
        f'<p style="margin:0 0 16px">{html.escape(part.strip()).replace(chr(10), "<br>")}</p>'
        for part in re.split(r"\n\s*\n", letter.text.strip())
    )
    quoted = html.escape(letter.quoted.strip()).replace("\n", "<br>")
    below = (
        '<blockquote style="margin:16px 0;padding-left:12px;border-left:3px solid #767676;'
        f'color:#444">{quoted}</blockquote>'
        if quoted
        else ""
    )
    language = html.escape(letter.language, quote=True)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"></head>'
        '<body style="margin:0;padding:16px;font:16px/1.5 sans-serif;color:#1a1a1a;background:#fff">'
        f'<main style="max-width:560px;margin:0 auto">{paragraphs}{below}</main></body></html>'
    )
