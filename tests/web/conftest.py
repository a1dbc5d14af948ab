"""A home of its own for every test, and the cast: people in a small organisation."""

import shutil
from dataclasses import dataclass, fields, replace

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from luister_web import current_home
from luister_web.access.models import Role, Unit, UnitKind, User
from luister_web.api.rate_limit import RateLimit
from luister_web.respond import trust

PASSWORD = "a long walk by the sea"


@pytest.fixture(autouse=True)
def web_home(tmp_path, settings, monkeypatch, empty_home):
    """The home of this test, with empty tables; `current_home.home()` opens it."""
    folder = tmp_path / "home"
    shutil.copytree(empty_home, folder)
    current_home.close()
    settings.LUISTER = replace(settings.LUISTER, home=folder)
    settings.MEDIA_ROOT = folder / "uploads"
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    # No manifest: a test needs no collected files. A weak hash: sign-ins in tests need no strength.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()
    # Every test is a visitor of its own, though all come from one address.
    for limit in ("_answers", "_guesses"):
        monkeypatch.setattr(trust, limit, RateLimit(per_minute=600, burst=200))
    yield folder
    current_home.close()


@dataclass(frozen=True)
class Cast:
    """The people of a test; a stranger is nobody, so has no account."""

    director: User
    manager: User
    leader_north: User
    leader_south: User
    employee: User
    analyst: User
    administrator: User


@pytest.fixture
def units(db) -> dict[str, Unit]:
    """Energy > Service > the teams Noord (with Anna) and Zuid; Sales beside it with Oost."""
    made: dict[str, Unit] = {}
    for name, kind, parent in (
        ("Energy", UnitKind.ORGANISATION, ""),
        ("Service", UnitKind.DEPARTMENT, "Energy"),
        ("Sales", UnitKind.DEPARTMENT, "Energy"),
        ("Noord", UnitKind.TEAM, "Service"),
        ("Zuid", UnitKind.TEAM, "Service"),
        ("Oost", UnitKind.TEAM, "Sales"),
        ("Anna", UnitKind.EMPLOYEE, "Noord"),
    ):
        made[name] = Unit.objects.create(name=name, kind=kind, parent=made.get(parent))
    return made


@pytest.fixture
def cast(units: dict[str, Unit]) -> Cast:
    """One person of each role, two team leaders; all with the password PASSWORD."""

    password = make_password(PASSWORD)

    def person(username: str, role: Role, unit: str | None = None) -> User:
        return User(
            username=username,
            password=password,
            role=role,
            email=f"{username}@example.org",
            unit=units[unit] if unit else None,
        )

    made = Cast(
        director=person("director", Role.DIRECTOR, "Energy"),
        manager=person("manager", Role.MANAGER, "Service"),
        leader_north=person("leader-north", Role.TEAM_LEADER, "Noord"),
        leader_south=person("leader-south", Role.TEAM_LEADER, "Zuid"),
        employee=person("anna", Role.EMPLOYEE, "Anna"),
        analyst=person("analyst", Role.ANALYST),
        administrator=person("administrator", Role.ADMINISTRATOR),
    )
    # In one statement: checked one by one, they took longer than most tests.
    User.objects.bulk_create([getattr(made, one.name) for one in fields(made)])
    return made


@pytest.fixture
def signed_in(cast: Cast):
    """A browser in which a person of the cast is signed in: signed_in("director")."""

    def browser(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name))
        return client

    return browser
