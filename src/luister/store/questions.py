"""Which surveys, questions and dimensions are known, and the goals set for them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luister.errors import UnknownNameError
from luister.estimates.goal_line import Mark, TargetLine
from luister.estimates.report import Period
from luister.events.answer import Question, Scale
from luister.store.home import Store
from luister.store.truth import Row, Truth


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """A survey as far as answers came in: its questions, first and last day, forms and waves."""

    name: str
    questions: tuple[Question, ...]
    first: date
    last: date
    responses: int
    waves: tuple[Period, ...]
    processes: tuple[str, ...]


def remember_questions(truth: Truth, survey: str, questions: Sequence[Question]) -> None:
    """Keeps the questions of a survey; a later wording of the same version goes before an earlier one."""
    for place, question in enumerate(questions):
        truth.execute(
            "INSERT INTO store_question (survey, question, wording, scale, label, process, touchpoint, "
            "labels, headline, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (survey, question, wording, scale) DO UPDATE SET label = excluded.label, "
            "process = excluded.process, touchpoint = excluded.touchpoint, labels = excluded.labels, "
            "headline = excluded.headline, place = excluded.place",
            (
                survey,
                question.id,
                question.wording,
                question.scale.code,
                question.label,
                question.process,
                question.touchpoint,
                json.dumps({f"{value:g}": label for value, label in question.labels.items()}),
                int(question.is_headline),
                place,
            ),
        )


def questions_of(store: Store, survey: str | None = None) -> dict[str, tuple[Question, ...]]:
    """The questions of each survey, in the order in which they were asked; the last wording counts."""
    found = store.truth.known(
        "SELECT survey, question, wording, scale, label, process, touchpoint, labels, headline "
        "FROM store_question ORDER BY survey, place, wording",
        _questions,
    )
    return {name: found[name] for name in found if survey is None or name == survey}


def _questions(rows: list[Row]) -> dict[str, tuple[Question, ...]]:
    found: dict[str, dict[tuple[str, str], Question]] = {}
    for name, question, wording, scale, label, process, touchpoint, labels, headline in rows:
        named = {float(value): text for value, text in json.loads(labels).items()}
        found.setdefault(name, {})[question, scale] = Question(
            id=question,
            label=label,
            scale=Scale.from_code(scale),
            wording=wording,
            process=process,
            touchpoint=touchpoint,
            labels=named,
            is_headline=bool(headline),
        )
    return {name: tuple(questions.values()) for name, questions in found.items()}


def surveys(store: Store) -> list[SurveySummary]:
    """Every survey with answers, by name."""
    store.follow()
    rows = (
        store.projection.cursor()
        .execute(
            "SELECT survey, wave, min(day), max(day), count(*) FROM fact "
            "GROUP BY survey, wave ORDER BY survey, min(day)"
        )
        .fetchall()
    )
    known = questions_of(store)
    processes = _processes(store)
    return [
        SurveySummary(
            name=name,
            questions=known.get(name, ()),
            first=min(row[2] for row in rows if row[0] == name),
            last=max(row[3] for row in rows if row[0] == name),
            responses=sum(row[4] for row in rows if row[0] == name),
            waves=tuple(Period(r[2], r[3], r[1]) for r in rows if r[0] == name and r[1]),
            processes=processes.get(name, ()),
        )
        for name in sorted({row[0] for row in rows})
    ]


def _processes(store: Store) -> dict[str, tuple[str, ...]]:
    rows = (
        store.projection.cursor()
        .execute(
            "SELECT survey, process FROM fact WHERE process IS NOT NULL GROUP BY ALL UNION "
            "SELECT survey, process FROM asked WHERE process IS NOT NULL ORDER BY 1, 2"
        )
        .fetchall()
    )
    found: dict[str, tuple[str, ...]] = {}
    for survey, process in rows:
        found[survey] = (*found.get(survey, ()), process)
    return found


def own_dimensions(store: Store) -> tuple[str, ...]:
    """The organisation's own dimensions, by name."""
    return store.truth.known("SELECT name FROM store_dimension ORDER BY 1", _first_of_each)


def _first_of_each(rows: list[Row]) -> tuple[str, ...]:
    return tuple(row[0] for row in rows)


def targets(store: Store) -> list[TargetLine]:
    """All targets, by metric, process and day."""
    found = store.truth.known(
        "SELECT id, metric, process, value, lower_bound, valid_from FROM store_target "
        "ORDER BY metric, process, valid_from",
        _target_lines,
    )
    return list(found)


def _target_lines(rows: list[Row]) -> tuple[TargetLine, ...]:
    return tuple(
        TargetLine(identity, metric, process, value, lower_bound, date.fromisoformat(day))
        for identity, metric, process, value, lower_bound, day in rows
    )


def set_target(store: Store, line: TargetLine) -> None:
    """Keeps a target; one for the same metric, process and day is replaced. The line's own id is not used."""
    day = line.valid_from.isoformat()
    with store.truth.transaction():
        store.truth.execute(
            "DELETE FROM store_target WHERE metric = ? AND coalesce(process, '') = ? AND valid_from = ?",
            (line.metric, line.process or "", day),
        )
        store.truth.execute(
            "INSERT INTO store_target (metric, process, value, lower_bound, valid_from) "
            "VALUES (?, ?, ?, ?, ?)",
            (line.metric, line.process, line.value, line.lower_bound, day),
        )


def marks(store: Store) -> list[Mark]:
    """All marks, oldest first."""
    sql = "SELECT id, day, label, process FROM store_mark ORDER BY day, id"
    return list(store.truth.known(sql, _marks))


def _marks(rows: list[Row]) -> tuple[Mark, ...]:
    return tuple(Mark(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in rows)


def add_mark(store: Store, day: date, label: str, process: str | None) -> None:
    """Keeps a mark."""
    store.truth.execute(
        "INSERT INTO store_mark (day, label, process) VALUES (?, ?, ?)",
        (day.isoformat(), label, process),
    )


def remove(store: Store, what: str, identity: int) -> None:
    """Takes a `target` or a `mark` away.

    Raises:
        UnknownNameError: there is none with that number.
    """
    table = {"target": "store_target", "mark": "store_mark"}[what]
    if not store.truth.execute(f"DELETE FROM {table} WHERE id = ? RETURNING id", (identity,)):
        raise UnknownNameError(f"There is no {what} {identity}.", hint="It may be gone already.")


def own_metrics(store: Store) -> dict[str, str]:
    """The organisation's own metrics: name -> definition as TOML."""
    return dict(store.truth.known("SELECT name, definition FROM store_metric ORDER BY name", dict))


def keep_metric(store: Store, name: str, definition: str) -> None:
    """Keeps an own metric; an empty definition takes it away."""
    with store.truth.transaction():
        store.truth.execute("DELETE FROM store_metric WHERE name = ?", (name,))
        if definition:
            store.truth.execute("INSERT INTO store_metric VALUES (?, ?)", (name, definition))


def headlines(store: Store) -> dict[str, str]:
    """Which metric stands for a process on its tile, where somebody chose: process -> metric."""
    return dict(store.truth.known("SELECT process, metric FROM store_headline", dict))


def choose_headline(store: Store, process: str, metric: str) -> None:
    """Lets `metric` stand for `process`."""
    with store.truth.transaction():
        store.truth.execute("DELETE FROM store_headline WHERE process = ?", (process,))
        store.truth.execute("INSERT INTO store_headline VALUES (?, ?)", (process, metric))
