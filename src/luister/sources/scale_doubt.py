"""Notices answers that are on another scale than their mapping says."""

import pyarrow as pa

from luister.sources.answers import codes_in
from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.column_mapping import ColumnMapping
from luister.sources.numbers import numbers
from luister.sources.profile import ColumnProfile, Profile
from luister.sources.response_rows import filled

_FEWEST = 30
_SHARE_OUTSIDE = 0.05
_YEAR = r"(?:^|\D)(?P<year>(?:19|20)\d\d)(?:\D|$)"


def scale_doubt(column: ColumnMapping, profile: Profile) -> str | None:
    """Why the answers may be on another scale than the mapping says; None where they fit it.

    It is doubtful where more than one answer in twenty lies beyond the scale, at two values or
    more; where a scale to 10 is used only up to 5; or where one year (or wave) uses half of the
    scale and another all of it.
    """
    scale = column.scale
    facts = next((one for one in profile.columns if one.name == column.name), None)
    if facts is None or scale is None or scale.low is None or scale.high is None:
        return None
    counts = _valued(column, facts, profile.decimal)
    total = sum(counts.values())
    outside = {
        value: count for value, count in counts.items() if not scale.low <= value <= scale.high
    }
    if len(outside) >= 2 and sum(outside.values()) > _SHARE_OUTSIDE * total:
        low, high = min(counts), max(counts)
        return f"the answers run from {low:g} to {high:g}, but it is mapped as {scale.low:g} to {scale.high:g}."
    if total < _FEWEST or scale.high < 7 or scale.kind == "number":
        return None
    if max(counts) <= 5 and len(counts) >= 3:
        return f"no answer is above {max(counts):g}, but it is mapped as {scale.low:g} to {scale.high:g}."
    return _doubt_between_years(column, profile)


def _valued(column: ColumnMapping, facts: ColumnProfile, decimal: str | None) -> dict[float, int]:
    """How often each number was answered, the missing codes left out."""
    texts = pa.array(list(facts.counts), pa.string())
    code = codes_in(texts, list(column.missing)).to_pylist()
    values = numbers(texts, decimal).to_pylist()
    found: dict[float, int] = {}
    for text, value, coded in zip(facts.counts, values, code, strict=True):
        if value is not None and coded is None:
            found[value] = found.get(value, 0) + facts.counts[text]
    return found


def _doubt_between_years(column: ColumnMapping, profile: Profile) -> str | None:
    names = [one.name for one in profile.columns]
    values = profile.cells.column(names.index(column.name)).combine_chunks()
    for place, facts in enumerate(profile.columns):
        if facts.name == column.name or not _is_period(facts):
            continue
        ends = _ends_by_period(column, values, profile.cells.column(place).combine_chunks())
        short = [period for period, high in ends.items() if high <= 5]
        long = [period for period, high in ends.items() if high > 5]
        if short and long:
            return (
                f"in {', '.join(short)} the answers end at 5 and in {', '.join(long)} at "
                f"{max(ends.values()):g}; the scale seems to have changed."
            )
    return None


def _is_period(facts: ColumnProfile) -> bool:
    """Whether a column tells years: at least two, in nearly all its cells."""
    texts = pa.array(list(facts.counts), pa.string())
    years = pc.extract_regex(texts, _YEAR)
    found = pc.struct_field(years, "year")
    return bool(facts.counts) and found.null_count == 0 and 2 <= len(pc.unique(found)) <= 20


def _ends_by_period(column: ColumnMapping, values: Column, periods: Column) -> dict[str, float]:
    """The highest answer of each year that has enough of them."""
    texts = filled(values)
    coded = codes_in(texts, list(column.missing)).is_valid()
    number = pc.if_else(coded, None, numbers(texts, None))
    years = pc.extract_regex(filled(periods), _YEAR)
    table = pa.table({"year": pc.struct_field(years, "year"), "value": number})
    found = table.drop_null().group_by("year").aggregate([("value", "max"), ("value", "count")])
    return {
        row["year"]: row["value_max"]
        for row in found.sort_by("year").to_pylist()
        if row["value_count"] >= _FEWEST // 2
    }
