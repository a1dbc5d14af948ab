"""Writes in the audit log."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from luister_web.access.models import Action, AuditEntry, User

_LONGEST = AuditEntry._meta.get_field("object").max_length or 500


def record(
    who: HttpRequest | User | AnonymousUser | None,
    action: Action | str,
    subject: str,
    detail: str = "",
) -> None:
    """Adds an entry: `who` did `action` to `subject`.

    `who` is a person or the request they made; None is nobody who is known. Write for instance
    `record(request, Action.EXPORTED, "report nps", "12 rows as xlsx")`.
    """
    user = who.user if isinstance(who, HttpRequest) else who
    name = user.username if isinstance(user, User) else ""
    AuditEntry.objects.create(
        who=name, action=Action(action), object=subject[:_LONGEST], detail=detail
    )
