"""People, the units they belong to, their keys, and what they did."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is here for; rights.py says what that allows."""

    DIRECTOR = "director", _("Director")
    MANAGER = "manager", _("Manager")
    TEAM_LEADER = "team_leader", _("Team leader")
    EMPLOYEE = "employee", _("Employee")
    ANALYST = "analyst", _("Analyst")
    ADMINISTRATOR = "administrator", _("Administrator")


class UnitKind(models.TextChoices):
    """The levels of the organisation, from the whole to one person."""

    ORGANISATION = "organisation", _("Organisation")
    DEPARTMENT = "department", _("Department")
    TEAM = "team", _("Team")
    EMPLOYEE = "employee", _("Employee")


class Theme(models.TextChoices):
    """Light or dark; by default what the device says."""

    SYSTEM = "system", _("As this device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Unit(models.Model):
    """A part of the organisation; a team or employee names the value by which answers know it."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    dimension = models.CharField(max_length=20, blank=True, editable=False)
    value = models.CharField(
        _("value in the answers"),
        max_length=200,
        blank=True,
        help_text=_("As team or employee is written in the answers. Empty: the name."),
    )

    class Meta:
        """What Django is to know."""

        ordering = ("name", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("dimension", "value"),
                condition=~Q(dimension=""),
                name="unit_once_per_value",
                violation_error_message=_("There is a unit for this value already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's form
        """Keeps the unit; only teams and employees are known in the answers."""
        is_known = self.kind in (UnitKind.TEAM, UnitKind.EMPLOYEE)
        self.dimension = str(self.kind) if is_known else ""
        self.value = (self.value.strip() or self.name) if is_known else ""
        super().save(*args, **kwargs)


class People(BaseUserManager["User"]):
    """The people who may sign in."""

    def make(
        self, username: str, password: str | None, *, email: str = "", **fields: object
    ) -> "User":
        """A new person; without a password they cannot sign in until they have set one."""
        address = self.normalize_email(email)
        user = self.model(username=username, email=address, **fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who may sign in."""

    username = models.CharField(
        _("user name"),
        max_length=100,
        validators=[RegexValidator(r"^[\w.-]+$", _("Use letters, digits, dots and dashes."))],
    )
    display_name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.EMPLOYEE)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    language = models.CharField(
        _("language"),
        max_length=5,
        blank=True,
        choices=[("nl", "Nederlands"), ("en", "English")],
    )
    theme = models.CharField(
        _("colours"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM
    )
    start_page = models.CharField(_("start page"), max_length=2000, blank=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """What Django is to know."""

        ordering = ("username",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_once",
                violation_error_message=_("Somebody has this user name already."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="email_once",
                violation_error_message=_("Somebody has this e-mail address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username


class HiddenComments(models.Model):
    """A role that may not read what customers wrote."""

    role = models.CharField(max_length=20, choices=Role.choices, primary_key=True)


class OnceDone(models.Model):
    """A thing that may happen once in the life of a home; the key makes a second time impossible."""

    name = models.CharField(max_length=50, primary_key=True)


class KeyScope(models.TextChoices):
    """What a key was made for; its owner's rights bound it too."""

    EVERYTHING = "everything", _("Everything that you may do")
    REPORTS = "reports", _("Read reports and answers")
    ANSWERS = "answers", _("Send answers")
    CONTACTS = "contacts", _("Bring in contacts and invite them")
    MAY_CONTACT = "may_contact", _("Ask whether somebody may be contacted")


class ApiKey(models.Model):
    """A key with which a program acts as its owner; only its digest is kept."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="keys")
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    scopes = models.CharField(max_length=100, default=KeyScope.EVERYTHING.value)

    class Meta:
        """What Django is to know."""

        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name

    def may(self, scope: KeyScope) -> bool:
        """True where the key was made for this."""
        return bool({KeyScope.EVERYTHING.value, scope.value} & set(self.scopes.split()))

    @property
    def scope_labels(self) -> list[str]:
        """What the key was made for, in words."""
        return [str(KeyScope(one).label) for one in self.scopes.split()]


class Action(models.TextChoices):
    """What the audit log tells apart."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGNED_OUT = "signed_out", _("Signed out")
    EXPORTED = "exported", _("Exported")
    IMPORTED = "imported", _("Imported")
    UNDONE = "undone", _("Undone")
    MADE = "made", _("Made")
    CHANGED = "changed", _("Changed")
    REMOVED = "removed", _("Removed")
    ERASED = "erased", _("Erased")


class AuditError(TypeError):
    """Somebody tried to change or remove what was logged."""


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Entries can be read and added, nothing else."""

    def update(self, **_kwargs: object) -> int:
        """Refuses.

        Raises:
            AuditError: always.
        """
        raise AuditError("The audit log is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuses.

        Raises:
            AuditError: always.
        """
        raise AuditError("The audit log is never shortened.")


class AuditEntry(models.Model):
    """Something that somebody did. The name is kept as text, so that it outlives the account."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    who = models.CharField(max_length=254, blank=True, db_index=True)
    action = models.CharField(max_length=20, choices=Action.choices, db_index=True)
    object = models.CharField(max_length=500)
    detail = models.TextField(blank=True)

    objects = AuditEntries.as_manager()

    class Meta:
        """What Django is to know."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action} {self.object}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's form
        """Adds the entry.

        Raises:
            AuditError: it was added before.
        """
        if self.pk is not None:
            raise AuditError("The audit log is never changed.")
        super().save(*args, **kwargs)

    def delete(
        self,
        using: str | None = None,  # noqa: ARG002 - Django's form
        keep_parents: bool = False,  # noqa: ARG002
    ) -> tuple[int, dict[str, int]]:
        """Refuses.

        Raises:
            AuditError: always.
        """
        raise AuditError("The audit log is never shortened.")
