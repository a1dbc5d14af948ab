"""Looks into a packed file before anything opens it, so that a small file cannot fill the memory."""

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from luister.errors import UnreadableFileError

DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
"""What opening a damaged packed file may raise."""

MOST_UNPACKED = 2 << 30
_SMALL = 64 << 20
_MOST_RATIO = 200
_MOST_ENTRIES = 5_000


def safe_names(path: Path) -> set[str]:
    """The names in a packed file, once it is sure that it unpacks to what it says, and not to too much.

    The directory is believed only after each entry was unpacked (and thrown away) within the size
    that the directory gives: the checksum of an entry that lies about its size does not fit.

    Raises:
        UnreadableFileError: it would unpack to more than a spreadsheet can be.
        DAMAGED_ZIP: it is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(path.stat().st_size, 1)
        too_dense = unpacked > _SMALL and unpacked / packed > _MOST_RATIO
        if unpacked > MOST_UNPACKED or too_dense or len(entries) > _MOST_ENTRIES:
            raise UnreadableFileError(
                f"{path.name} would unpack to {unpacked >> 20} megabytes, {unpacked // packed} times its size.",
                hint="That is not a plain spreadsheet. Save the answers as CSV, and import that.",
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableFileError(
                f"{path.name} is locked with a password.", hint="Save it without one."
            )
        damaged = archive.testzip()
    if damaged:
        raise zipfile.BadZipFile(damaged)
    return {entry.filename for entry in entries}
