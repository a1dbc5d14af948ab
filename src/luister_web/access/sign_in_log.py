"""Logs who came in, who went out, who was refused, and who chose a new password."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from luister_web.access.audit import record
from luister_web.access.models import Action, AuditEntry, User

_SIGN_IN = "sign-in"


@receiver(user_logged_in)
def signed_in(request: HttpRequest | None, user: User, **_more: object) -> None:
    """Logs a sign-in with the address it came from."""
    record(user, Action.SIGNED_IN, _SIGN_IN, _address(request))


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: User | None, **_more: object) -> None:
    """Logs a sign-out; a session that was no longer anybody's is not told."""
    if user is not None:
        record(user, Action.SIGNED_OUT, _SIGN_IN, _address(request))


@receiver(user_login_failed)
def refused(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_more: object
) -> None:
    """Logs the name that was tried, as it was typed, and the address it came from."""
    name = str(credentials.get("username") or credentials.get("email") or "")
    AuditEntry.objects.create(
        who=name[:254], action=Action.SIGN_IN_FAILED, object=_SIGN_IN, detail=_address(request)
    )


@receiver([password_changed, password_reset])
def password_chosen(request: HttpRequest, user: User, **_more: object) -> None:
    """Logs that a person chose a new password, by themselves or by a letter."""
    record(user, Action.CHANGED, "own password", _address(request))


def _address(request: HttpRequest | None) -> str:
    if request is None or "REMOTE_ADDR" not in request.META:
        return ""
    return str(get_adapter().get_client_ip(request))
