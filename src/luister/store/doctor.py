"""Looks whether a home is well, and says how to mend what is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from luister.store import job_care
from luister.store.backup import is_sound
from luister.store.home import DATABASE_FILE, Store
from luister.store.packing import unpacked

_STALE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and how to mend it."""

    is_well: bool
    what: str
    hint: str = ""


def findings(store: Store, *, now: datetime) -> list[Finding]:
    """All that was looked at, in the order of its weight."""
    store.projection.catch_up()
    return [
        *_database(store),
        *_segments(store),
        _facts(store),
        _double(store),
        _unfinished(store, now),
        *_jobs(store, now),
        _secret_file(store),
    ]


def _database(store: Store) -> Iterator[Finding]:
    if store.truth.is_postgres:
        version = store.truth.execute("SHOW server_version")[0][0]
        yield Finding(True, f"PostgreSQL {version} answers.")
        return
    sound = is_sound(store.folder / DATABASE_FILE)
    what = "The database file is sound." if sound else "The database file is damaged."
    yield Finding(sound, what, "" if sound else "Restore the last backup with `luister restore`.")


def _segments(store: Store) -> Iterator[Finding]:
    """Every part of every import that counts is there and holds as many rows as it says."""
    wrong = []
    rows = store.truth.stream(
        "SELECT s.import_id, s.ordinal, s.row_count, s.data FROM store_segment s "
        "JOIN store_import i ON i.id = s.import_id WHERE i.state = 'kept'"
    )
    for import_id, ordinal, row_count, data in rows:
        if unpacked(bytes(data), ["response"]).num_rows != row_count:
            wrong.append(f"{import_id}/{ordinal}")
    text = "Every kept part of every import is whole." if not wrong else f"Damaged parts: {wrong}."
    yield Finding(
        not wrong, text, "" if not wrong else "Undo those imports and import them again."
    )


def _facts(store: Store) -> Finding:
    """The facts hold just the responses that imports and forms hold, counted independently of the projection."""
    cursor = store.projection.cursor()
    held = cursor.execute("SELECT count(DISTINCT response) FROM fact").fetchone()
    truth = len(_current(store))
    known = int(held[0]) if held else 0
    if known == truth:
        return Finding(True, f"The facts hold all {truth} responses.")
    return Finding(
        False,
        f"The facts hold {known} responses, the database {truth}.",
        "Run `luister doctor --rebuild`.",
    )


def _current(store: Store) -> set[int]:
    found: set[int] = set()
    for (data,) in store.truth.stream(
        "SELECT s.data FROM store_segment s JOIN store_import i ON i.id = s.import_id "
        "WHERE i.state = 'kept'"
    ):
        found.update(unpacked(bytes(data), ["response"])["response"].to_numpy().tolist())
    found.update(row[0] for row in store.truth.stream("SELECT response FROM store_form"))
    return found


def _double(store: Store) -> Finding:
    row = (
        store.projection.cursor()
        .execute("SELECT count(*) - count(DISTINCT response) FROM fact")
        .fetchone()
    )
    double = int(row[0]) if row else 0
    if double == 0:
        return Finding(True, "No response counts twice.")
    return Finding(False, f"{double} responses count twice.", "Run `luister doctor --rebuild`.")


def _unfinished(store: Store, now: datetime) -> Finding:
    rows = store.truth.execute(
        "SELECT file_name, started_at FROM store_import WHERE state = 'staging' ORDER BY id"
    )
    old = [name for name, at in rows if now - datetime.fromisoformat(at) > _STALE]
    if not old:
        return Finding(True, "No import was broken off long ago.")
    return Finding(
        True,
        f"Broken off, and not counted: {', '.join(old)}.",
        "Import the same file again to go on where it stopped.",
    )


def _jobs(store: Store, now: datetime) -> Iterator[Finding]:
    """No job failed for good, and none waits for a worker that is not there."""
    failed, late = job_care.failures(store), job_care.late(store, now=now)
    if failed:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(failed.items()))
        yield Finding(False, f"Jobs that failed: {told}.", "See why on the page Jobs; try again.")
    if late:
        hint = "Start `luister serve`, or `luister work` where jobs are done elsewhere."
        yield Finding(False, f"Jobs that no worker takes up: {late}.", hint)
    if not failed and not late:
        yield Finding(True, "No job failed, and none waits for a worker.")


def _secret_file(store: Store) -> Finding:
    path = store.folder / "secret.key"
    if not path.exists() or path.stat().st_mode & 0o077 == 0:
        return Finding(True, "Nobody else can read the secret key.")
    return Finding(False, "Others on this machine can read secret.key.", "chmod 600 secret.key")
