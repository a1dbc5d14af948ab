"""Opting out: by one click of a mail program, or on a page that asks once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from luister.loop import bounce
from luister_web.current_home import home


# Exempt: a mail program posts without ever having seen the page (RFC 8058), and whoever can forge
# the post has the secret link.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A POST opts the person behind the link out; a GET only asks, since mail scanners open every link.

    Source: RFC 8058, section 3.
    """
    language = bounce.language_of(home(), token)
    if language is None:
        raise Http404
    if request.method == "POST":
        bounce.unsubscribe(home(), token, now=timezone.now())
    # The language of the letter, where these pages speak it.
    spoken = translation.get_supported_language_variant(language) if _speaks(language) else None
    with translation.override(spoken or translation.get_language()):
        page = "done" if request.method == "POST" else "ask"
        answer = render(request, f"unsubscribe/{page}.html", {"token": token})
    # The address is the secret: it goes to no other site, and into no index.
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _speaks(language: str) -> bool:
    try:
        translation.get_supported_language_variant(language)
    except LookupError:
        return False
    return True
