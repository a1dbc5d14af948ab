"""What Luister writes as SurveyJS is loaded and filled in by the `survey-core` library itself."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.node import NODE, install
from tests.surveys.example import EXAMPLE, filling, walked

from luister.surveys.presets import presets
from luister.surveys.surveyjs_write import write

HERE = Path(__file__).parent / "survey_core"
FILLINGS = 60


@pytest.fixture(scope="session")
def library(made_once):
    return made_once("survey_core", lambda folder: install(HERE, folder))


def filled_in(library, survey, fillings):
    told = json.dumps({"survey": json.loads(write(survey)), "fillings": fillings})
    done = subprocess.run(
        [NODE, "fill_in.js"],
        input=told,
        cwd=library,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def as_surveyjs(survey, given):
    """Answers as SurveyJS keeps them: numbers, rows of a matrix together, own words beside their option."""
    data = {}
    for item in survey.items:
        values = {name: given[name] for name in item.fields if name in given}
        if item.kind == "matrix" and values:
            data[item.id] = {name.split(".")[1]: _number(one[0]) for name, one in values.items()}
        elif item.kind == "choices" and values:
            found = [_with_words(item, code, given) for code in values[item.id]]
            has_words = any(len(one) > 1 for one in found)
            data[item.id] = found if has_words else list(values[item.id])
        elif item.kind == "choice" and values:
            found = _with_words(item, values[item.id][0], given)
            data[item.id] = found if len(found) > 1 else found["value"]
        elif values:
            one = values[item.id][0]
            data[item.id] = _number(one) if item.is_rated else one
    return data


def _with_words(item, code, given):
    words = given.get(f"{item.id}.{code}.text")
    return {"value": code, "comment": words[0]} if words else {"value": code}


def _number(text):
    return text if text == "~" else int(text)


def as_given(survey, data):
    """Answers of SurveyJS as ours."""
    given = {}
    for item in survey.items:
        found = data.get(item.id)
        if item.kind == "matrix":
            given |= {f"{item.id}.{row}": (str(value),) for row, value in (found or {}).items()}
        elif found is not None:
            parts = found if isinstance(found, list) else [found]
            parts = [one if isinstance(one, dict) else {"value": one} for one in parts]
            given[item.id] = tuple(str(one["value"]) for one in parts)
            for one in parts:
                if one.get("comment"):
                    given[f"{item.id}.{one['value']}.text"] = (one["comment"],)
    return given


@pytest.mark.parametrize("survey", [EXAMPLE, *presets()], ids=lambda survey: survey.name)
def test_an_export_loads_without_an_error_and_answers_come_back_the_same(library, survey):
    wanted = [filling(survey, seed) for seed in range(FILLINGS)]
    done = filled_in(library, survey, [as_surveyjs(survey, one) for one in wanted])
    assert done["errors"] == []
    for one, found in zip(wanted, done["results"], strict=True):
        pages, given = walked(survey, one)
        assert found.get("pages") == [f"page{number + 1}" for number in pages], (one, found)
        assert as_given(survey, found["data"]) == given


def test_fillings_take_more_than_one_way():
    ways = {walked(EXAMPLE, filling(EXAMPLE, seed))[0] for seed in range(FILLINGS)}
    assert len(ways) >= 4
