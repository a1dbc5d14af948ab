"""Our own choices where allauth lets a house choose."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from luister_web.access.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; after sign-in comes one's own start page."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's form
        """False: an administrator adds people."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The person's start page, else the dashboard."""
        user = request.user
        return (user.start_page if isinstance(user, User) else "") or "/"
