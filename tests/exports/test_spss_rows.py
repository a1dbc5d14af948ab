"""What we write, another program's reader must read back, whatever the length of a text."""

from datetime import UTC, datetime
from random import Random

import pyarrow as pa
import pyreadstat
import pytest

from luister.exports.spss_dictionary import Variable, header
from luister.exports.spss_names import valid_names
from luister.exports.spss_rows import compressed


def read_back(tmp_path, table, variables, rows_a_batch=7):
    path = tmp_path / "file.sav"
    head = header(
        variables, table.num_rows, made_at=datetime(2026, 1, 2, tzinfo=UTC), product="Luister"
    )
    path.write_bytes(head + b"".join(compressed(table.to_batches(rows_a_batch), variables)))
    return pyreadstat.read_sav(str(path), output_format="dict")


@pytest.mark.parametrize("width", [1, 7, 8, 9, 252, 253, 255, 256, 257, 504, 505, 3000, 32_767])
def test_a_text_of_any_length_comes_back_whole(tmp_path, width):
    random = Random(width)
    texts = ["z" * width, "", "é" * (width // 2), "y" * (width - 1)]
    texts += ["x" * random.randint(0, width) for _ in range(16)]
    variables = [Variable("words", form="text", width=width), Variable("n")]
    columns, _ = read_back(
        tmp_path, pa.table({"words": texts, "n": [float(i) for i in range(20)]}), variables
    )
    assert list(columns["words"]) == texts
    assert list(columns["n"]) == [float(i) for i in range(20)]


def test_numbers_that_have_a_short_code_and_those_that_have_not_come_back(tmp_path):
    numbers = [-100.0, -99.0, -98.0, 0.0, -0.5, 151.0, 152.0, 1e300, 0.1, None]
    columns, _ = read_back(tmp_path, pa.table({"n": pa.array(numbers)}), [Variable("n")], 3)
    assert [None if value != value else value for value in columns["n"]] == numbers


def test_many_long_names_are_kept(tmp_path):
    names = valid_names([f"Hoe tevreden bent u over onderdeel {place}?" for place in range(300)])
    table = pa.table({name: [1.0] for name in names})
    _, meta = read_back(tmp_path, table, [Variable(name, "é" * 200) for name in names])
    assert tuple(meta.column_names) == names
    assert meta.column_labels[0] == "é" * 127


def test_names_are_valid_and_differ_whatever_their_case():
    assert valid_names(["a b", "A_B", "", "é", "x" * 80, "x" * 80, "to"]) == (
        "a_b",
        "A_B_2",
        "v",
        "é",
        "x" * 64,
        "x" * 62 + "_2",
        "to_",
    )
