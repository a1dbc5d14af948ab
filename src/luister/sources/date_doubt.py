"""Notices dates that are written otherwise than their mapping says."""

from itertools import islice

import pyarrow as pa

from luister.sources.column_mapping import ColumnMapping, DateForm
from luister.sources.date_forms import found_dates
from luister.sources.moments import Clock, moments
from luister.sources.profile import ColumnProfile

_ENOUGH = 0.5
_LOOKED_AT = 300


def date_doubt(column: ColumnMapping, facts: ColumnProfile) -> tuple[DateForm, ...] | None:
    """The forms in which the dates may be written instead; None where the mapping's own fits half of them."""
    counts = dict(islice(facts.counts.items(), _LOOKED_AT))
    texts = [text for text in counts if text not in column.missing]
    total = sum(counts[text] for text in texts)
    if column.role != "date" or not total:
        return None
    read = moments(pa.array(texts, pa.string()), Clock(column.date, "UTC")).is_valid().to_pylist()
    good = sum(counts[text] for text, is_read in zip(texts, read, strict=True) if is_read)
    if good >= _ENOUGH * total:
        return None
    found = found_dates(texts, named_date=True)
    return (found.form, *([found.other] if found.other else [])) if found else ()
