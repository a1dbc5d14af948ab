"""Preview: how a file will be understood, corrected and answered for, before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from luister.events.import_result import RejectedRow
from luister.events.response_batch import ResponseBatch
from luister.sources.asking import Ask, answered
from luister.sources.column_mapping import ColumnMapping, dimension_name, question_id
from luister.sources.guessing import guesses
from luister.sources.mapping import Mapping as FileMapping
from luister.sources.mapping import dump_mapping, load_mapping
from luister.sources.opening import open_table
from luister.sources.profile import profile_of
from luister.sources.proposal import Proposal, propose
from luister.sources.reading import read
from luister.store.home import Store

__all__ = [
    "Ask",
    "ColumnMapping",
    "FreshMapping",
    "Preview",
    "Proposal",
    "answered_mapping",
    "first_rows",
    "fresh_mapping",
    "proposal_with",
]


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file as they will be kept, and those among them that will not."""

    batch: ResponseBatch
    rejects: tuple[RejectedRow, ...]


def proposal_with(path: Path, mapping_text: str, *, name: str = "mapping") -> Proposal:
    """What the file means with this mapping, and what is left to ask; `name` is for errors.

    Raises:
        UnreadableFileError: the file is in no form that we know.
        MappingError: the mapping is no mapping, or does not fit the file.
    """
    return propose(path, mapping=load_mapping(mapping_text, name))


@dataclass(frozen=True, slots=True)
class FreshMapping:
    """A mapping proposed anew, and for each column what is proposed and why."""

    text: str
    columns: tuple[tuple[ColumnMapping, str], ...]


def fresh_mapping(path: Path, mapping_text: str, *, name: str = "mapping") -> FreshMapping:
    """What the columns seem to mean when the file is opened as this mapping's [file] says.

    For another sheet, delimiter or encoding has other columns; what was said of the earlier ones
    means nothing there.

    Raises:
        UnreadableFileError: the file cannot be opened so.
        MappingError: the mapping is no mapping.
    """
    form = load_mapping(mapping_text, name).file
    profile = profile_of(open_table(path, form), decimal=form.decimal)
    found = guesses(profile.columns)
    mapping = FileMapping(
        tuple(guess.mapping for guess in found),
        file=replace(form, decimal=form.decimal or profile.decimal),
    )
    return FreshMapping(dump_mapping(mapping), tuple((one.mapping, one.reason) for one in found))


def answered_mapping(
    path: Path, mapping_text: str, answers: Mapping[int, str], *, name: str = "mapping"
) -> str:
    """The mapping after answers to the questions of its proposal: place of the question -> option.

    A place that has no question (any more) is passed over.

    Raises:
        UnreadableFileError: the file is in no form that we know.
        MappingError: the mapping is no mapping.
    """
    proposal = proposal_with(path, mapping_text, name=name)
    mapping = proposal.mapping
    for place, option in answers.items():
        if place < len(proposal.asks):
            ask = proposal.asks[place]
            mapping = answered(_with_lasting_names(mapping, ask), ask, option)
    return dump_mapping(mapping)


def _with_lasting_names(mapping: FileMapping, ask: Ask) -> FileMapping:
    """The mapping, in which a column that may get another heading keeps the name it has in facts.

    Without that a renamed column would begin a new question, and waves would not compare.
    """
    if ask.kind != "lacking":
        return mapping
    columns = tuple(
        _with_lasting_name(column) if column.name in ask.columns else column
        for column in mapping.columns
    )
    return replace(mapping, columns=columns)


def _with_lasting_name(column: ColumnMapping) -> ColumnMapping:
    if column.role == "question":
        return replace(column, question=question_id(column), label=column.label or column.name)
    if column.role == "dimension":
        return replace(column, dimension=dimension_name(column))
    return column


def first_rows(
    store: Store, path: Path, mapping_text: str, *, survey: str, rows: int = 25
) -> Preview:
    """The first rows of a file as this mapping reads them.

    Raises:
        UnreadableFileError: the file is in no form that we know, or is damaged.
        MappingError: the mapping does not fit the file.
    """
    mapping = load_mapping(mapping_text, survey)
    parts = read(path, mapping, survey=survey, time_zone=store.time_zone, batch_rows=rows)
    part = next(parts)
    return Preview(part.batch, part.rejects)
