"""Finds how a text file is written, by reading all of it once, block by block."""

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from luister.errors import UnreadableFileError

LONGEST_RECORD = 4 << 20
"""Bytes that one line or record may take; more is a damaged file, and would fill the memory."""

_BLOCK = 1 << 20
_MOST_UNPACKED_RATIO = 500
_SMALL_ENOUGH = 128 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDEFINED_IN_CP1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = bytes(range(0x80, 0x100))
_FIRST_LETTER = 0x20
_SPACING = b"\n\r\t\f\x1a"


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text is written: its encoding, whether it is packed, and its first part, decoded.

    `has_odd_quotes` is true where a quotation mark may have been opened and never closed.
    """

    encoding: str
    is_gzipped: bool
    sample: str
    is_whole: bool
    has_odd_quotes: bool


def text_form(path: Path, *, encoding: str | None = None) -> TextForm:
    """How the text file at `path` is written; `encoding` skips the search where it is known.

    Byte-order marks count first; then the whole file is tried as UTF-8; what is not UTF-8 is
    Windows-1252, or Latin-1 where it has bytes that Windows-1252 lacks. Takes a second a gigabyte.

    Raises:
        UnreadableFileError: it is no text, is damaged, or has a line beyond LONGEST_RECORD.
    """
    is_gzipped = _starts(path)[:2] == b"\x1f\x8b"
    try:
        return _text_form(path, is_gzipped, encoding)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise UnreadableFileError(
            f"{path.name} is cut off or damaged: it cannot be unpacked.",
            hint="Copy or download the file again.",
        ) from error
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFileError(
            f"{path.name} cannot be read as {encoding or 'text'}: it is damaged or cut off.",
            hint="Export it again as CSV with encoding UTF-8.",
        ) from error


def open_bytes(path: Path, *, is_gzipped: bool) -> IO[bytes]:
    """The bytes of the file, unpacked."""
    return gzip.open(path, "rb") if is_gzipped else path.open("rb")  # type: ignore[return-value]


def _text_form(path: Path, is_gzipped: bool, encoding: str | None) -> TextForm:
    with open_bytes(path, is_gzipped=is_gzipped) as file:
        head = file.read(_BLOCK)
    named = encoding or _encoding_by_marks(head)
    if named is None and b"\0" in head:
        raise _binary(path)
    scan = _Scan(path, named)
    for block in _blocks(path, is_gzipped):
        scan.take(block)
    chosen = scan.encoding()
    decoder = codecs.getincrementaldecoder(chosen)()
    is_whole = len(head) < _BLOCK
    sample = decoder.decode(head, final=is_whole)
    return TextForm(chosen, is_gzipped, sample, is_whole, scan.quotes % 2 == 1)


def _starts(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _encoding_by_marks(head: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    pairs = max(len(head[:4096]) // 2, 1)
    # Latin letters in UTF-16 have a zero in every second byte; other files have none at all.
    if head[1:4096:2].count(0) > 0.4 * pairs:
        return "utf-16-le"
    if head[0:4096:2].count(0) > 0.4 * pairs:
        return "utf-16-be"
    return None


def _blocks(path: Path, is_gzipped: bool) -> Iterator[bytes]:
    size, unpacked = path.stat().st_size, 0
    with open_bytes(path, is_gzipped=is_gzipped) as file:
        while block := file.read(_BLOCK):
            unpacked += len(block)
            if unpacked > max(_SMALL_ENOUGH, size * _MOST_UNPACKED_RATIO):
                raise UnreadableFileError(
                    f"{path.name} unpacks to more than {_MOST_UNPACKED_RATIO} times its size.",
                    hint="Unpack it yourself if you trust it, and import what comes out.",
                )
            yield block


class _Scan:
    """What all blocks of a text together tell: whether they are UTF-8, and sound."""

    def __init__(self, path: Path, named: str | None) -> None:
        self._path, self._named = path, named
        self._decoder = codecs.getincrementaldecoder(named or "utf-8")()
        self._is_utf8 = self._lacks = True
        self._line = self._size = self._controls = self.quotes = 0
        self._high = self._high_in_utf8 = 0

    def take(self, block: bytes) -> None:
        self._measure_line(block)
        self.quotes += _how_many(np.frombuffer(block, np.uint8) == ord('"'))
        self._size += len(block)
        if self._named and self._named != "utf-8-sig":
            self._decoder.decode(block)
            return
        if b"\0" in block:
            raise _binary(self._path)
        self._try_utf8(block)

    def encoding(self) -> str:
        if self._named:
            self._decoder.decode(b"", final=True)
            return self._named
        if self._controls > 0.02 * self._size:
            raise _binary(self._path)
        if self._is_utf8 and self._ends_whole():
            return "utf-8"
        self._refuse_mixture()
        return "cp1252" if self._lacks else "latin-1"

    def _try_utf8(self, block: bytes) -> None:
        self._controls += _controls(block)
        if block.isascii() and not self._decoder.getstate()[0]:
            return
        self._high += len(block) - len(block.translate(None, _HIGH))
        self._high_in_utf8 += sum(map(len, _UTF8_LETTER.findall(block)))
        self._lacks &= len(block) == len(block.translate(None, _UNDEFINED_IN_CP1252))
        if self._is_utf8:
            try:
                self._decoder.decode(block)
            except UnicodeDecodeError:
                if self._named:
                    raise
                self._is_utf8 = False
                self._decoder.reset()

    def _refuse_mixture(self) -> None:
        """Turns down UTF-8 with damage in it: read as another encoding it would be gibberish."""
        if self._high_in_utf8 > 0.6 * self._high:
            raise UnreadableFileError(
                f"{self._path.name} is written in UTF-8, but some of its letters are damaged.",
                hint="Export it again, or write `encoding` under [file] in the mapping.",
            )

    def _ends_whole(self) -> bool:
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True

    def _measure_line(self, block: bytes) -> None:
        last = max(block.rfind(b"\n"), block.rfind(b"\r"))
        self._line = len(block) - last - 1 if last >= 0 else self._line + len(block)
        if self._line > LONGEST_RECORD:
            raise UnreadableFileError(
                f"{self._path.name} has a line of more than {LONGEST_RECORD >> 20} megabytes.",
                hint="That is no table of answers. Export it again, one answer a line.",
            )


def _controls(block: bytes) -> int:
    """How many bytes are neither letters nor spacing."""
    codes = np.frombuffer(block, np.uint8)
    found = _how_many(codes < _FIRST_LETTER)
    for one in _SPACING:
        # Most texts have ends of lines and nothing else: then all is known after the first.
        found -= _how_many(codes == one) if found else 0
    return found


def _how_many(flags: npt.NDArray[np.bool_]) -> int:
    # Three to ten times as fast as `bytes.count` and `bytes.translate`, where there are many.
    return int(np.count_nonzero(flags))


def _binary(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name} holds bytes that no text has; it is damaged, or another kind of file.",
        hint="Export the answers as CSV, Excel, SPSS or Parquet, and import that file.",
    )
