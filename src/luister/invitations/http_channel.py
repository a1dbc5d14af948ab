"""Hands letters to another program over HTTP: an SMS gateway, an app, a printer of letters."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from luister.errors import StoreError
from luister.invitations.delivery import LATER, REFUSED, SENT, Outcome, Parcel

_TIMEOUT = 30.0
_MOST_TOLD = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """Where the other program listens, and the token that it knows us by."""

    url: str
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuses what is no address of a web server."""
        if not self.url.startswith(("https://", "http://")):
            raise StoreError(f"{self.url!r} is no web address.", hint="Write https://...")


class HttpChannel:
    """Posts `{"key", "to", "text", "link", "language"}` as JSON, with the key in Idempotency-Key.

    2xx means taken over, 408, 409, 425, 429 and 5xx means later, anything else means no. The other
    side must take a key once, however often it comes.
    """

    def __init__(self, settings: HttpSettings) -> None:
        """Keeps the settings; each letter is a request of its own."""
        self._settings = settings
        self._opener = urllib.request.build_opener(_NoRedirect)

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> Outcome:
        """What became of the letter.

        Raises:
            StoreError: the other side does not answer.
        """
        handing()
        try:
            with self._opener.open(self._request(parcel), timeout=_TIMEOUT) as answer:
                answer.read(1 << 16)
            return Outcome(SENT)
        except urllib.error.HTTPError as error:
            return _turned_down(error)
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            raise StoreError(
                f"{self._settings.url} does not answer: {error}.",
                hint="Check the channel in luister.toml.",
            ) from None

    def close(self) -> None:
        """Has nothing to let go of."""

    def _request(self, parcel: Parcel) -> urllib.request.Request:
        names = ("key", "to", "text", "link", "language")
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": parcel.key,
            "User-Agent": "Luister",
        }
        if self._settings.token:
            headers["Authorization"] = f"Bearer {self._settings.token}"
        body = json.dumps({name: getattr(parcel, name) for name in names}).encode()
        return urllib.request.Request(
            self._settings.url, data=body, headers=headers, method="POST"
        )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: the token is for one address."""

    def redirect_request(self, *_arguments: object) -> None:
        """Follows no redirect."""


def _turned_down(error: urllib.error.HTTPError) -> Outcome:
    with error:
        said = error.read(_MOST_TOLD).decode("utf-8", errors="replace")
    text = f"{error.code} {' '.join(said.split())}"[:_MOST_TOLD]
    is_later = error.code in {408, 409, 425, 429} or error.code >= 500
    return Outcome(LATER if is_later else REFUSED, text)
