"""Reads what mail servers send back: letters that could not be delivered, and complaints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr

from luister.invitations.letter import token_of

HARD, SOFT, COMPLAINT, OPT_OUT = "hard", "soft", "complaint", "opt-out"
"""A letter never arrives there; not this time; it was called unwanted; or the person asks for no more."""

_LIMIT = 1 << 20
_OUR_ID = re.compile(rb"<luister\.[A-Za-z0-9_-]+\.\d+@[^>\s]+>")
# These say "you, sender, are not welcome", not "this box does not exist".
_POLICY = re.compile(r"5\.7\.\d+|5\.3\.\d+|5\.4\.\d+")


@dataclass(frozen=True, slots=True)
class ReturnedMail:
    """What became of one letter: its link where the mail tells it, else the address it went to."""

    kind: str
    token: str | None
    address: str | None
    why: str = ""


def returned(raw: bytes) -> list[ReturnedMail]:
    """What a mail tells of letters of ours; nothing where it is no report, such as an absence reply.

    A report of a success or a delay says nothing that matters. A refusal for reasons of policy or
    of the network is soft: the address itself is good.

    Source: RFC 3464 (delivery reports), RFC 3463 (status codes), RFC 5965 (complaints).
    """
    raw = raw[:_LIMIT]
    mail = message_from_bytes(raw, policy=default)
    kind = mail.get_param("report-type", header="content-type")
    token = _our_token(raw)
    if kind == "delivery-status":
        return [one for part in _parts(mail) for one in _failures(part, token)]
    if kind == "feedback-report":
        return [_complaint(mail, token)]
    return []


def _parts(mail: Message) -> Iterator[Message]:
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            # The first block is about the letter, each further one about a recipient.
            yield from (
                (one for one in blocks if isinstance(one, Message))
                if isinstance(blocks, list)
                else ()
            )


def _failures(block: Message, token: str | None) -> Iterator[ReturnedMail]:
    if str(block.get("Action", "")).strip().lower() != "failed":
        return
    status = str(block.get("Status", "")).strip()
    address = _typed(str(block.get("Original-Recipient") or block.get("Final-Recipient") or ""))
    is_hard = status.startswith("5") and not _POLICY.match(status) and status != "5.2.2"
    why = " ".join(str(block.get("Diagnostic-Code") or status).split())[:300]
    yield ReturnedMail(HARD if is_hard else SOFT, token, address, why)


def _complaint(mail: Message, token: str | None) -> ReturnedMail:
    fields: Message = EmailMessage()
    for part in mail.walk():
        if part.get_content_type() == "message/feedback-report":
            fields = _fields(part)
    address = parseaddr(
        str(fields.get("Original-Rcpt-To") or fields.get("Removal-Recipient") or "")
    )
    kind = str(fields.get("Feedback-Type", "abuse")).strip().lower()
    known = OPT_OUT if kind in {"opt-out", "opt-out-list"} else COMPLAINT
    return ReturnedMail(known, token, address[1].lower() or None, kind)


def _fields(part: Message) -> Message:
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    content = part.get_payload(decode=True)
    return message_from_bytes(content if isinstance(content, bytes) else b"", policy=default)


def _our_token(raw: bytes) -> str | None:
    found = _OUR_ID.search(raw)
    return token_of(found[0].decode("ascii")) if found else None


def _typed(text: str) -> str | None:
    """The address behind "rfc822;"."""
    address = parseaddr(text.rpartition(";")[2].strip())[1]
    return address.lower() or None
