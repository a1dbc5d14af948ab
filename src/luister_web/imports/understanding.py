"""How a file is understood with the mapping that a person is correcting."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from luister.errors import LuisterError, UnreadableFileError
from luister.loop import collect, preview
from luister_web.current_home import home
from luister_web.imports.background_import import uploads_folder
from luister_web.imports.core_words import in_words
from luister_web.imports.meanings import meaning_of
from luister_web.imports.models import ImportJob
from luister_web.imports.preview_table import PreviewTable, preview_table
from luister_web.imports.uploads import upload_path

Proposed = tuple[str, str]
"""What a column was proposed to mean, and why."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A file with its mapping: what is proposed, the rows that come of it, or what stands in the way."""

    proposal: preview.Proposal | None = None
    table: PreviewTable | None = None
    rejects: tuple[tuple[int, str], ...] = ()
    problem: str = ""
    hint: str = ""
    is_unreadable: bool = False

    @property
    def is_ready(self) -> bool:
        """True where nothing is left to ask or to mend."""
        return self.proposal is not None and not self.proposal.asks and not self.problem


def path_of(job: ImportJob) -> Path:
    """Where the job's file lies."""
    return upload_path(uploads_folder(), job.token)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The mapping to begin with, and for each column what was proposed: its meaning and why."""

    mapping: str
    proposed: dict[str, Proposed]


def beginning(job: ImportJob) -> Beginning:
    """The mapping of the survey's last file, fitted to this one; where there is none, a proposal.

    Raises:
        UnreadableFileError: the file is in no form that we know.
    """
    fresh = collect.propose_file(home(), path_of(job))
    has_saved = bool(job.survey and collect.saved_mapping(home(), job.survey))
    chosen = (
        collect.propose_file(home(), path_of(job), survey=job.survey, file_name=job.file_name)
        if has_saved
        else fresh
    )
    proposed = proposed_of((one.mapping, one.reason) for one in fresh.columns)
    return Beginning(collect.mapping_text(chosen), proposed)


def proposed_of(columns: Iterable[tuple[preview.ColumnMapping, str]]) -> dict[str, Proposed]:
    """For each column what was proposed and why."""
    return {
        column.name: (meaning_of(column.role, column.scale.code if column.scale else ""), reason)
        for column, reason in columns
    }


def understanding(job: ImportJob) -> Understanding:
    """How the job's file is understood now."""
    proposal = None
    try:
        proposal = preview.proposal_with(path_of(job), job.mapping, name=job.file_name)
        found = preview.first_rows(
            home(), path_of(job), job.mapping, survey=job.survey or job.file_name
        )
    except LuisterError as error:
        if proposal is not None and proposal.asks:
            # What is asked stands in the way of showing rows; that is no problem beside it.
            return Understanding(proposal)
        problem, hint = told(job, error)
        is_unreadable = isinstance(error, UnreadableFileError)
        return Understanding(proposal, problem=problem, hint=hint, is_unreadable=is_unreadable)
    table = preview_table(found.batch, time_zone=home().time_zone)
    rejects = tuple((one.row, _reason(one.column, one.reason)) for one in found.rejects[:5])
    return Understanding(proposal, table, rejects)


def told(job: ImportJob, error: LuisterError) -> tuple[str, str]:
    """The problem and its cure, with the name that people know the file by."""
    problem, hint = (
        text.replace(job.token, job.file_name) for text in (error.problem, error.hint)
    )
    return in_words(problem), in_words(hint)


def _reason(column: str | None, reason: str) -> str:
    return f"{column}: {in_words(reason)}" if column else in_words(reason)
