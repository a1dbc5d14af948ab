import contextlib
import os
import random
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from luister.errors import UnreadableFileError
from luister.exports.spss_dictionary import Variable, header
from luister.exports.spss_rows import compressed
from luister.sources.proposal import propose
from luister.sources.zip_safety import safe_names


def spreadsheet(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        propose(path)
    assert caught.value.hint
    return str(caught.value)


def test_a_folder_is_refused(tmp_path):
    assert "is a folder" in refusal(tmp_path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "There is no file" in refusal(tmp_path / "none.csv")


@pytest.mark.parametrize("content", [b"", b"\n\n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(written, content):
    assert "empty" in refusal(written(content)) or "nothing" in refusal(written(content))


def test_binary_junk_is_refused(written):
    junk = random.Random(1).randbytes(100_000)
    assert "no text has" in refusal(written(junk))


@pytest.mark.parametrize(
    "content", [b"a,b\n1,\x002\n", b"a,b\n" + b"1,2\n" * 400_000 + b"\x00,3\n"]
)
def test_zero_bytes_are_refused_wherever_they_stand(written, content):
    assert "no text has" in refusal(written(content))


def test_a_line_without_end_is_refused(written, tmp_path):
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n1,")
        os.truncate(file.fileno(), 0)
    path.write_bytes(b"a,b\n1," + b"x" * (20 << 20))
    assert "megabytes" in refusal(path)


def test_a_two_gigabyte_line_is_refused_at_once(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"x" * (18 << 20))
        file.truncate(2 << 30)
    assert refusal(path)


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".sav", ".csv.gz", ".json"])
def test_a_file_cut_off_anywhere_is_refused_or_read_but_never_crashes(tmp_path, ending):
    whole = make_whole(tmp_path, ending)
    content = whole.read_bytes()
    for share in (0.1, 0.5, 0.9, 0.99):
        path = tmp_path / f"cut{share}{ending}"
        path.write_bytes(content[: int(len(content) * share)])
        assert "cut off" in refusal(path) or "no" in refusal(path)


def spss_bytes(table: pa.Table) -> bytes:
    variables = [Variable(name) for name in table.column_names]
    head = header(variables, table.num_rows, made_at=datetime(2026, 1, 2, tzinfo=UTC), product="x")
    return head + b"".join(compressed(table.to_batches(), variables))


def test_a_packed_spss_file_cut_off_is_refused(tmp_path, data):
    content = (data / "export_formats/spss/sample.zsav").read_bytes()
    for share in (0.1, 0.5, 0.9):
        path = tmp_path / f"{share}.zsav"
        path.write_bytes(content[: int(len(content) * share)])
        assert "cut off" in refusal(path)


def make_whole(folder: Path, ending: str) -> Path:
    path = folder / f"whole{ending}"
    ids = list(range(5000))
    marks = [place % 11 for place in ids]
    if ending == ".xlsx":
        return spreadsheet(
            path, [["id", "mark"], *([i, m] for i, m in zip(ids, marks, strict=True))]
        )
    if ending == ".parquet":
        pq.write_table(pa.table({"id": ids, "mark": marks}), path)
    elif ending == ".sav":
        table = pa.table({"id": [float(i) for i in ids], "mark": [float(m) for m in marks]})
        path.write_bytes(spss_bytes(table))
    elif ending == ".json":
        path.write_text(f'{{"data": {[{"id": i} for i in ids]}}}'.replace("'", '"'))
    else:
        import gzip

        text = "id,mark\n" + "".join(f"{i},{m}\n" for i, m in zip(ids, marks, strict=True))
        path.write_bytes(gzip.compress(text.encode()))
    return path


def test_damage_inside_a_spreadsheet_is_noticed(tmp_path):
    path = spreadsheet(tmp_path / "a.xlsx", [["id", "mark"], *([i, i % 11] for i in range(3000))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    middle = entry.header_offset + 100 + entry.compress_size // 2
    content[middle : middle + 40] = bytes(40)
    path.write_bytes(content)
    assert "damaged" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as file:
            for _ in range(300):
                file.write(bytes(1 << 20))
    assert "times its size" in refusal(path)


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path):
    path = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(200 << 20))
    content = path.read_bytes()
    size = (200 << 20).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises((UnreadableFileError, zipfile.BadZipFile)):
        safe_names(path)


def test_a_bomb_of_text_is_refused(written):
    import gzip

    packed = gzip.compress(b"a,b\n" + b"1,2\n" * (36 << 20))
    assert "unpacks" in refusal(written(packed, "bomb.csv.gz"))


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "id", "mark"
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    assert "reaches over" in refusal(tmp_path / "far.xlsx")


def test_formulas_without_a_result_are_told_with_their_cell(tmp_path):
    path = spreadsheet(tmp_path / "f.xlsx", [["id", "mark"], [1, 8], [2, "=B2+1"]])
    assert "cell B3" in refusal(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b'{"SurveyEntry": {}}', "questionnaire of Qualtrics"),
        (b'{"answers": 3}', "no list of responses"),
        (b'{"data": []}', "no responses"),
        (b"[" * 200_000, "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"junk" * 500, "damaged"),
        (
            b"Dear all\n\nhere are the results of our survey, as we promised you last week.\nBest\nAn\n",
            "no table",
        ),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(written, content, kind):
    assert kind in refusal(written(content, "x.csv"))


def test_a_wrong_ending_does_not_mislead(written, tmp_path):
    path = spreadsheet(tmp_path / "a.xlsx", [["id", "datum", "mark"], [1, "2024-05-01", 8]])
    shutil.copy(path, tmp_path / "a.csv")
    assert propose(tmp_path / "a.csv").format == "Excel"
    assert propose(written("id;mark\n1;8\n2;9\n", "b.xlsx")).format == "CSV"


@pytest.mark.parametrize("seed", range(30))
def test_no_damage_brings_more_than_a_refusal(tmp_path, seed):
    chance = random.Random(seed)
    ending = chance.choice([".xlsx", ".parquet", ".sav", ".csv.gz", ".json"])
    content = bytearray(make_whole(tmp_path, ending).read_bytes())
    for _ in range(chance.choice([1, 5, 50])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / f"damaged{ending}"
    path.write_bytes(content)
    with contextlib.suppress(UnreadableFileError):
        propose(path)
