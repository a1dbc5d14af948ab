"""What every template knows about the reader."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from luister_web.access.models import Theme, User
from luister_web.access.rights import rights_of


def access(request: HttpRequest) -> dict[str, object]:
    """`rights` ("export" in rights), `theme` (system, light or dark), `house_name`."""
    user = getattr(request, "user", None)
    return {
        "rights": SimpleLazyObject(lambda: rights_of(user) if user else frozenset()),
        "theme": user.theme if isinstance(user, User) else Theme.SYSTEM.value,
        "house_name": settings.LUISTER.name,
    }
