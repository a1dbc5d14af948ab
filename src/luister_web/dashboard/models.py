"""Views that people keep for themselves or share."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from luister_web.access.models import Role

EVERYBODY = "everybody"


class SavedView(models.Model):
    """An address with a name. It holds no numbers: who opens it sees what they may see."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=80)
    address = models.CharField(max_length=2000)
    shared_with = models.CharField(
        _("shared with"),
        max_length=20,
        blank=True,
        choices=[(EVERYBODY, _("Everybody")), *Role.choices],
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Views by name; a person names each differently."""

        ordering = ("name", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("owner", "name"), name="view_name_once_per_owner")
        ]

    def __str__(self) -> str:
        return self.name
