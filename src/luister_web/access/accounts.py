"""Accounts and units made from the command line.

Call `luister_web.start.prepare` first. This module can be imported before that, so it looks the
models up when it is called.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.apps import apps
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string

from luister.errors import LuisterError
from luister_web.access.unit_rows import UnitLike

if TYPE_CHECKING:
    from luister_web.access.models import Unit, User
    from luister_web.access.units import UnitImport


class AccountError(LuisterError):
    """An account that cannot be made; nothing was changed."""


class AccountLike(Protocol):
    """Anything that describes an account; `unit` is the name of a unit, or empty."""

    @property
    def email(self) -> str:
        """With what they sign in."""
        ...

    @property
    def name(self) -> str:
        """The name of the person."""
        ...

    @property
    def role(self) -> str:
        """One of the roles; blanks may stand for underscores."""
        ...

    @property
    def unit(self) -> str:
        """The name of their unit, or empty."""
        ...


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """With what somebody signs in to the demo."""

    email: str
    password: str
    role: str
    username: str


def import_units(rows: Sequence[UnitLike]) -> "UnitImport":
    """What came of taking in `rows`; see units.import_units."""
    done: UnitImport = import_string("luister_web.access.units.import_units")(rows)
    return done


@transaction.atomic
def make_demo_accounts(
    units: Sequence[UnitLike], accounts: Sequence[AccountLike], *, password: str | None = None
) -> list[DemoLogin]:
    """The logins of a demo, after making its units and accounts; all share one password.

    Without `password` one is drawn, so that no two demos open with the same.
    """
    import_units(units)
    shared = password or f"demo-{secrets.randbelow(10_000):04}-{secrets.randbelow(10_000):04}"
    return [_demo_login(account, shared) for account in accounts]


def make_administrator(username: str, password: str, *, name: str = "", email: str = "") -> None:
    """Makes a person who may do everything.

    Raises:
        AccountError: the name is taken, or the password is too weak.
    """
    try:
        validate_password(password)
        _users().objects.make(
            username, password, display_name=name, email=email, role="administrator"
        )
    except ValidationError as error:
        raise AccountError(" ".join(error.messages), hint="Choose another.") from None


def _demo_login(account: AccountLike, password: str) -> DemoLogin:
    role = account.role.replace(" ", "_")
    username = account.email.partition("@")[0]
    units: type[Unit] = apps.get_model("access", "Unit")
    found = units.objects.filter(name=account.unit).first() if account.unit else None
    if account.unit and found is None:
        raise AccountError(f"{account.email}: there is no unit {account.unit}.", hint="Add it.")
    _users().objects.make(
        username,
        password,
        email=account.email,
        display_name=account.name,
        role=role,
        unit=found,
    )
    return DemoLogin(account.email, password, role, username)


def _users() -> "type[User]":
    found: type[User] = apps.get_model("access", "User")
    return found
