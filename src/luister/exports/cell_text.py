"""Text that is safe in a cell: no formula, no character or length that a spreadsheet refuses."""

import pyarrow as pa
import pyarrow.compute as pc

LONGEST_CELL = 32_767
"""What a cell of Excel can hold, in characters (UTF-16 units)."""

# A spreadsheet runs what begins with one of these, blanks before it or not, when it opens a CSV.
# Source: OWASP, CSV Injection; the full-width forms are what some input methods type.
_HOSTILE = r"^[\s\x00]*[=+\-@\t\r\n\x{FF0B}\x{FF0D}\x{FF1D}\x{FF20}]"
_HOSTILE_BLANK = r"^[\t\r\n]"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


def neutralised(text: pa.StringArray) -> pa.StringArray:
    """The same texts, with an apostrophe before each that a spreadsheet might run as a formula.

    >>> neutralised(pa.array(["=1+1", "fine", None, " @x"])).to_pylist()
    ["'=1+1", 'fine', None, "' @x"]
    """
    is_hostile = pc.or_(
        pc.match_substring_regex(text, _HOSTILE), pc.match_substring_regex(text, _HOSTILE_BLANK)
    )
    marked = pc.replace_substring_regex(text, r"\A", "'")
    safe: pa.StringArray = pc.if_else(is_hostile, marked, text)
    return safe


def fitting(text: pa.StringArray) -> pa.StringArray:
    r"""The same texts without control characters, cut where a cell of Excel is full.

    A text that was cut ends on an ellipsis.

    >>> fitting(pa.array(["a\x00b", None])).to_pylist()
    ['ab', None]
    """
    clean = pc.replace_substring_regex(text, _CONTROL, "")
    # Half of the limit, as a character outside the basic plane takes two units.
    is_long = pc.greater(pc.utf8_length(clean), pa.scalar(LONGEST_CELL // 2, pa.int32()))
    if not pc.any(is_long).as_py():
        return clean
    return pa.array([_cut(one) for one in clean.to_pylist()], pa.string())


def _cut(text: str | None) -> str | None:
    if text is None or len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    units = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - 1)]
    return units.decode("utf-16-le", "ignore") + "…"
