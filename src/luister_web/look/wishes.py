"""What a reader wishes of the look: light or dark, Dutch or English. Kept with the person."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from luister_web.access.models import Theme
from luister_web.access.rights import person


@require_POST
def theme(request: HttpRequest) -> HttpResponseBase:
    """Back to the page, in the colours asked for; a wish nobody offered is passed over."""
    user, wish = person(request), request.POST.get("theme", "")
    if wish in Theme.values:
        user.theme = wish
        user.save(update_fields=["theme"])
    return _page_before(request)


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Back to the page, in the language asked for; one we do not speak is passed over."""
    user, wish = person(request), request.POST.get("language", "")
    if wish in dict(settings.LANGUAGES):
        user.language = wish
        user.save(update_fields=["language"])
    return _page_before(request)


def _page_before(request: HttpRequest) -> HttpResponseBase:
    """The way to the page the wish came from, where it is one of ours; else to the front page."""
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(page if ours else "/")
