import tarfile

import pytest
from tests.store.forms import NOW, batch, form

from luister.errors import StoreError
from luister.store.backup import backup, restore
from luister.store.doctor import findings
from luister.store.home import Store
from luister.store.staging import Origin, Staging


@pytest.fixture
def filled(sqlite_store):
    staging = Staging(sqlite_store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(form("1", 9, comment="mooi"), form("2", 3)), (), read=2)
    staging.commit(now=NOW)
    return sqlite_store


def test_a_restored_home_holds_what_the_home_held(filled, tmp_path):
    archive = backup(filled, tmp_path / "copy.tar.gz", now=NOW)
    again = Store(restore(archive, tmp_path / "again"))
    assert all(finding.is_well for finding in findings(again, now=NOW))
    assert again.truth.execute("SELECT text FROM store_comment") == [("mooi",)]
    again.close()


def test_a_backup_may_be_made_while_an_import_is_under_way(filled, tmp_path):
    staging = Staging(filled, Origin("moving", "file", "g", "b", ""), now=NOW)
    staging.add(batch(form("3", 9)), (), read=1)
    again = Store(restore(backup(filled, tmp_path / "copy.tar.gz", now=NOW), tmp_path / "again"))
    assert all(finding.is_well for finding in findings(again, now=NOW))
    again.close()


def test_a_damaged_backup_is_refused_and_leaves_no_home(filled, tmp_path):
    archive = backup(filled, tmp_path / "copy.tar.gz", now=NOW)
    archive.write_bytes(archive.read_bytes()[:2000])
    with pytest.raises(StoreError, match="no whole backup"):
        restore(archive, tmp_path / "again")
    assert not any((tmp_path / "again").iterdir())


def test_a_file_that_is_no_backup_is_refused(tmp_path):
    archive = tmp_path / "other.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        (tmp_path / "note.txt").write_text("hello")
        packed.add(tmp_path / "note.txt", arcname="note.txt")
    with pytest.raises(StoreError, match="no list of its contents"):
        restore(archive, tmp_path / "again")


def test_a_backup_never_overwrites_a_home(filled, tmp_path):
    archive = backup(filled, tmp_path / "copy.tar.gz", now=NOW)
    with pytest.raises(StoreError, match="is not empty"):
        restore(archive, filled.folder)
