"""Reads the mails of a mailbox on a mail server, each once, and leaves or moves them."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from luister.errors import StoreError

_TIMEOUT = 60.0
_LIMIT = 1 << 20  # bytes of a mail: a report tells what matters at its start
_BROKEN = (imaplib.IMAP4.error, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImapSettings:
    """Where returned mail lies; reports go to the folder `move_to`, or stay where it is empty.

    Without a `host` no mailbox is meant. `encryption` is tls, starttls or none.
    """

    host: str = ""
    port: int = 993
    user: str = ""
    password: str = field(default="", repr=False)
    encryption: str = "tls"
    folder: str = "INBOX"
    move_to: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a folder was read: up to this number, as long as its numbers hold (`validity`).

    Source: RFC 3501, section 2.3.1.1.
    """

    validity: int = 0
    uid: int = 0


class ImapMailbox:
    """One connection to the folder; without `move_to` it is opened for reading only."""

    def __init__(self, settings: ImapSettings) -> None:
        """Connects.

        Raises:
            StoreError: the server does not answer, does not let us in, or has no such folder.
        """
        self._settings = settings
        with self._told():
            self._server = _connected(settings)
            self._server.login(settings.user, settings.password)
            self._asked(
                self._server.select(_quoted(settings.folder), readonly=not settings.move_to)
            )
            (validity,) = self._server.response("UIDVALIDITY")[1]
        self.validity = int(validity or 0)

    def mails(self, after: int, *, most: int) -> Iterator[tuple[int, bytes]]:
        """Number and content of the mails behind a number, the oldest first; none is marked as seen.

        Raises:
            StoreError: the connection broke.
        """
        with self._told():
            found = self._asked(self._server.uid("SEARCH", f"UID {after + 1}:*"))
            # "*" is the last mail, whatever its number.
            numbers = sorted(int(one) for one in (found[0] or b"").split() if int(one) > after)
            for number in numbers[:most]:
                parts = self._asked(
                    self._server.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{_LIMIT}>)")
                )
                yield number, next((part[1] for part in parts if isinstance(part, tuple)), b"")

    def put_away(self, number: int) -> None:
        """Moves a mail where the settings say; it stays where they say nothing.

        Source: RFC 6851; where the server knows no MOVE, copied and then removed alone (RFC 4315).

        Raises:
            StoreError: the server does not do so.
        """
        if not self._settings.move_to:
            return
        uid, target = str(number), _quoted(self._settings.move_to)
        with self._told():
            if "MOVE" in self._server.capabilities:
                self._asked(self._server.uid("MOVE", uid, target))
                return
            self._asked(self._server.uid("COPY", uid, target))
            self._asked(self._server.uid("STORE", uid, "+FLAGS.SILENT", "(\\Deleted)"))
            if "UIDPLUS" in self._server.capabilities:
                self._asked(self._server.uid("EXPUNGE", uid))

    def close(self) -> None:
        """Ends the connection."""
        with contextlib.suppress(*_BROKEN):
            self._server.logout()

    def _asked(self, answer: tuple[str, list[Any]]) -> list[Any]:
        state, found = answer
        if state != "OK":
            raise imaplib.IMAP4.error(str(found))
        return found

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            why = " ".join(str(error).split())[:200]
            if self._settings.password:
                why = why.replace(self._settings.password, "...")
            raise StoreError(
                f"The mailbox at {self._settings.host} cannot be read: {why}.",
                hint="Check [mailbox] in luister.toml.",
            ) from None


def _connected(settings: ImapSettings) -> imaplib.IMAP4:
    if settings.encryption == "tls":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(
            settings.host, settings.port, ssl_context=context, timeout=_TIMEOUT
        )
    server = imaplib.IMAP4(settings.host, settings.port, timeout=_TIMEOUT)
    if settings.encryption == "starttls":
        server.starttls(ssl.create_default_context())
    return server


def _quoted(name: str) -> str:
    escaped = re.sub(r'([\\"])', r"\\\1", name)
    return f'"{escaped}"'
