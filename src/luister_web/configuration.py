"""What the owner of a home decided about the web door, read once at the start."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from luister.errors import LuisterError
from luister.loop.read_mail import Mailbox

SETTINGS_FILE = "luister.toml"
DATABASE_FILE = "luister.sqlite3"
SECRET_FILE = "secret.key"
LANGUAGES = ("nl", "en")
ENCRYPTIONS = ("none", "starttls", "tls")
JOBS = ("here", "elsewhere")
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")

# The store reads its own lines of the same file; here they only have to be known.
_STORE_KEYS = frozenset({"memory_limit", "threads", "webhook_networks", "contact_sources"})
_Value = TypeVar("_Value")
_Table = TypeVar("_Table", "Mail", Mailbox)


class ConfigurationError(LuisterError):
    """A setting that is not understood; nothing was started."""


@dataclass(frozen=True, slots=True)
class Mail:
    """How letters leave; without a host none do.

    What cannot be delivered comes back to `bounces` (the sender where it is empty) and is read from
    the folder `maildir`. DNS is asked at `name_server` (address:port), or as this machine does. A `catcher` shows
    letters and lets none out: to it, on this machine, even a demo mails.
    """

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = "luister@localhost"
    encryption: str = "none"
    bounces: str = ""
    maildir: str = ""
    dkim_selector: str = ""
    name_server: str = ""
    catcher: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """Another way of sending than mail: a program that takes letters at `url`, or a `folder` for trials."""

    url: str = ""
    token: str = field(default="", repr=False)
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Everything the web door was told.

    `proxies` counts the proxies in front of it; `jobs` says whether the server does the jobs itself or
    leaves them to `luister work`. `address` is where people reach this server, for links in letters.
    """

    home: Path
    database: str = ""
    time_zone: str = "Europe/Amsterdam"
    language: str = "nl"
    name: str = "Luister"
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    secure_cookies: bool = False
    proxies: int = 0
    upload_limit_mb: int = 4096
    jobs: str = "here"
    open_answers_per_minute: int = 240
    key_answers_per_minute: int = 60_000
    address: str = "http://localhost:8000"
    mail: Mail = Mail()
    mailbox: Mailbox = field(default_factory=Mailbox)
    channels: Mapping[str, Channel] = field(default_factory=dict)


def configuration(environment: Mapping[str, str] = os.environ) -> Configuration:
    """The configuration of the home that LUISTER_HOME names; `luister-home` here without it.

    Raises:
        ConfigurationError: a line in luister.toml is not understood.

    >>> configuration({"LUISTER_HOME": "somewhere"}).language
    'nl'
    """
    home = Path(environment.get("LUISTER_HOME") or "luister-home").absolute()
    lines = _lines(home / SETTINGS_FILE)
    known = _known_keys()
    for key in lines:
        if key not in known:
            raise _refusal(key, "is not a setting", f"Known are {', '.join(sorted(known))}.")
    return Configuration(
        home=home,
        mail=_mail(lines.get("mail", {})),
        mailbox=_under("mailbox", Mailbox, lines.get("mailbox", {})),
        channels=_channels(lines.get("channels", {})),
        **_checked(lines),
    )


def secret_key(home: Path) -> str:
    """The key that signs sessions and letters; it is made once in the home, for its owner's eyes.

    Where there is no home yet (a check of types, a test) the key lasts as long as the process.
    """
    path = home / SECRET_FILE
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    made = secrets.token_urlsafe(64)
    if home.is_dir():
        made = _kept(path, made)
    return made


def database_settings(found: Configuration) -> dict[str, Any]:
    """The operational database as Django wants it described."""
    if found.database.startswith(("postgresql://", "postgres://")):
        return _postgres(found.database)
    return _sqlite(found.home / (found.database or DATABASE_FILE))


def _lines(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{SETTINGS_FILE} cannot be read: {error}.", hint="Mend that line."
        ) from None


def _known_keys() -> frozenset[str]:
    fields = set(Configuration.__dataclass_fields__) - {"home"}
    return frozenset(fields | _STORE_KEYS)


def _checked(lines: Mapping[str, Any]) -> dict[str, Any]:
    """The plain settings, each of its kind and within what is allowed."""
    kinds: dict[str, type] = {
        "database": str,
        "time_zone": str,
        "language": str,
        "name": str,
        "secure_cookies": bool,
        "proxies": int,
        "upload_limit_mb": int,
        "jobs": str,
        "open_answers_per_minute": int,
        "key_answers_per_minute": int,
        "address": str,
    }
    found: dict[str, Any] = {
        key: _of_kind(key, lines[key], kind) for key, kind in kinds.items() if key in lines
    }
    if "allowed_hosts" in lines:
        found["allowed_hosts"] = _hosts(lines["allowed_hosts"])
    _one_of("language", found.get("language", "nl"), LANGUAGES)
    _one_of("jobs", found.get("jobs", "here"), JOBS)
    if not found.get("address", "http://").startswith(("http://", "https://")):
        raise _refusal("address", f"is {found['address']!r}", "Write https://luister.example.org.")
    if found.get("time_zone", "UTC") not in available_timezones():
        raise _refusal("time_zone", f"is {found['time_zone']!r}", "Write one as Europe/Amsterdam.")
    for key in ("proxies", "upload_limit_mb", "open_answers_per_minute", "key_answers_per_minute"):
        least = int(key.endswith("_per_minute"))
        if found.get(key, 1) < least:
            raise _refusal(key, f"is {found[key]}", f"Write {least} or more.")
    return found


def _hosts(value: object) -> tuple[str, ...]:
    """The names under which this server may be called; this machine's own are always among them."""
    if not isinstance(value, list) or not all(isinstance(host, str) for host in value):
        raise _refusal("allowed_hosts", f"is {value!r}", 'Write a list: ["luister.example.org"].')
    own = Configuration(home=Path()).allowed_hosts
    return (*own, *(host for host in value if host not in own))


def _under(name: str, kind: type[_Table], lines: object) -> _Table:
    """The settings of the table [name], each of its kind."""
    known = kind.__dataclass_fields__
    if not isinstance(lines, dict):
        raise _refusal(name, "is no table", f"Write [{name}] and under it host = ...")
    for key in lines:
        if key not in known:
            raise _refusal(f"{name}.{key}", "is not a setting", f"Known are {', '.join(known)}.")
    values: dict[str, Any] = {
        key: _of_kind(f"{name}.{key}", value, type(known[key].default))
        for key, value in lines.items()
    }
    _one_of(f"{name}.encryption", values.get("encryption", "none"), ENCRYPTIONS)
    return kind(**values)


def _mail(lines: object) -> Mail:
    found = _under("mail", Mail, lines)
    if found.catcher and found.host not in _THIS_MACHINE:
        raise _refusal("mail.catcher", f"is at {found.host!r}", "A catcher is at 127.0.0.1.")
    return found


def _channels(lines: object) -> dict[str, Channel]:
    hint = 'Write [channels.sms] and under it url = "https://..." and token = "...".'
    if not isinstance(lines, dict):
        raise _refusal("channels", "is no table", hint)
    found = {}
    for name, values in lines.items():
        key = f"channels.{name}"
        if (
            name == "mail"
            or not isinstance(values, dict)
            or set(values) - {"url", "token", "folder"}
        ):
            raise _refusal(key, "is not understood", hint)
        texts = {part: _of_kind(f"{key}.{part}", value, str) for part, value in values.items()}
        if bool(texts.get("url")) == bool(texts.get("folder")):
            raise _refusal(key, "has no url, or both a url and a folder", hint)
        if not texts.get("url", "https://").startswith(("https://", "http://")):
            raise _refusal(f"{key}.url", f"is {texts['url']!r}", hint)
        found[name] = Channel(**texts)
    return found


def _of_kind(key: str, value: object, kind: type[_Value]) -> _Value:
    names = {str: "a text in quotes", int: "a whole number", bool: "true or false"}
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _refusal(key, f"is {value!r}", f"Write {names.get(kind, kind.__name__)}.")
    return value


def _one_of(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise _refusal(key, f"is {value!r}", f"Allowed are {', '.join(allowed)}.")


def _refusal(key: str, problem: str, hint: str) -> ConfigurationError:
    return ConfigurationError(f"{SETTINGS_FILE}: {key} {problem}.", hint=hint)


def _kept(path: Path, made: str) -> str:
    """The key as kept: where another process was first, its key holds."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    return made


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write waits for its turn instead of failing
            # half-way. FULL: what was acknowledged survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgres(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
