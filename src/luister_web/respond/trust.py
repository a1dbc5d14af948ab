"""Whom a post is taken from: our own pages, not too often.

There is no cookie; a token in the address is the authority.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from luister_web.api.rate_limit import RateLimit

_OWN_SITES = frozenset({"same-origin", "none"})

# Many people may share one address, as in an office or at a kiosk; a script that fills in forms is faster.
_answers = RateLimit(per_minute=settings.LUISTER.open_answers_per_minute, burst=120)
_guesses = RateLimit(per_minute=30, burst=60)


def is_own_post(request: HttpRequest) -> bool:
    """True where a post comes from a page of this server, as far as the browser tells.

    Our pages send no referrer, so an old browser says "null" for its origin; a new one says what it is.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _OWN_SITES
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.get_host()


def wait_to_answer(request: HttpRequest) -> int:
    """The seconds until somebody at this address may answer on an open link again; 0 where it may be now."""
    return _answers.wait(visitor_address(request))


def wait_to_guess(request: HttpRequest) -> int:
    """The seconds until this address may try another link, after links that lead nowhere; 0 where it may be now."""
    return _guesses.wait(visitor_address(request))


def visitor_address(request: HttpRequest) -> str:
    """Where the request came from; behind proxies, what the outermost of ours wrote down."""
    proxies = settings.LUISTER.proxies
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(passed) >= proxies:
        return passed[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
