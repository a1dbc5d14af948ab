"""One attempt to send one message."""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from luister.webhooks.address import Target

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
_AGENT = "Luister-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt: the receiver's status, or why there was none.

    `wait` is how many seconds the receiver asks to be left alone.
    """

    status: int | None
    error: str = ""
    wait: int | None = None

    @property
    def is_received(self) -> bool:
        """True where the receiver took the message."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """True where the receiver wants no message ever again."""
        return self.status == 410


_LATE = Outcome(None, "No answer in time.")


def send(
    target: Target,
    body: bytes,
    headers: Mapping[str, str],
    *,
    trust: ssl.SSLContext | None = None,
    total: float = TOTAL_SECONDS,
) -> Outcome:
    """What came of sending `body` to `target.address`, and to no other: no redirect is followed.

    The whole takes `total` seconds at most, however slowly the receiver answers; of the answer only the
    status is read.
    """
    connection = _Pinned(target, trust, total)
    timer = threading.Timer(total, connection.break_off)
    timer.daemon = True
    timer.start()
    try:
        connection.request("POST", target.path, body, {**_fixed(target), **headers})
        outcome = _outcome(connection.getresponse())
        # What was broken off may look like a short answer.
        return _LATE if connection.is_broken_off else outcome
    except TimeoutError:
        return _LATE
    except ssl.SSLError as error:
        return Outcome(None, f"No safe connection: {error.reason or 'the certificate is wrong'}.")
    except (OSError, http.client.HTTPException) as error:
        if connection.is_broken_off:
            return _LATE
        return Outcome(None, f"No connection: {type(error).__name__}.")
    finally:
        timer.cancel()
        connection.close()


def _fixed(target: Target) -> dict[str, str]:
    default = 443 if target.is_secure else 80
    host = f"[{target.host}]" if ":" in target.host else target.host
    return {
        "Host": host if target.port == default else f"{host}:{target.port}",
        "Content-Type": "application/json",
        "User-Agent": _AGENT,
        "Connection": "close",
    }


def _outcome(answer: http.client.HTTPResponse) -> Outcome:
    told = answer.getheader("Retry-After", "")
    wait = int(told) if told.isdecimal() and len(told) < 7 else None
    if 200 <= answer.status < 300:
        return Outcome(answer.status)
    if 300 <= answer.status < 400:
        return Outcome(answer.status, f"Answered {answer.status}: redirects are not followed.")
    return Outcome(answer.status, f"Answered {answer.status}.", wait)


class _Pinned(http.client.HTTPConnection):
    """A connection to the one address that was found; the certificate is asked for the name."""

    def __init__(self, target: Target, trust: ssl.SSLContext | None, total: float) -> None:
        super().__init__(target.host, target.port, timeout=min(CONNECT_SECONDS, total))
        self._target = target
        self._trust = trust
        self._total = total
        self.is_broken_off = False

    def connect(self) -> None:
        """Opens the line."""
        self.sock = socket.create_connection(
            (self._target.address, self._target.port), min(CONNECT_SECONDS, self._total)
        )
        if self._target.is_secure:
            context = self._trust or ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._target.host)
        self.sock.settimeout(self._total)

    def break_off(self) -> None:
        """Ends the line from outside: a receiver that sends a byte now and then is not waited for."""
        self.is_broken_off = True
        line = self.sock
        if line is not None:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # It had ended by itself.
