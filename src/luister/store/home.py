"""The open store: the operational database and this process's own copy of the facts, in one home folder."""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from luister.errors import StoreError
from luister.store.coded_facts import CodedFacts
from luister.store.kept_counts import KeptCounts
from luister.store.kept_days import KeptDays
from luister.store.memory import hand_back
from luister.store.pace import Pace
from luister.store.projection import Projection
from luister.store.schema import migrate
from luister.store.shared_commit import SharedCommit
from luister.store.truth import Truth

DATABASE_FILE = "luister.sqlite3"
SETTINGS_FILE = "luister.toml"
SECRET_FILE = "secret.key"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `luister.toml` in the home says about the store; every line may be left out."""

    database: str
    time_zone: str = "Europe/Amsterdam"
    memory_limit: str = "512MB"
    threads: int = 2
    contact_sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    webhook_networks: tuple[str, ...] = ()


class Store:
    """An open home. Give it back with `close`."""

    def __init__(self, folder: Path) -> None:
        """Opens the home in `folder`, and makes it when it is new."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.settings = settings_of(folder)
        self.time_zone = self.settings.time_zone
        self.truth = Truth(self.settings.database)
        migrate(self.truth)
        self.secret = _secret(self.truth)
        self.shared_commit = SharedCommit(self.truth)
        self.projection = Projection(
            folder / "projection",
            self.truth,
            memory_limit=self.settings.memory_limit,
            threads=self.settings.threads,
        )
        self.pace = Pace()
        self.coded = CodedFacts(self.projection)
        self.counts = KeptCounts(at_once=self.settings.threads)
        self.days = KeptDays(self.projection)
        self.looked: tuple[object, int] = (None, 0)

    def follow(self) -> int:
        """The place in the log that those who read are at: the latest, or that of a moment ago where `pace` says so."""
        return self.truth.once("facts", self._follow)

    def keep_up(self) -> int:
        """The place in the log that readers are at from now on, after all was taken in; for who looks every second."""
        if self._is_behind():
            self.pace.followed()
            self.catch_up()
        return self.coded.position

    def catch_up(self) -> int:
        """The place in the log after all was taken in that was added, also in the codes in memory."""
        self.projection.catch_up()
        self.coded.bring_up()
        return self.coded.position

    def _follow(self) -> int:
        if self._is_behind() and self.pace.may_follow():
            self.catch_up()
        return self.coded.position

    def _is_behind(self) -> bool:
        return self.coded.is_behind() or self.projection.is_behind()

    def rest(self) -> None:
        """Gives back what large work left in memory; a home that nobody reads keeps next to nothing."""
        if not len(self.coded):  # As soon as somebody reads, the columns of the facts are held.
            self.projection.let_go()
        hand_back()

    def close(self) -> None:
        """Closes the databases and frees the facts for another process."""
        self.projection.close()
        self.truth.close()


def settings_of(folder: Path) -> Settings:
    """The settings of a home.

    Raises:
        StoreError: luister.toml cannot be read, or a value in it is not allowed.
    """
    found = _read(folder / SETTINGS_FILE)
    zone = str(found.get("time_zone", "Europe/Amsterdam"))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise StoreError(
            f"{SETTINGS_FILE}: {zone!r} is no time zone.",
            hint="Write one such as Europe/Amsterdam.",
        ) from None
    threads = found.get("threads", 2)
    if not isinstance(threads, int) or threads < 1:
        raise StoreError(f"{SETTINGS_FILE}: threads is {threads!r}.", hint="Write 1 or more.")
    database = str(found.get("database") or folder / DATABASE_FILE)
    memory = str(found.get("memory_limit", "512MB"))
    networks = _networks(found.get("webhook_networks", []))
    return Settings(database, zone, memory, threads, _contact_sources(found), networks)


def _contact_sources(found: Mapping[str, object]) -> dict[str, str]:
    """The databases of others that contacts may be read from, by name."""
    sources = found.get("contact_sources", {})
    if not isinstance(sources, dict) or not all(isinstance(one, str) for one in sources.values()):
        raise StoreError(
            f"{SETTINGS_FILE}: contact_sources is no table of addresses.",
            hint='Write [contact_sources] and under it crm = "postgresql://...".',
        )
    return {str(name): address for name, address in sources.items()}


def _networks(value: object) -> tuple[str, ...]:
    """The networks inside the own house that webhooks may call."""
    try:
        if not isinstance(value, list):
            raise TypeError
        return tuple(str(ip_network(one)) for one in value)
    except (TypeError, ValueError):
        raise StoreError(
            f"{SETTINGS_FILE}: webhook_networks is {value!r}.",
            hint='Write a list of networks: ["10.1.0.0/16"].',
        ) from None


def secret_key_of(folder: Path) -> bytes:
    """The key of a home, from which what only this home may know is derived.

    Raises:
        StoreError: there is none.
    """
    try:
        return (folder / SECRET_FILE).read_bytes().strip()
    except OSError:
        raise StoreError(
            f"{SECRET_FILE} cannot be read in the home.",
            hint="Start `luister serve` once, or copy the file from the other servers.",
        ) from None


def _read(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{SETTINGS_FILE} cannot be read: {error}.", hint="Mend that line."
        ) from None


def _secret(truth: Truth) -> str:
    """The key of the pseudonyms; it is made once and shared by all who use this database."""
    with truth.transaction():
        truth.hold_order()
        rows = truth.execute("SELECT value FROM store_setting WHERE name = 'pseudonym_key'")
        if not rows:
            rows = [(secrets.token_hex(32),)]
            truth.execute("INSERT INTO store_setting VALUES ('pseudonym_key', ?)", rows[0])
    return str(rows[0][0])
