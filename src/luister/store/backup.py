"""A copy of a home in one file, made while it is in use, and a home made of such a copy."""

import hashlib
import json
import sqlite3
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from luister.errors import StoreError
from luister.store.home import DATABASE_FILE, SETTINGS_FILE, Store

_MANIFEST = "manifest.json"
_KEPT_FILES = (SETTINGS_FILE, "secret.key")


def backup(store: Store, target: Path, *, now: datetime) -> Path:
    """The archive with the database, the settings and the secret key of a home.

    The facts for analysis are not in it: they are built from the database. The archive appears under its name only
    once it is whole.

    Raises:
        StoreError: the home's database is PostgreSQL, or the archive cannot be written.
    """
    partial = target.with_name(target.name + ".partial")
    with tempfile.TemporaryDirectory(dir=store.folder) as scratch:
        copy = Path(scratch) / DATABASE_FILE
        store.truth.backup_to(copy)
        files = [
            copy,
            *(store.folder / name for name in _KEPT_FILES if (store.folder / name).exists()),
        ]
        manifest = Path(scratch) / _MANIFEST
        sums = {path.name: _checksum(path) for path in files}
        manifest.write_text(json.dumps({"made_at": now.isoformat(), "sha256": sums}))
        try:
            with tarfile.open(partial, "w:gz", compresslevel=3) as archive:
                for path in (manifest, *files):
                    archive.add(path, arcname=path.name)
        except OSError as error:
            partial.unlink(missing_ok=True)
            raise StoreError(
                f"{target} cannot be written: {error}.", hint="Name another file."
            ) from None
    partial.chmod(0o600)
    return partial.replace(target)


def restore(archive: Path, folder: Path) -> Path:
    """The home made from an archive, in a folder that is new or empty.

    Raises:
        StoreError: the folder holds something, or the archive is damaged.
    """
    if folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} is not empty.", hint="Name a new folder for the home.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        _unpack(archive, Path(scratch))
        manifest = _read_manifest(archive, Path(scratch))
        for name in manifest:
            if Path(name).name != name or _checksum(Path(scratch) / name) != manifest[name]:
                raise StoreError(f"{archive}: {name} is damaged.", hint="Use another backup.")
        for name in manifest:
            (Path(scratch) / name).replace(folder / name)
    return folder


def is_sound(path: Path) -> bool:
    """True where SQLite finds no fault in the file."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    finally:
        connection.close()


def _unpack(archive: Path, scratch: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as packed:
            packed.extractall(scratch, filter="data")
    except (OSError, EOFError, tarfile.TarError) as error:
        raise StoreError(
            f"{archive} is no whole backup: {error}.",
            hint="Use a file that `luister backup` made.",
        ) from None


def _read_manifest(archive: Path, scratch: Path) -> dict[str, str]:
    try:
        found = json.loads((scratch / _MANIFEST).read_text())["sha256"]
        return {
            str(name): str(value) for name, value in found.items() if (scratch / name).exists()
        }
    except (OSError, KeyError, ValueError, AttributeError):
        raise StoreError(
            f"{archive} has no list of its contents.",
            hint="Use a file that `luister backup` made.",
        ) from None


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
