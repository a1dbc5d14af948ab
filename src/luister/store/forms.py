"""Keeps filled-in forms that come in one by one: each durable before it is acknowledged, many in one commit."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from luister.events.answer import AnswerStatus, Question
from luister.events.response import Answer, Response
from luister.store.digest import mixed, positive, seed
from luister.store.form_facts import NO_IMPORT, body_of, is_in_facts
from luister.store.home import Store
from luister.store.imports import append_log
from luister.store.log_entries import entry_of
from luister.store.questions import questions_of, remember_questions
from luister.store.segment import PLACES, checked_dimensions
from luister.store.shared_commit import Finish, Write
from luister.store.truth import Truth
from luister.store.webhooks import notify

_ANSWERED = AnswerStatus.ANSWERED
_Said = tuple[float | None, str | None]
Also = Callable[[Truth], None]
"""What else belongs to the same commit, such as how far somebody has come."""


def response_id(survey: str, key: str, wave: str | None = None) -> int:
    """The number of a form: that of its survey, wave and key, the same as when it came in a file.

    >>> response_id("moving", "one") == response_id("moving", "one")
    True
    """
    known = np.array([seed(wave) if wave else 0], dtype=np.uint64)
    place = np.array([seed(survey)]) + mixed(known)
    return int(positive(mixed(np.array([seed(key)]) + mixed(place)))[0])


def pseudonym(store: Store, customer: str) -> int:
    """The number under which a customer stands among the facts."""
    return int(hashlib.sha256((store.secret + customer).encode()).hexdigest()[:15], 16)


def keep(
    store: Store,
    form: Response,
    questions: Sequence[Question],
    *,
    source: str,
    now: datetime,
    also: Also | None = None,
) -> bool:
    """True where the form is new or says something else than before; it is durable when this returns.

    The id of `form` is its `response_id` as a text. Forms that come in at the same time share one commit, so that many
    threads wait for one write to disk and not each for its own.

    Raises:
        StoreError: a dimension has a name that cannot be a column.
    """
    row = _row(store, form, questions, source=source, now=now)
    write = partial(_write, row=row, also=also, now=now)
    return store.shared_commit.run(write, _finish(store, now)) is not None


def keep_all(
    store: Store,
    forms: Sequence[tuple[Response, Sequence[Question]]],
    *,
    source: str,
    now: datetime,
) -> list[BaseException | None]:
    """For each form None once it is durable, or why it is not; all in one commit where none fails."""
    writes: list[Write] = []
    for form, questions in forms:
        row = _row(store, form, questions, source=source, now=now)
        writes.append(partial(_write, row=row, also=None, now=now))
    return [one.error for one in store.shared_commit.run_all(writes, _finish(store, now))]


def _write(truth: Truth, *, row: "_Row", also: Also | None, now: datetime) -> int | None:
    """The form's number where it is new or says something else than before."""
    is_changed = _put(truth, row)
    if also is not None:
        also(truth)
    if is_changed:
        _tell(truth, row, now)
    return row.response if is_changed else None


def _finish(store: Store, now: datetime) -> Finish:
    """Enters what changed in the log, as one line for all that share a commit."""

    def finish(_truth: Truth, changed: list[int]) -> None:
        if changed:
            append_log(store, "form", None, {"responses": changed}, now=now)

    return finish


def add_answers(
    store: Store, form: Response, questions: Sequence[Question], *, source: str, now: datetime
) -> str:
    """What became of answers that belong to a form of which more may be kept: new, same or other.

    The form is that of the id of `form`; the answers it has stay as they are. Where one of them differs from
    an answer that is kept, nothing is changed (`other`). `questions` are those answered; a new one belongs to the
    survey from now on. The shared commit holds the order, so parts of one form that come in at once do not push
    each other out.
    """
    outcome = ["new"]

    def write(truth: Truth) -> int | None:
        before = _answers_of(truth, int(form.id))
        said = {one.question: (one.value, one.text) for one in form.answers}
        outcome[0] = _compared(before, said)
        if outcome[0] != "new":
            return None
        remember_questions(truth, form.survey, questions)
        # Read here and not before: another part of the form may just have brought a question of its own.
        asked = questions_of(store, form.survey)[form.survey]
        labels = {question.id: question for question in asked}
        known = [
            Answer(name, labels[name].label, labels[name].scale.code, _ANSWERED, value, text)
            for name, (value, text) in before.items()
            if name in labels and name not in said
        ]
        whole = replace(form, answers=(*known, *form.answers))
        row = _row(store, whole, tuple(labels.values()), source=source, now=now)
        if not _put(truth, row):
            return None
        _tell(truth, row, now)
        return row.response

    store.shared_commit.run(write, _finish(store, now))
    return outcome[0]


def _compared(before: Mapping[str, _Said], said: Mapping[str, _Said]) -> str:
    """Whether what is said is new, stands there already, or says something other than what stands there."""
    if any(name in before and before[name] != value for name, value in said.items()):
        return "other"
    return "same" if said.keys() <= before.keys() else "new"


def _answers_of(truth: Truth, response: int) -> dict[str, _Said]:
    """The answers that are kept of a form: its numbers, its choices and its words."""
    rows = truth.execute("SELECT body FROM store_form WHERE response = ?", (response,))
    if not rows:
        return {}
    facts = json.loads(rows[0][0])["answers"]
    words: dict[str, str] = dict(
        truth.execute(
            "SELECT question, text FROM store_comment WHERE response = ? AND import_id = ?",
            (response, NO_IMPORT),
        )
    )
    return {name: (fact[1], words.get(name, fact[2])) for name, fact in facts.items()}


def _tell(truth: Truth, row: "_Row", now: datetime) -> None:
    """Tells other systems of a form, once it is complete."""
    if row.is_complete:
        told = {
            "id": str(row.response),
            "survey": row.survey,
            "source": row.source,
            "occurred_at": row.occurred_at,
        }
        notify(truth, "answer.received", told, now=now)


@dataclass(frozen=True, slots=True)
class _Row:
    """A form as its tables hold it."""

    response: int
    survey: str
    source: str
    customer: tuple[int, str] | None
    day: str
    occurred_at: str
    received_at: str
    is_complete: bool
    body: str
    digest: int
    questions: str
    dimensions: str
    comments: tuple[tuple[str, str], ...]


def _put(truth: Truth, row: _Row) -> bool:
    """True where the form is new or other than what stood there."""
    stood = truth.execute("SELECT digest FROM store_form WHERE response = ?", (row.response,))
    if stood and stood[0][0] == row.digest:
        return False
    shape = _shape(truth, row)
    customer = row.customer[0] if row.customer else None
    if row.customer:
        truth.execute(
            "INSERT INTO store_customer (id, customer_key) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
            row.customer,
        )
    truth.execute(
        "INSERT INTO store_form (response, survey, shape, source, customer, day, occurred_at, received_at, "
        "complete, digest, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (response) DO UPDATE SET shape = excluded.shape, customer = excluded.customer, "
        "complete = excluded.complete, digest = excluded.digest, body = excluded.body, day = excluded.day, "
        "occurred_at = excluded.occurred_at",
        (
            row.response,
            row.survey,
            shape,
            row.source,
            customer,
            row.day,
            row.occurred_at,
            row.received_at,
            int(row.is_complete),
            row.digest,
            row.body,
        ),
    )
    _put_comments(truth, row, customer, is_new=not stood)
    return True


def _put_comments(truth: Truth, row: _Row, customer: int | None, *, is_new: bool) -> None:
    if not is_new:
        truth.execute(
            "DELETE FROM store_comment WHERE response = ? AND import_id = ?",
            (row.response, NO_IMPORT),
        )
    for question, text in row.comments:
        truth.execute(
            "INSERT INTO store_comment (import_id, response, question, customer, text) VALUES (?, ?, ?, ?, ?)",
            (NO_IMPORT, row.response, question, customer, text),
        )


def _shape(truth: Truth, row: _Row) -> int:
    """The number of the form's questions and dimensions, which many forms share."""
    told = f"{row.survey}\0{row.questions}\0{row.dimensions}"
    digest = hashlib.sha256(told.encode()).hexdigest()
    known = truth.execute("SELECT id FROM store_form_shape WHERE digest = ?", (digest,))
    if known:
        return int(known[0][0])
    for name in json.loads(row.dimensions):
        truth.execute(
            "INSERT INTO store_dimension VALUES (?) ON CONFLICT (name) DO NOTHING", (name,)
        )
    made = truth.execute(
        "INSERT INTO store_form_shape (survey, digest, questions, dimensions) VALUES (?, ?, ?, ?) "
        "RETURNING id",
        (row.survey, digest, row.questions, row.dimensions),
    )
    return int(made[0][0])


def _row(
    store: Store, form: Response, questions: Sequence[Question], *, source: str, now: datetime
) -> _Row:
    by_id = {question.id: question for question in questions}
    facts: dict[str, list[Any]] = {}
    comments: list[tuple[str, str]] = []
    for answer in form.answers:
        question = by_id[answer.question]
        in_facts = is_in_facts(question)
        facts[question.id] = [int(answer.status), answer.value, answer.text if in_facts else None]
        if not in_facts and answer.text:
            comments.append((question.id, answer.text))
    places = {
        name if name in PLACES else name.lower(): value for name, value in form.dimensions.items()
    }
    own = checked_dimensions(tuple(sorted(name for name in places if name not in PLACES)))
    body = body_of(form.weight, places, facts)
    said = json.dumps([body, form.complete, sorted(comments), form.customer, source])
    day = form.occurred_at.astimezone(ZoneInfo(store.time_zone)).date()
    return _Row(
        response=int(form.id),
        survey=form.survey,
        source=source,
        customer=(pseudonym(store, form.customer), form.customer) if form.customer else None,
        day=day.isoformat(),
        occurred_at=form.occurred_at.isoformat(),
        received_at=now.isoformat(),
        is_complete=form.complete,
        body=body,
        digest=int(positive(np.array([seed(said)]))[0]),
        questions=json.dumps([entry_of(question) for question in questions]),
        dimensions=json.dumps(own),
        comments=tuple(comments),
    )
