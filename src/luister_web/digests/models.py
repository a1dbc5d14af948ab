"""What each person wants to be told, and the channels of the organisation."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from luister_web.access.models import Role, Unit, User


class Rhythm(models.TextChoices):
    """How often a digest comes."""

    DAILY = "daily", _("Every working day")
    WEEKLY = "weekly", _("Every Monday")
    NEVER = "never", _("Never")


class Shape(models.TextChoices):
    """The chat programs that take messages."""

    SLACK = "slack", _("Slack")
    TEAMS = "teams", _("Microsoft Teams")


class Wishes(models.Model):
    """What one person wants to be told by mail; without a row, what suits the role."""

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="wishes"
    )
    rhythm = models.CharField(_("digest"), max_length=10, choices=Rhythm.choices)
    digest_at = models.TimeField(_("at what time"), default=time(7, 30))
    alarms = models.BooleanField(_("Alarms: mail me at once"), default=False)
    cases = models.BooleanField(
        _("My cases: mail me at once when I get one, or one is overdue"), default=True
    )
    quiet_from = models.TimeField(_("quiet from"), default=time(20))
    quiet_until = models.TimeField(_("quiet until"), default=time(7))
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        blank=True,
        help_text=_("As Europe/Amsterdam. Empty: that of the organisation."),
    )


class ChatPlace(models.Model):
    """A channel of a chat program that is told of alarms and cases; of the whole house, or of one unit."""

    name = models.CharField(_("name"), max_length=100)
    shape = models.CharField(_("program"), max_length=10, choices=Shape.choices)
    url = models.CharField(
        _("address"),
        max_length=2000,
        help_text=_(
            "The address of the incoming webhook, as the program gives it. It is a secret."
        ),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("about"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        help_text=_("Empty: the whole organisation."),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=[("nl", "Nederlands"), ("en", "English")]
    )
    alarms = models.BooleanField(_("alarms"), default=True)
    cases = models.BooleanField(_("cases"), default=True)
    is_on = models.BooleanField(default=True)

    class Meta:
        """What Django is to know."""

        ordering: ClassVar[tuple[str, ...]] = ("name", "id")

    def __str__(self) -> str:
        return self.name


_BY_ROLE = {
    Role.TEAM_LEADER: Rhythm.DAILY,
    Role.ANALYST: Rhythm.NEVER,
    Role.ADMINISTRATOR: Rhythm.NEVER,
}


def wishes_of(user: User) -> Wishes:
    """What a person wants to be told: as they chose, or as suits the role."""
    known = Wishes.objects.filter(user=user).first()
    return known or Wishes(user=user, rhythm=_BY_ROLE.get(Role(user.role), Rhythm.WEEKLY))
