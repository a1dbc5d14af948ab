"""Collect: answers come in from a file or one by one, are kept, and count at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from luister.errors import LuisterError, MappingError
from luister.events.import_result import ImportResult
from luister.events.response_batch import ResponseBatch
from luister.loop.read_ahead import read_ahead
from luister.sources.mapping import Mapping, dump_mapping, load_mapping
from luister.sources.next_file import for_next_file
from luister.sources.proposal import Proposal, propose
from luister.sources.reading import BATCH_ROWS, read
from luister.store import imports as kept
from luister.store.home import Store
from luister.store.staging import Origin, Staging, digest_of

Progress = Callable[[float], None]
ImportSummary = kept.ImportSummary
_BLOCK = 1 << 20


def propose_file(
    store: Store, path: Path, *, survey: str | None = None, file_name: str | None = None
) -> Proposal:
    """What the columns of a file seem to mean; the survey's last mapping is tried first.

    What that says of its own file alone, such as the wave, is asked again, unless a file of this
    name was brought in before. `file_name` is what people call it, where its path does not say.

    Raises:
        UnreadableFileError: the file is in no form that we know.
    """
    return propose(path, mapping=_last_mapping(store, survey or "", file_name or path.name))


def mapping_text(proposal: Proposal) -> str:
    """A proposed mapping as TOML, to be corrected by hand."""
    return dump_mapping(proposal.mapping)


def import_file(  # noqa: PLR0913 - the one door for files; each argument is a choice of its user
    store: Store,
    path: Path,
    *,
    survey: str,
    mapping_text: str | None = None,
    dry_run: bool = False,
    file_name: str | None = None,
    now: datetime,
    progress: Progress | None = None,
) -> ImportResult:
    """What became of the file. Its rows count all at once, or not at all.

    The same file again adds nothing; a row with a known id and other content replaces. Broken off,
    it goes on where it was when the same file is given again. `progress` gets the share done and
    may raise CancelledError. `file_name` is what people call the file, where its path does not say.

    Raises:
        UnreadableFileError: the file is in no form that we know.
        MappingError: the mapping does not fit, or there are questions that a person must answer.
    """
    with ThreadPoolExecutor(1) as beside:
        content = beside.submit(digest_of, _content(path))
        proposal = _settled(store, path, survey, mapping_text, file_name or path.name)
    text = dump_mapping(proposal.mapping)
    # An import goes on only where its file would be cut into the same parts.
    digest = digest_of([content.result().encode(), text.encode(), b"\0%d" % BATCH_ROWS])
    origin = Origin(survey, "file", file_name or path.name, digest, text, proposal.header)
    staging = Staging(store, origin, now=now)
    try:
        _stage(staging, store, path, proposal, progress)
    except LuisterError:
        staging.cancel()
        raise
    if dry_run:
        return staging.trial_result()
    return staging.commit(now=now, progress=_part(progress, 0.9, 1.0))


def _stage(
    staging: Staging,
    store: Store,
    path: Path,
    proposal: Proposal,
    progress: Progress | None,
) -> None:
    done_before = staging.parts
    step = _part(progress, 0.0, 0.9)
    parts = read(
        path,
        proposal.mapping,
        survey=staging.origin.survey,
        time_zone=store.time_zone,
        table=proposal.table,
    )
    for number, part in enumerate(read_ahead(parts)):
        if number < done_before:
            staging.skip(part.batch, part.notes)
        else:
            staging.add(part.batch, part.rejects, read=part.read, notes=part.notes)
        step(part.done)


def take_in(
    store: Store,
    batches: Iterator[ResponseBatch],
    *,
    name: str,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> list[ImportResult]:
    """What became of batches that a program makes, such as the demo's; one import a survey.

    Batches of one survey must follow one another. `progress` gets the rows kept so far.
    """
    results, rows = [], 0
    staging: Staging | None = None
    for batch in batches:
        if staging is None or staging.origin.survey != batch.survey:
            results += [staging.commit(now=now)] if staging else []
            digest = digest_of([name.encode(), batch.survey.encode(), now.isoformat().encode()])
            staging = Staging(store, Origin(batch.survey, "program", name, digest, ""), now=now)
        staging.add(batch, (), read=batch.rows.num_rows)
        rows += batch.rows.num_rows
        if progress:
            progress(rows)
    return [*results, staging.commit(now=now)] if staging else results


def undo(store: Store, import_id: int, *, now: datetime) -> ImportSummary:
    """The import, after its rows were taken out and what they had replaced came back."""
    return kept.undo(store, import_id, now=now)


def imports(store: Store) -> list[ImportSummary]:
    """All imports of files, the last first."""
    return [one for one in kept.summaries(store) if one.source != "api"]


def import_result(store: Store, import_id: int) -> ImportResult:
    """What became of the file of an import."""
    return kept.result(store, import_id)


def saved_mapping(store: Store, survey: str) -> str | None:
    """The mapping that the next file of a survey will be tried with; None where there is none."""
    return kept.saved_mapping(store, survey)


def rejected_lines(store: Store, import_id: int) -> Iterator[tuple[str, ...]]:
    """The rejects file, line by line: the file's own headings and columns, then row and reason."""
    header = kept.header_of(store, import_id)
    for number, line in enumerate(header):
        yield (*line, *(("luister_row", "luister_reason") if number == 0 else ("", "")))
    for reject in kept.rejected_rows(store, import_id):
        reason = f"{reject.column}: {reject.reason}" if reject.column else reject.reason
        yield (*reject.raw, str(reject.row), reason)


def _last_mapping(store: Store, survey: str, file_name: str) -> Mapping | None:
    """The mapping of the survey's last file; for a file of another name with what must be asked anew."""
    text = kept.saved_mapping(store, survey) if survey else None
    if text is None:
        return None
    mapping = load_mapping(text, name=survey)
    names = {one.file_name for one in kept.summaries(store) if one.survey == survey}
    return mapping if file_name in names else for_next_file(mapping)


def _settled(store: Store, path: Path, survey: str, text: str | None, file_name: str) -> Proposal:
    """What the file is, once nothing is left to ask."""
    given = load_mapping(text, name=survey) if text else _last_mapping(store, survey, file_name)
    proposal = propose(path, mapping=given)
    if proposal.asks:
        first = proposal.asks[0]
        raise MappingError(
            f"{path.name}: {len(proposal.asks)} question(s) to answer first: {first.text}",
            hint="Write the mapping with `luister propose`, correct it, and give it with --map.",
        )
    return proposal


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _part(progress: Progress | None, start: float, end: float) -> Progress:
    def step(done: float) -> None:
        if progress:
            progress(start + done * (end - start))

    return step
