"""Where the public data lies, and how a test reads a few lines of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from tests.public_data import DATA, MISSING

from luister.events.import_result import RejectedRow
from luister.sources.mapping import load_mapping
from luister.sources.reading import read

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Read:
    """All parts of a file together."""

    rows: pa.Table
    rejects: tuple[RejectedRow, ...]
    read: int
    notes: tuple[str, ...]

    def column(self, name: str) -> list:
        return self.rows.column(name).to_pylist()


def read_all(path: Path, mapping_text: str, **options: object) -> Read:
    parts = list(read(path, load_mapping(mapping_text, "test"), survey="s", **options))
    return Read(
        pa.concat_tables([part.batch.rows for part in parts]),
        tuple(reject for part in parts for reject in part.rejects),
        sum(part.read for part in parts),
        parts[-1].notes,
    )


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "answers.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip(MISSING)
    return DATA
