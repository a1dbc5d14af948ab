"""What is kept today must be found again by any later version: these numbers may never change."""

import pyarrow as pa

from luister.store.digest import content_digest, positive, seed, text_hashes
from luister.store.segment import new_scratch

PINNED = [3958144990804420609, 6912710084328364861]
ROWS = pa.table(
    {
        "score": pa.array([9.0, None], pa.float64()),
        "words": pa.array(["café", None], pa.string()),
        "n": pa.array([3, -1], pa.int64()),
    }
)


def test_the_digest_of_a_content_is_the_same_in_every_version():
    digest = positive(content_digest(ROWS, ["score", "words", "n"], new_scratch()))
    assert digest.tolist() == PINNED


def test_the_order_of_columns_and_an_empty_column_change_nothing():
    wider = ROWS.append_column("empty", pa.nulls(2, pa.string()))
    scratch = new_scratch()
    one = content_digest(ROWS, ["score", "words", "n"], scratch)
    other = content_digest(wider, ["n", "empty", "words", "score"], scratch)
    assert one.tolist() == other.tolist()


def test_many_different_texts_hash_as_few_do():
    texts = [f"text {number}" for number in range(600)]
    many = text_hashes(pa.chunked_array([texts]), new_scratch())
    assert many.tolist() == [int(seed(text)) for text in texts]
