"""Writes that share a commit."""

from luister.store.shared_commit import SharedCommit


def kept(store):
    return [
        row[0]
        for row in store.truth.execute("SELECT value FROM store_setting WHERE name = 'test'")
    ]


def writing(value):
    def write(truth):
        truth.execute("DELETE FROM store_setting WHERE name = 'test'")
        truth.execute("INSERT INTO store_setting VALUES ('test', ?)", (value,))
        return int(value)

    return write


def failing(_truth):
    raise ValueError("no")


def test_writes_share_one_commit_and_one_end(store):
    ended = []
    found = SharedCommit(store.truth).run_all(
        [writing("1"), writing("2")], lambda _truth, changed: ended.append(changed)
    )
    assert [one.found for one in found] == [1, 2]
    assert ended == [[1, 2]]
    assert kept(store) == ["2"]


def test_a_write_that_fails_takes_no_other_along(store):
    found = SharedCommit(store.truth).run_all(
        [writing("1"), failing, writing("3")], lambda _truth, _changed: None
    )
    assert [type(one.error) for one in found] == [type(None), ValueError, type(None)]
    assert kept(store) == ["3"]
