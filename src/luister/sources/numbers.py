"""Reads numbers out of text, with a decimal point or comma."""

import pyarrow as pa

from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc

_NUMBER = r"^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$"
_COMMA_GROUPS = r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"
_DOT_GROUPS = r"^-?\d{1,3}(\.\d{3})+(,\d+)?$"
_DOUBTFUL = r"^-?[1-9]\d{0,2},\d{3}$"
_COMMA_DECIMALS = r"^-?\d*,\d+$"


def numbers(texts: Column, decimal: str | None) -> Column:
    """The numbers that the texts say; null where a text says none.

    `decimal` is "." or ","; the other sign may then group thousands. Without it both signs are
    taken for the decimal sign, save that "1,234" could be either and so is no number.

    >>> numbers(pa.array(["7,5", "1.234", "8", "goed"]), ",").to_pylist()
    [7.5, 1234.0, 8.0, None]
    """
    plain = pc.replace_substring_regex(texts, r"^\+", "")
    if decimal == ",":
        grouped = pc.match_substring_regex(plain, _DOT_GROUPS)
        plain = pc.if_else(grouped, pc.replace_substring(plain, ".", ""), plain)
        plain = pc.replace_substring(plain, ",", ".", max_replacements=1)
    elif decimal == ".":
        grouped = pc.match_substring_regex(plain, _COMMA_GROUPS)
        plain = pc.if_else(grouped, pc.replace_substring(plain, ",", ""), plain)
    else:
        plain = _with_points(plain)
    valid = pc.match_substring_regex(plain, _NUMBER)
    return pc.cast(pc.if_else(valid, plain, pa.scalar(None, pa.string())), pa.float64())


def _with_points(plain: Column) -> Column:
    doubtful = pc.match_substring_regex(plain, _DOUBTFUL)
    comma = pc.and_not(pc.match_substring_regex(plain, _COMMA_DECIMALS), doubtful)
    return pc.if_else(comma, pc.replace_substring(plain, ",", "."), plain)
