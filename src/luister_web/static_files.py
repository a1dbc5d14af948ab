"""The files that pages load, collected in the home under names that change with their content."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_STAMP = ".collected"


def collect() -> None:
    """Collects the files where those of this version are not in the home yet."""
    root = Path(settings.STATIC_ROOT)
    stamp = _stamp()
    if _is_collected(root, stamp):
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    (root / _STAMP).write_text(stamp, encoding="ascii")


def _is_collected(root: Path, stamp: str) -> bool:
    path = root / _STAMP
    return path.exists() and path.read_text(encoding="ascii") == stamp


def _stamp() -> str:
    """A digest of every file's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
