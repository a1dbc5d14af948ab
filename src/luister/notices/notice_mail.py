"""A notice as a mail: one letter with a plain twin, which says that a machine wrote it."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from luister.errors import MappingError


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMail:
    """From whom, to whom, and what; `stop` is the whole address at which one may stop such mails."""

    sender: str
    organisation: str
    to: str
    key: str
    language: str
    subject: str
    plain: str
    page: str
    stop: str


def mail_bytes(mail: NoticeMail, *, at: datetime) -> bytes:
    """The mail as it goes out. The same key gives the same Message-ID, so that a double can be told.

    Source: RFC 8058 for one-click, RFC 3834 for Auto-Submitted.

    Raises:
        MappingError: sender or receiver is no address.
    """
    name, address = parseaddr(mail.sender)
    domain = address.rpartition("@")[2]
    if "@" not in address or "@" not in mail.to:
        raise MappingError(
            f"The sender {address!r} or the receiver is no address.", hint="Set mail.sender."
        )
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(_one_line(name or mail.organisation), addr_spec=address)
    made["To"] = mail.to
    made["Subject"] = _one_line(mail.subject)
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<luister-notice.{mail.key}@{domain}>"
    made["List-Unsubscribe"] = f"<{mail.stop}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    made.set_content(mail.plain, cte="quoted-printable")
    made.add_alternative(mail.page, subtype="html", cte="quoted-printable")
    # Making it a multipart would take this heading into the first part.
    made["Content-Language"] = mail.language
    return made.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(text.split())
