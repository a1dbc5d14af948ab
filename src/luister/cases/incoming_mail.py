"""What a customer mails back: to which letter of ours, from whom, and the words without the thread below."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from luister.cases.reply_mail import tokens_in

_LIMIT = 1 << 20
_LONGEST = 20_000
# "On Tuesday ... wrote:" and its Dutch twin stand right above what is quoted.
_ABOVE_QUOTE = re.compile(
    r"^(On\b.*\bwrote:|Op\b.*\bschreef\b.*:|-+ ?(Original|Oorspronkelijk).*)$"
)


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """A mail that answers letters of ours: their tokens, the last first, who wrote it, and what."""

    tokens: tuple[str, ...]
    message_id: str
    address: str
    subject: str
    text: str
    left_out: int
    """How many attachments were not taken."""


def incoming(raw: bytes) -> IncomingMail | None:
    """The mail, where it answers a letter of a case; None for anything else, such as an absence reply.

    Source: RFC 5322, 3.6.4 (In-Reply-To, References), RFC 3834 (Auto-Submitted).
    """
    mail = message_from_bytes(raw[:_LIMIT], policy=default)
    threads = f"{mail.get('References', '')} {mail.get('In-Reply-To', '')}"
    tokens = tuple(dict.fromkeys(tokens_in(threads)))
    is_automatic = str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
    if not tokens or is_automatic or not isinstance(mail, EmailMessage):
        return None
    return IncomingMail(
        tokens=tokens,
        message_id=" ".join(str(mail.get("Message-ID", "")).split())[:500],
        address=parseaddr(str(mail.get("From", "")))[1].lower()[:320],
        subject=" ".join(str(mail.get("Subject", "")).split())[:300],
        text=_own_words(_text(mail))[:_LONGEST],
        left_out=sum(1 for _ in mail.iter_attachments()),
    )


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, KeyError):  # An alphabet or a form that nobody knows.
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return text if body.get_content_type() == "text/plain" else _without_marks(text)


def _without_marks(page: str) -> str:
    """The text of a page; a mail without a plain twin is rare, so this stays simple."""
    text = re.sub(r"(?is)<(script|style|head|blockquote).*?</\1>", "", page)
    text = re.sub(r"(?i)<br[^>]*>|</p>|</div>", "\n", text)
    text = re.sub(r"<[^>]*>", "", text)
    for name, sign in (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return text


def _own_words(text: str) -> str:
    """What stands above the quoted thread; all of it where nothing does."""
    lines = text.replace("\r\n", "\n").split("\n")
    own: list[str] = []
    for line in lines:
        if line.startswith(">") or _ABOVE_QUOTE.match(line.strip()):
            break
        own.append(line.rstrip())
    return "\n".join(own).strip() or text.strip()
