"""A home with three years of the airport's answers, or with a few made in sight."""

import shutil
from datetime import UTC, date, datetime

import pytest

from luister.demo import airport
from luister.loop import collect, keep

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def airport_home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("airport")
    home = keep.open_home(folder / "home")
    for path, mapping in airport.unpack(folder):
        collect.import_file(home, path, survey="sfo", mapping_text=mapping, now=NOW)
    yield home
    home.close()


@pytest.fixture
def home(tmp_path, empty_home):
    folder = tmp_path / "home"
    shutil.copytree(empty_home, folder)
    opened = keep.open_home(folder)
    yield opened
    opened.close()
