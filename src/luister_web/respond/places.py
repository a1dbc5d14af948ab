"""Where a survey is filled in: on a page of its own, in another site's widget, or at a kiosk."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http.response import HttpResponseBase
from django.urls import reverse

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place to answer; `is_open` where only an open link can be answered there."""

    name: str
    is_open: bool

    def start(self, link: str) -> str:
        """The address at which somebody begins here."""
        name = {"page": "start", "widget": "widget", "kiosk": "kiosk_start"}[self.name]
        return reverse(f"respond:{name}", args=[link])

    def filling(self, link: str, key: str | None, **query: object) -> str:
        """The address of one filling here; a personal link needs no key."""
        if key is None:
            path = reverse("respond:start", args=[link])
        else:
            name = {"page": "filling", "widget": "widget_filling", "kiosk": "kiosk_filling"}
            path = reverse(f"respond:{name[self.name]}", args=[link, key])
        told = {name: value for name, value in query.items() if value not in (None, "")}
        return f"{path}?{urlencode(told)}" if told else path


PAGE = Place("page", is_open=False)
WIDGET = Place("widget", is_open=True)
KIOSK = Place("kiosk", is_open=True)


def protect(response: HttpResponseBase, place: Place, hosts: tuple[str, ...] = ()) -> None:
    """Puts on an answer who may show it in a frame, and that nobody keeps, indexes or passes on its address."""
    ancestors = {"page": "'none'", "widget": " ".join(hosts) or "'none'", "kiosk": "'self'"}
    response.headers["Content-Security-Policy"] = _POLICY + ancestors[place.name]
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers.setdefault("Cache-Control", "no-store")
    if place.name == "kiosk":
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    elif place.name == "widget":
        # The older header knows no list of hosts; the policy above decides.
        response.xframe_options_exempt = True  # type: ignore[attr-defined]
