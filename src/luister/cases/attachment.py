"""What may hang on a case: which files, and how large."""

from collections.abc import Mapping
from pathlib import PurePosixPath

from luister.errors import MappingError

LARGEST = 5 * 1024 * 1024
MOST = 20
TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".eml": "message/rfc822",
}
"""The kinds of files by the end of their names; nothing that a browser would run."""

_BEGINNINGS: Mapping[str, bytes] = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".odt": b"PK\x03\x04",
}
_LONGEST_NAME = 120


def checked_file(name: str, content: bytes) -> tuple[str, str]:
    r"""The name under which a file is kept and its type, once it is sure that it may be.

    The name loses folders and signs that end a line; the type follows from the name's end, and the
    content must begin as that type does.

    Raises:
        MappingError: it is empty, too large, of a kind that is not taken, or not what its name says.

    >>> checked_file("C:\\desk\\note.txt", b"hello")
    ('note.txt', 'text/plain')
    """
    plain = "".join(
        sign for sign in name.replace("\\", "/").rpartition("/")[2] if sign.isprintable()
    )
    ending = PurePosixPath(plain).suffix.lower()
    if ending not in TYPES:
        raise MappingError(
            f"Files of the kind {ending or '(none)'} are not taken.",
            hint=f"These are: {', '.join(sorted(TYPES))}.",
        )
    if not content:
        raise MappingError("The file is empty.", hint="Choose the file once more.")
    if len(content) > LARGEST:
        raise MappingError(
            "The file is larger than 5 MB.", hint="Make it smaller, or share a link."
        )
    if not content.startswith(_BEGINNINGS.get(ending, b"")):
        raise MappingError(
            f"The file does not begin as a {ending} does.", hint="Save it anew as that kind."
        )
    stem = plain[: -len(ending)][: _LONGEST_NAME - len(ending)]
    return f"{stem}{ending}", TYPES[ending]
