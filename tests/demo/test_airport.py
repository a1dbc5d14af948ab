"""The airport's surveys come along whole, with their source."""

import csv
import hashlib
from importlib.resources import files

import pytest

from luister.demo.airport import PROCESS, airport_files, marks, targets, unpack

CONTENT = {
    2015: "9de50756cfb8e0cfdc71c9182997aa5dcf070243fea3bc0e790cd86eb7ee244a",
    2016: "731ea430d8ab64c0e1cced851b629f7a2e15b0ed0f5a51632b3947ac8fa19f8c",
    2017: "171423b74247f1c0144a93104ef19265975be6a78c6665a7319d8efbc7d1493e",
}
ROWS = {2015: 2958, 2016: 3087, 2017: 2831}


@pytest.mark.parametrize("year", ROWS)
def test_the_files_are_the_airports_own_to_the_byte(tmp_path, year):
    path, _ = unpack(tmp_path)[year - 2015]

    assert path.name == f"{year}_SFO_Customer_Survey.csv"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == CONTENT[year]


@pytest.mark.parametrize("year", ROWS)
def test_every_interview_is_there(tmp_path, year):
    path, _ = unpack(tmp_path)[year - 2015]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert sum(1 for _ in csv.DictReader(file)) == ROWS[year]


def test_each_year_has_a_mapping(tmp_path):
    assert all("survey" in text or "column" in text for _, text in unpack(tmp_path))


def test_all_of_it_is_small_enough_to_ship():
    assert sum(len(file.packed.read_bytes()) for file in airport_files()) < 1_000_000


def test_the_source_and_the_licence_are_named():
    told = files("luister.demo").joinpath("sfo", "SOURCE.md").read_text("utf-8")

    assert "DataSF" in told
    assert "PDDL" in told


def test_targets_and_marks_belong_to_the_airport_visit():
    assert {line.process for line in targets()} == {PROCESS}
    assert {mark.process for mark in marks()} == {PROCESS}
