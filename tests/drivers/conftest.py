"""Where the public data lies."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def models() -> Path:
    data = Path(os.environ.get("LUISTER_DATA", REPOSITORY.parent / "shared" / "data"))
    folder = data / "satisfaction_models"
    if not folder.is_dir():
        pytest.skip("The public data are not here; LUISTER_DATA tells where they lie.")
    return folder
