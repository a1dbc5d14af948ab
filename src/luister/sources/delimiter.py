"""Finds what stands between the cells of a text table."""

import csv
import io
from collections import Counter

CANDIDATES = (",", ";", "\t", "|")
_LOOKED_AT = 200


def records(
    sample: str, delimiter: str, *, is_whole: bool, limit: int = _LOOKED_AT
) -> list[list[str]]:
    r"""The first records of a sample; where it was cut, without its last one, which may be half.

    >>> records('a,b\n1,"x, y"\n', ",", is_whole=True)
    [['a', 'b'], ['1', 'x, y']]
    """
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            found.append(record)
            if len(found) > limit:
                return found[:limit]
    except csv.Error:
        # A cell beyond what a sample may hold: what came before it is enough to go by.
        return found
    return found if is_whole or len(found) < 2 else found[:-1]


def delimiter_of(sample: str, *, is_whole: bool) -> str:
    r"""The character between the cells: the one that cuts most records into the same number.

    A comma where nothing is cut at all, as in a table of one column.

    >>> delimiter_of("naam;cijfer\nAn;7,5\nBo;8,0\n", is_whole=True)
    ';'
    """
    first = sample.split("\n", 1)[0].strip()
    if first[:4].lower() == "sep=" and len(first) == 5:
        return first[4]
    best, best_score = ",", 0.0
    for candidate in CANDIDATES:
        score = _score([len(one) for one in records(sample, candidate, is_whole=is_whole) if one])
        if score > best_score:
            best, best_score = candidate, score
    return best


def _score(widths: list[int]) -> float:
    """How well a delimiter cuts: the share of records of the usual width, a little more for wide ones."""
    if not widths:
        return 0.0
    width, times = Counter(widths).most_common(1)[0]
    if width == 1:
        return 0.0
    # The heading must be cut the same way, or the delimiter stands in the text of the answers.
    heading = 1.0 if widths[0] == width else 0.5
    return heading * times / len(widths) + min(width, 500) / 5000
