"""Real answers to begin with: the passengers' surveys of San Francisco airport, 2015 to 2017."""

import gzip
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from luister.estimates.goal_line import Mark, TargetLine

SURVEY = "sfo"
PROCESS = "airport visit"
YEARS = (2015, 2016, 2017)


@dataclass(frozen=True, slots=True)
class AirportFile:
    """One year's survey: the packed CSV and the mapping that says what its columns mean."""

    survey: str
    packed: Traversable
    mapping: Traversable


def airport_files() -> tuple[AirportFile, ...]:
    """The three years, oldest first.

    >>> [file.mapping.name for file in airport_files()]
    ['sfo_2015.toml', 'sfo_2016.toml', 'sfo_2017.toml']
    """
    folder = files("luister.demo").joinpath("sfo")
    return tuple(
        AirportFile(
            SURVEY,
            folder.joinpath(f"{year}_SFO_Customer_Survey.csv.gz"),
            folder.joinpath(f"sfo_{year}.toml"),
        )
        for year in YEARS
    )


def unpack(folder: Path) -> list[tuple[Path, str]]:
    """Each year's CSV, written to `folder`, with the text of its mapping; oldest first."""
    return [(_unpacked(file, folder), file.mapping.read_text("utf-8")) for file in airport_files()]


def _unpacked(file: AirportFile, folder: Path) -> Path:
    path = folder / file.packed.name.removesuffix(".gz")
    path.write_bytes(gzip.decompress(file.packed.read_bytes()))
    return path


def marks() -> tuple[Mark, ...]:
    """What happened to the survey itself, as the files show it.

    >>> marks()[0].day
    datetime.date(2017, 5, 1)
    """
    return (
        Mark(1, date(2017, 5, 1), "Recommendation (0-10) is asked for the first time", PROCESS),
    )


def targets() -> tuple[TargetLine, ...]:
    """Targets to colour the tiles by; ours, for the demo: the airport never set them.

    >>> [line.metric for line in targets()]
    ['nps', 'top2box', 'ces']
    """
    since = date(2015, 1, 1)
    return (
        TargetLine(1, "nps", PROCESS, 40.0, 35.0, since),
        TargetLine(2, "top2box", PROCESS, 82.0, 78.0, since),
        TargetLine(3, "ces", PROCESS, 4.2, 4.0, since),
    )
