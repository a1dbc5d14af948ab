"""Takes in files: staged in parts, then visible all at once; resumed, cancelled or undone without a trace."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np

from luister.events.answer import Question
from luister.events.import_result import ImportResult, RejectedRow
from luister.events.response_batch import ResponseBatch
from luister.store.home import Store
from luister.store.imports import (
    append_log,
    counted_rows,
    drop_parts,
    rejected_rows,
    result,
)
from luister.store.log_entries import Progress, entry_of
from luister.store.packing import packed, unpacked
from luister.store.part_writer import PartWriter
from luister.store.questions import remember_questions
from luister.store.seen import SeenIds
from luister.store.segment import (
    Segment,
    checked_dimensions,
    new_scratch,
    segment_of,
)
from luister.store.truth import Truth
from luister.store.webhooks import notify
from luister.store.words import keep_words

_SHOWN_REJECTS = 1000
_LARGE = 1000
_REJECT_COLUMNS = ("import_id", "row_number", "column_name", "reason", "raw")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from: the survey they answer, the kind of source, the file and how it was read.

    `digest` names the file's content together with its mapping; the same digest is the same import.
    """

    survey: str
    source: str
    file_name: str
    digest: str
    mapping: str
    header: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part on its way to the disk; `description` is that of the import up to and with it."""

    ordinal: int
    read: int
    segment: Segment
    rejects: tuple[RejectedRow, ...]
    description: tuple[str, str, str]


class Staging:
    """An import under way. Parts are kept as they come; nobody sees them before `commit`."""

    def __init__(self, store: Store, origin: Origin, *, now: datetime) -> None:
        """Begins, or goes on where an import of the same file was broken off."""
        self._store, self.origin, self._now = store, origin, now
        self._seen = SeenIds()
        self._scratch = new_scratch()
        self._questions: dict[tuple[str, int, str], Question] = {}
        self._dimensions: list[str] = []
        self._notes: list[str] = []
        self._writer = PartWriter(store.truth)
        self.id = self._resumed() or self._begun()
        self.parts = self._kept_parts()
        """How many parts are kept or on their way; a reader that goes on may skip as many."""

    def add(
        self,
        batch: ResponseBatch,
        rejects: Sequence[RejectedRow],
        *,
        read: int,
        notes: Sequence[str] = (),
    ) -> None:
        """Keeps one part: its rows and its rejected rows, of `read` rows together.

        A large part may still be on its way to the disk when this returns; `commit` waits for it.
        """
        self._describe(batch, notes)
        segment = segment_of(
            batch,
            self._seen,
            secret=self._store.secret,
            time_zone=self._store.time_zone,
            scratch=self._scratch,
        )
        turned_down = [*rejects, *_repeats(segment, batch)]
        part = _Part(self.parts, read, segment, tuple(turned_down), self._description())
        self.parts += 1
        if segment.table.num_rows < _LARGE:
            self._writer.wait()
            self._keep(part)
        else:
            self._writer.write(partial(self._keep, part))

    def _keep(self, part: "_Part") -> None:
        truth, segment = self._store.truth, part.segment
        facts = packed(segment.table)
        with truth.transaction():
            truth.execute(
                "INSERT INTO store_segment VALUES (?, ?, ?, ?, ?)",
                (self.id, part.ordinal, segment.table.num_rows, part.read, facts),
            )
            truth.copy(
                "store_reject", _REJECT_COLUMNS, (_reject_row(self.id, r) for r in part.rejects)
            )
            keep_words(truth, (self.id, part.ordinal), segment.words)
            truth.execute(
                "UPDATE store_import SET dimensions = ?, questions = ?, notes = ? WHERE id = ?",
                (*part.description, self.id),
            )

    def skip(self, batch: ResponseBatch, notes: Sequence[str] = ()) -> None:
        """Takes note of a part that was kept before the import was broken off."""
        self._describe(batch, notes)

    def commit(self, *, now: datetime, progress: Progress | None = None) -> ImportResult:
        """What became of the file, now that its rows count; all become visible in one step."""
        self._writer.wait()
        while True:
            version = self._store.projection.catch_up()
            added, replaced, unchanged = self._effect()
            if self._committed(now, version, (added, replaced, unchanged)):
                break
        self._store.projection.catch_up(progress)
        return result(self._store, self.id)

    def cancel(self) -> None:
        """Throws the staged parts away, also those on their way to the disk."""
        self._writer.abandon()
        with self._store.truth.transaction():
            drop_parts(self._store, self.id)
            self._store.truth.execute(
                "UPDATE store_import SET state = 'cancelled' WHERE id = ?", (self.id,)
            )

    def trial_result(self) -> ImportResult:
        """What would become of the file; nothing of it stays."""
        self._writer.wait()
        self._store.projection.catch_up()
        added, replaced, unchanged = self._effect()
        staged = counted_rows(self._store, self.id)
        outcome = ImportResult(
            id=None,
            survey=self.origin.survey,
            read=staged[0],
            kept=staged[1],
            rejected=staged[2],
            added=added,
            replaced=replaced,
            unchanged=unchanged,
            rejects=tuple(rejected_rows(self._store, self.id, limit=_SHOWN_REJECTS)),
            notes=tuple(self._notes),
        )
        self.cancel()
        return outcome

    def _kept_parts(self) -> int:
        sql = "SELECT count(*) FROM store_segment WHERE import_id = ?"
        return int(self._store.truth.execute(sql, (self.id,))[0][0])

    def _resumed(self) -> int | None:
        truth = self._store.truth
        rows = truth.execute(
            "SELECT id, questions, dimensions, notes FROM store_import "
            "WHERE digest = ? AND survey = ? AND state = 'staging' ORDER BY id DESC LIMIT 1",
            (self.origin.digest, self.origin.survey),
        )
        if not rows:
            return None
        for (data,) in truth.stream(
            "SELECT data FROM store_segment WHERE import_id = ? ORDER BY ordinal", (rows[0][0],)
        ):
            self._seen.add(unpacked(bytes(data), ["response"])["response"].to_numpy())
        return int(rows[0][0])

    def _begun(self) -> int:
        origin = self.origin
        with self._store.truth.transaction():
            rows = self._store.truth.execute(
                "INSERT INTO store_import (survey, source, file_name, digest, mapping, header, state, "
                "read_rows, kept, rejected, added, replaced, unchanged, dimensions, questions, notes, "
                "started_at) VALUES (?, ?, ?, ?, ?, ?, 'staging', 0, 0, 0, 0, 0, 0, '[]', '[]', '[]', ?) "
                "RETURNING id",
                (
                    origin.survey,
                    origin.source,
                    origin.file_name,
                    origin.digest,
                    origin.mapping,
                    json.dumps(origin.header),
                    self._now.isoformat(),
                ),
            )
        return int(rows[0][0])

    def _describe(self, batch: ResponseBatch, notes: Sequence[str]) -> None:
        for question in batch.questions:
            self._questions[question.id, question.wording, question.scale.code] = question
        self._dimensions = sorted({*self._dimensions, *checked_dimensions(batch.dimensions)})
        self._notes = [*self._notes, *(note for note in notes if note not in self._notes)]

    def _description(self) -> tuple[str, str, str]:
        return (
            json.dumps(self._dimensions),
            json.dumps([entry_of(question) for question in self._questions.values()]),
            json.dumps(self._notes),
        )

    def _effect(self) -> tuple[int, int, int]:
        """How many staged responses are new, replace another, or stand there already."""
        counted = np.zeros(3, dtype=np.int64)
        for (data,) in self._store.truth.stream(
            "SELECT data FROM store_segment WHERE import_id = ?", (self.id,)
        ):
            keys = unpacked(bytes(data), ["response", "digest"])
            counted += self._store.projection.effect_of(keys)
        return int(counted[0]), int(counted[1]), int(counted[2])

    def _committed(self, now: datetime, version: int, effect: tuple[int, int, int]) -> bool:
        """True once the log holds the import; false where another entry came in between."""
        truth = self._store.truth
        with truth.transaction():
            truth.hold_order()
            # Forms come in all the time; they may change what is counted as new, not what is kept.
            head = truth.execute(
                "SELECT coalesce(max(position), 0) FROM store_log WHERE kind <> 'form'"
            )[0][0]
            if head > version:
                return False
            counted = counted_rows(self._store, self.id)
            truth.execute(
                "UPDATE store_import SET state = 'kept', read_rows = ?, kept = ?, rejected = ?, added = ?, "
                "replaced = ?, unchanged = ?, finished_at = ? WHERE id = ?",
                (*counted, *effect, now.isoformat(), self.id),
            )
            if effect[0] + effect[1] == 0:
                drop_parts(self._store, self.id, rejects=False)
            remember_questions(truth, self.origin.survey, list(self._questions.values()))
            for name in self._dimensions:
                truth.execute(
                    "INSERT INTO store_dimension VALUES (?) ON CONFLICT (name) DO NOTHING", (name,)
                )
            append_log(self._store, "import", self.id, {}, now=now)
            self._tell(truth, counted, now)
        return True

    def _tell(self, truth: Truth, counted: tuple[int, int, int], now: datetime) -> None:
        """Tells other systems of a file, in the commit that makes it count: neither is there without the other."""
        if self.origin.source == "file":
            read, kept, _ = counted
            told = {"id": self.id, "survey": self.origin.survey, "read": read, "kept": kept}
            notify(truth, "import.finished", told, now=now)


def digest_of(parts: Iterable[bytes]) -> str:
    """The name of a content: SHA-256 in hexadecimal.

    >>> digest_of([b"a", b"b"])[:8]
    'fb8e20fc'
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _repeats(segment: Segment, batch: ResponseBatch) -> list[RejectedRow]:
    if not segment.repeated:
        return []
    keys = dict(zip(batch.rows["row"].to_pylist(), batch.rows["key"].to_pylist(), strict=True))
    return [
        RejectedRow(row, None, f"the id {keys[row]!r} stands in an earlier row of this file")
        for row in segment.repeated
    ]


def _reject_row(import_id: int, reject: RejectedRow) -> tuple[Any, ...]:
    return (import_id, reject.row, reject.column, reject.reason, json.dumps(reject.raw))
