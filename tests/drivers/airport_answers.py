"""The airport's answers as its own file has them: codes from 1 to 5, 6 for "never used"."""

import csv
import gzip
from functools import cache

import numpy as np

from luister.demo.airport import airport_files
from luister.events.rated_answers import RatedAnswers, RatedColumn


@cache
def airport(year: int, names: tuple[str, ...]) -> RatedAnswers:
    """The questions `names` of one year."""
    packed = airport_files()[year - 2015].packed.read_bytes()
    rows = csv.DictReader(gzip.decompress(packed).decode("latin-1").splitlines())
    high = {"NETPRO": 10}
    cells = np.array([[_number(row[name]) for name in names] for row in rows])
    ends = np.array([high.get(name, 5) for name in names])
    known = (cells <= ends) & (cells >= np.where(ends == 10, 0, 1))
    status = np.where(known, 0, np.where(cells == 6, 2, 1)).astype(np.int8)
    columns = tuple(
        RatedColumn(name, name, 0 if name in high else 1, high.get(name, 5), "rating")
        for name in names
    )
    return RatedAnswers(columns, np.where(known, cells, np.nan), status)


def _number(cell: str) -> float:
    return float(cell) if cell.strip().lstrip("-").isdigit() else -1.0
