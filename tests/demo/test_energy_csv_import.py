"""The CSV of the made-up company comes in, through its mapping, as the answers it was made from."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from luister.demo.energy.answers import generate_survey
from luister.demo.energy.csv_file import TIME_ZONE, write_csv
from luister.demo.energy.csv_mapping import mapping_text
from luister.sources.mapping import load_mapping
from luister.sources.reading import read

END = date(2026, 11, 24)


@pytest.mark.parametrize("survey", ["relation", "moving", "complaints", "payment"])
def test_what_comes_in_is_what_was_made(tmp_path, survey):
    path = tmp_path / "survey.csv"
    write_csv(path, survey=survey, answers=2000, end=END, rng=np.random.default_rng(11))
    made = next(generate_survey(survey, answers=2000, end=END, rng=np.random.default_rng(11)))

    mapping = load_mapping(mapping_text(survey), name=survey)
    parts = list(read(path, mapping, survey=survey, time_zone=TIME_ZONE))
    came = pa.concat_tables(part.batch.rows for part in parts)

    assert sum(len(part.rejects) for part in parts) == 0
    assert parts[0].batch.questions == made.questions
    assert parts[0].batch.dimensions == made.dimensions
    for name in made.rows.column_names:
        assert came[name].to_pylist() == made.rows[name].to_pylist(), name
