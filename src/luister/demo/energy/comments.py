"""What people write: sentences that fit the process, the reason given and the tone."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from luister.demo.energy.coded import Column, Floats, Truths, Whole, picked
from luister.demo.energy.questionnaire import REASONS

TONES = ("bad", "middling", "good")
"""Tones of a comment: of detractors, passives and promoters."""

_LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class _Pool:
    """All comments of a survey; where each cell (language, reason, tone) begins, and its size."""

    sentences: pa.StringArray
    start: NDArray[np.int64]
    size: NDArray[np.int64]


def comments(
    survey: str, *, cell: tuple[Whole, Whole, Whole], chance: Floats, given: Truths
) -> Column:
    """A comment for each row as a string, null where none is `given`.

    `cell` holds codes: of the language in ("nl", "en"), the reason in REASONS, the tone in TONES;
    `chance`, evenly spread from 0 to 1, picks one of the sentences that fit.
    """
    pool = _pool(survey)
    language, reason, tone = cell
    number = (language * len(REASONS) + reason) * len(TONES) + tone
    place = pool.start[number] + (chance * pool.size[number]).astype(np.int64)
    return picked(pool.sentences, place, given)


@cache
def _pool(survey: str) -> _Pool:
    told = tomllib.loads(files(__package__).joinpath("comments.toml").read_text("utf-8"))
    cells = [
        tuple(_sentences(told, survey, language, reason, tone))
        for language, reason, tone in product(_LANGUAGES, REASONS, TONES)
    ]
    size = np.array([len(cell) for cell in cells], dtype=np.int64)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    return _Pool(pa.array((text for cell in cells for text in cell), pa.string()), start, size)


def _sentences(
    told: dict[str, Any], survey: str, language: str, reason: str, tone: str
) -> Iterator[str]:
    middles: list[str] = told[language][reason][tone]
    if language != "nl":
        yield from middles
        return
    for parts in product(told["opening"][survey], middles, told["closing"][tone]):
        yield "".join(parts)
