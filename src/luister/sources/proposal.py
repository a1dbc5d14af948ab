"""What the columns of a file seem to mean, with reasons, and what a person must say first."""

from dataclasses import dataclass
from pathlib import Path

from luister.sources.column_mapping import FileForm
from luister.sources.fitting import fitted_places
from luister.sources.mapping import Mapping
from luister.sources.opening import open_table


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that only a person can answer before the file is read."""

    column: str | None
    kind: str
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a file seems to be; `mapping` reads it once `asks` is empty."""

    header: tuple[tuple[str, ...], ...]
    mapping: Mapping
    asks: tuple[Ask, ...]


def propose(path: Path, *, mapping: Mapping | None = None) -> Proposal:
    """What the columns of a file seem to mean."""
    table = open_table(path, mapping.file if mapping else FileForm())
    given = mapping or Mapping(())
    fitted_places(given, table, path.name)
    return Proposal(table.header, given, ())
