"""Sends mail through a mail server, and tells just before a letter may have been taken over."""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr

from luister.errors import StoreError
from luister.invitations.delivery import LATER, REFUSED, SENT, UNSURE, Outcome, Parcel

_TIMEOUT = 60.0
_BROKEN = (smtplib.SMTPServerDisconnected, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSettings:
    """Where mail leaves; `encryption` is none, starttls or tls. Bounces come to `bounces`, else to the sender."""

    host: str
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    encryption: str = "none"
    bounces: str = ""


class SmtpChannel:
    """One connection to a mail server, opened at the first letter and again after it broke."""

    def __init__(self, settings: SmtpSettings) -> None:
        """Connects at the first letter."""
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> Outcome:
        """What became of the letter.

        Raises:
            StoreError: the server does not answer, or does not let us in.
        """
        if not parcel.mail:
            return Outcome(REFUSED, "A letter needs a mail.")
        server = self._server or self._connected()
        handed = False

        def told() -> None:
            nonlocal handed
            handing()
            handed = True

        try:
            outcome = _handed_over(server, parcel, self._sender(parcel), told)
        except _BROKEN as error:
            self.close()
            why = f"The connection broke: {error}."
            return Outcome(UNSURE if handed else LATER, why)
        if outcome.state != SENT:
            self._clean(server)
        return outcome

    def close(self) -> None:
        """Says goodbye to the server."""
        if self._server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._server.quit()
            self._server.close()
            self._server = None

    def _sender(self, parcel: Parcel) -> str:
        return self._settings.bounces or parseaddr(parcel.sender)[1]

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        try:
            self._server = _opened(settings)
            if settings.user:
                self._server.login(settings.user, settings.password)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise StoreError(
                f"The mail server {settings.host}:{settings.port} cannot be used: {_short(error)}.",
                hint="Check [mail] in luister.toml.",
            ) from None
        return self._server

    def _clean(self, server: smtplib.SMTP) -> None:
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self.close()


def _opened(settings: SmtpSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if settings.encryption == "tls":
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=_TIMEOUT, context=context)
    server = smtplib.SMTP(settings.host, settings.port, timeout=_TIMEOUT)
    if settings.encryption == "starttls":
        server.starttls(context=context)
    server.ehlo_or_helo_if_needed()
    # The final dot goes by itself: it must not wait until the text before it is acknowledged.
    if server.sock is not None:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return server


def _handed_over(
    server: smtplib.SMTP, parcel: Parcel, sender: str, handing: Callable[[], None]
) -> Outcome:
    """What the server said. `smtplib` sends text and final dot at once; here the dot goes by itself.

    Up to the dot the server has no letter; after it, it may. So `handing` stands right before it.
    """
    recipient = parcel.to
    # A letter's own text is all ASCII; an address that is not needs a server that can (SMTPUTF8).
    wide = not (recipient + sender).isascii()
    if wide and not server.has_extn("smtputf8"):
        return Outcome(REFUSED, "The mail server cannot take this address (no SMTPUTF8).")
    options = ("SMTPUTF8",) if wide else ()
    server.command_encoding = "utf-8" if wide else "ascii"
    code, said = server.mail(sender, options)
    if code != 250:
        return _turned_down(code, said)
    code, said = server.rcpt(recipient)
    if code not in {250, 251}:
        return _turned_down(code, said, is_recipient=True)
    code, said = server.docmd("DATA")
    if code != 354:
        return _turned_down(code, said)
    server.send(re.sub(rb"(?m)^\.", b"..", parcel.mail))
    handing()
    server.send(b".\r\n")
    code, said = server.getreply()
    return Outcome(SENT) if code == 250 else _turned_down(code, said)


def _turned_down(code: int, said: bytes, *, is_recipient: bool = False) -> Outcome:
    text = f"{code} {said.decode('utf-8', errors='replace')}"[:300]
    if not 500 <= code < 600:
        return Outcome(LATER, text)
    # 5.1.x: no such box or domain. 550 without such a code is used for it too, and for policy (5.7.x).
    enhanced = re.match(r"\d{3} (5\.\d{1,3})\.\d{1,3}", text)
    is_bounce = is_recipient and (
        enhanced[1] in {"5.1", "5.2"} if enhanced else code in {550, 551, 553}
    )
    return Outcome(REFUSED, text, is_bounce)


def _short(error: Exception) -> str:
    # An error of sign-in holds what the server said, never the password.
    return " ".join(str(error).split())[:200]
