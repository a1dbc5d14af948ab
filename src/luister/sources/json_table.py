"""Opens the responses of Formbricks, as its API gives them, and plain lists of records."""

import json
from pathlib import Path
from typing import Any

from luister.errors import UnreadableFileError
from luister.sources.raw_table import RawTable, SourceColumn, distinct_names
from luister.sources.text_cells import batches_of, kind_counts

_LARGEST = 256 << 20
_DEEPEST = 4

Record = dict[str, Any]


def open_json(path: Path, *, name: str) -> RawTable:
    """The table in a JSON file of responses. The first counts as row 2, as under a heading.

    Raises:
        UnreadableFileError: it is no JSON, is too large, or holds no list of responses.
    """
    entry = _entry(path)
    found = entry.get("data") if isinstance(entry, dict) else entry
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableFileError(
            f"{path.name} is JSON, but holds no list of responses.",
            hint='It should be a list of records, or {"data": [...]} as the tool\'s API gives it.',
        )
    if not found:
        raise UnreadableFileError(f"{path.name} has no responses.", hint="Export it again.")
    records = [_flat(one) for one in found]
    names = list(dict.fromkeys(key for record in records for key in record))
    rows = [[record.get(key) for key in names] for record in records]
    return RawTable(
        header=(tuple(names),),
        columns=tuple(SourceColumn(one) for one in distinct_names(names)),
        batches=lambda: batches_of(enumerate(rows, start=2), width=len(names), total=len(rows)),
        kinds=kind_counts(rows, len(names)),
        tool=name,
        encoding="utf-8",
    )


def _entry(path: Path) -> object:
    if path.stat().st_size > _LARGEST:
        raise UnreadableFileError(
            f"{path.name} is JSON of more than {_LARGEST >> 20} megabytes.",
            hint="Export the answers as CSV, or in smaller parts.",
        )
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            f"{path.name} is cut off or damaged: it is no JSON.", hint="Export or copy it again."
        ) from error


def _flat(record: Record, before: str = "", depth: int = 0) -> Record:
    """The record without tables in it: "person.userId" for what stands deeper."""
    found: Record = {}
    for key, value in record.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            found |= _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            found[name] = ", ".join(_plain(one) for one in value)
        else:
            found[name] = _plain(value) if isinstance(value, dict) else value
    return found


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
