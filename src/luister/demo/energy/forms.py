"""Forms of one batch: who filled them in, when, and what works on their answers."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from luister.demo.energy.causes import Cause, ProcessLevel, Story
from luister.demo.energy.coded import Coded, Column, Floats, Truths, Whole, as_strings
from luister.demo.energy.questionnaire import DIMENSIONS, items
from luister.demo.energy.respondents import Respondents
from luister.demo.energy.working import strength
from luister.events.response_batch import DIMENSION, FIXED_COLUMNS

_STOPPED_HALF_WAY = 0.06
_WEIGHT_IN_RELATION = (1.12, 1.12, 0.25)
"""Small businesses are asked more often than others in the survey of the relation."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Rows of one batch.

    `rows` are numbers from 0 within the survey, `seconds` since 1970. `working` holds the strength
    of each cause (0 to 1, by its name). Who stopped half-way answered the questions before place
    `stops`.
    """

    process: ProcessLevel
    story: Story
    rows: Whole
    seconds: Whole
    people: Respondents
    working: dict[str, Floats]
    stops: Whole

    @property
    def size(self) -> int:
        """How many forms."""
        return len(self.rows)

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes that may work on this survey."""
        return tuple(cause for cause in self.story.causes if cause.name in self.working)

    def reached(self, place: int) -> Truths:
        """True for who came as far as the question at this place (from 0)."""
        return self.stops > place


def forms(
    process: ProcessLevel,
    story: Story,
    *,
    rows: Whole,
    seconds: Whole,
    people: Respondents,
    rng: np.random.Generator,
) -> Forms:
    """The forms of these rows, with the causes that work on them."""
    asked = len(items(process.survey))
    stopped = rng.random(len(rows)) < _STOPPED_HALF_WAY
    stops = np.where(stopped, rng.integers(1, asked, len(rows)), asked)
    working = {
        cause.name: strength(cause, people, seconds)
        for cause in story.causes
        if process.survey in cause.surveys
    }
    return Forms(process, story, rows, seconds, people, working, stops)


def circumstances(filled: Forms) -> dict[str, Column]:
    """The fixed columns of a batch and its dimensions."""
    survey, people = filled.process.survey, filled.people
    known = {
        "row": pa.array(filled.rows + 2),
        "key": _numbered(f"{survey}-", filled.rows + 1, 8),
        "occurred_at": pa.array(filled.seconds * 1_000_000, pa.timestamp("us", tz="UTC")),
        "customer": _numbered("K", people.customers + 1, 7),
        "wave": _waves(survey, filled.seconds),
        "process": pa.repeat(pa.scalar(filled.process.name), filled.size),
        "touchpoint": pa.nulls(filled.size, pa.string()),
        "weight": pa.array(_weights(survey, people)),
        "complete": pa.array(filled.reached(len(items(survey)) - 1)),
    }
    known |= {name: as_strings(column) for name, column in people.columns.items()}
    fixed = {name: known[name] for name in FIXED_COLUMNS.names}
    return fixed | {DIMENSION + name: known[name] for name in DIMENSIONS[survey]}


def _numbered(prefix: str, numbers: Whole, digits: int) -> Column:
    # Digits as bytes: far faster than writing number by number.
    text = np.empty((len(numbers), len(prefix) + digits), dtype=np.uint8)
    text[:, : len(prefix)] = np.frombuffer(prefix.encode(), dtype=np.uint8)
    powers = 10 ** np.arange(digits - 1, -1, -1)
    text[:, len(prefix) :] = numbers[:, None] // powers % 10 + ord("0")
    ends = np.arange(len(numbers) + 1, dtype=np.int32) * text.shape[1]
    return pa.StringArray.from_buffers(
        len(numbers), pa.py_buffer(ends.data), pa.py_buffer(text.data)
    )


def _weights(survey: str, people: Respondents) -> Floats:
    segment = people.columns["segment"].codes
    if survey != "relation":
        return np.ones(len(segment))
    weights: Floats = np.array(_WEIGHT_IN_RELATION)[segment]
    return weights


def _waves(survey: str, seconds: Whole) -> Column:
    if survey != "relation":
        return pa.nulls(len(seconds), pa.string())
    months = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    quarters = months // 3
    first, last = int(quarters.min()), int(quarters.max())
    names = [f"{1970 + number // 4}-Q{number % 4 + 1}" for number in range(first, last + 1)]
    return as_strings(Coded(quarters - first, tuple(names)))
