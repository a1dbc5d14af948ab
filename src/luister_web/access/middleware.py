"""What happens to every request: closed unless opened, and in the reader's own language."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from luister_web.access.models import User
from luister_web.access.rights import to_sign_in
from luister_web.kept_parts import acted

_OPEN = frozenset(
    {
        "health",
        "first_start",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
)
_OPEN_SPACES = frozenset({"respond", "unsubscribe", "way_out"})  # A token in the address decides.
_KEYS_DECIDE = "/api/v1/"  # The API asks for a key or a session itself.
_SENDERS = "calls"  # What other systems send carries a key or a signature of its own.

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_Next = Callable[[HttpRequest], HttpResponseBase]


class SignInMiddleware:
    """Sends strangers to the sign-in page from every address that is not opened above."""

    def __init__(self, get_response: _Next) -> None:
        """Stands behind authentication."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, unchanged; what a person did shows on the next page."""
        response = self.get_response(request)
        if request.method not in _SAFE and request.user.is_authenticated:
            acted()
        return response

    def process_view(self, request: HttpRequest, *_arguments: object) -> HttpResponseBase | None:
        """The way to the sign-in page, or None where the view may be called."""
        if request.user.is_authenticated or _is_open(request):
            return None
        return to_sign_in(request)


class PreferenceMiddleware:
    """Speaks the language a person chose; LocaleMiddleware has chosen for the others."""

    def __init__(self, get_response: _Next) -> None:
        """Stands behind authentication and LocaleMiddleware."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer in the person's language."""
        user = request.user
        if isinstance(user, User) and user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        return self.get_response(request)


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is not None and _OPEN_SPACES & set(match.namespaces):
        return True
    is_named = match is not None and not match.namespaces and match.url_name in _OPEN
    is_call = match is not None and match.namespaces == [_SENDERS]
    return is_named or is_call or request.path.startswith(_KEYS_DECIDE)
