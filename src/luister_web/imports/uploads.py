"""Where uploaded files lie: in the home, under a name that the server makes, never the sender's."""

import re
import secrets
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from luister.errors import UnreadableFileError

KNOWN_ENDINGS = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet",
    ".sav", ".zsav", ".json", ".csv.gz", ".gz", ".qsf",
)  # fmt: skip
QUESTIONNAIRE = ".qsf"
TOKEN_LENGTH = 32
_TOKEN = re.compile(r"[0-9a-f]{32}(\.[a-z.]{2,8})?")


def new_token(file_name: str) -> str:
    """A new name for an uploaded file: random, with the ending only where it is one we know.

    >>> new_token("../../etc/passwd").isalnum()
    True
    >>> new_token("Answers.CSV").endswith(".csv")
    True
    """
    ending = max(
        (known for known in KNOWN_ENDINGS if file_name.lower().endswith(known)),
        key=len,
        default="",
    )
    return secrets.token_hex(16) + ending


def upload_path(folder: Path, token: str) -> Path:
    """Where the file of `token` lies.

    Raises:
        UnreadableFileError: this is no token that `new_token` made.
    """
    if not _TOKEN.fullmatch(token):
        raise UnreadableFileError("This upload is not known.", hint="Upload the file again.")
    return folder / token


def forget_upload(folder: Path, token: str) -> None:
    """Throws the file of `token` away, and the questionnaire that came with it."""
    path = upload_path(folder, token)
    path.unlink(missing_ok=True)
    questionnaire_path(path).unlink(missing_ok=True)


def questionnaire_path(path: Path) -> Path:
    """Where the questionnaire that names an upload's answers lies: beside it, under its token."""
    return path.with_name(path.name[:TOKEN_LENGTH] + QUESTIONNAIRE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in: its token, the sender's name for it, and its size in bytes."""

    token: str
    file_name: str
    size: int


class HomeUploadHandler(FileUploadHandler):
    """Writes an upload block by block into the home, so that its size never meets the memory."""

    def __init__(self, folder: Path, *, largest: int) -> None:
        """Writes into `folder`, at most `largest` bytes a file."""
        super().__init__()
        self.folder, self.largest = folder, largest
        self.kept: list[Upload] = []
        self.too_large = False
        self._token = ""
        self._written = 0
        self._target: IO[bytes] | None = None

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Opens a new file under a new token."""
        super().new_file(
            field_name, file_name, content_type, content_length, charset, content_type_extra
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        self._token, self._written = new_token(self.file_name or ""), 0
        self._target = upload_path(self.folder, self._token).open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes one block."""
        del start
        self._written += len(raw_data)
        if self._written > self.largest:
            self.too_large = True
            self.upload_interrupted()
            raise StopUpload(connection_reset=False)
        if self._target is not None:
            self._target.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        """A sign for Django's list of files; the content stays where it is."""
        if self._target is not None:
            self._target.close()
        self.kept.append(Upload(self._token, self.file_name or "", file_size))
        return UploadedFile(BytesIO(), self.file_name, size=file_size)

    def upload_interrupted(self) -> None:
        """Throws away what was written of a file that did not come in whole."""
        if self._target is not None and not self._target.closed:
            self._target.close()
            upload_path(self.folder, self._token).unlink(missing_ok=True)
