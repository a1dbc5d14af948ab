"""The airport's three surveys, as they come along, and what an independent reckoning made of them."""

import json
from pathlib import Path

from luister.demo.airport import YEARS, airport_files

FILES = dict(zip(YEARS, airport_files(), strict=True))
SCORES = json.loads(
    (Path(__file__).parent / "demo" / "sfo_2015_2017_scores.json").read_text("utf-8")
)


def export_of(year):
    """The packed CSV of a year."""
    return Path(str(FILES[year].packed))


def mapping_of(year):
    """What the columns of a year mean, as text."""
    return FILES[year].mapping.read_text("utf-8")
