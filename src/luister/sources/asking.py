"""The questions that only a person can answer before a file is read, and what the answers change."""

import difflib
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace

from luister.events.answer import AnswerStatus, Scale
from luister.sources.column_mapping import ColumnMapping, DateForm
from luister.sources.date_doubt import date_doubt
from luister.sources.mapping import Mapping
from luister.sources.moments import swapped_date
from luister.sources.profile import ColumnProfile, Profile
from luister.sources.raw_table import RawTable
from luister.sources.scale_doubt import scale_doubt
from luister.sources.wording import date_rank

LEAVE = "Leave the column alone."
SAME = "Yes, it is the same question."
RIGHT = "Yes, as proposed."
REJECT = "No, they are mistakes: reject those rows."
STEPS = "No, they are answers: the scale is longer."
ONE_SCALE = "Take it as it is mapped."
AS_NUMBERS = "Take them as numbers."
DAY_FIRST, MONTH_FIRST = "Day first.", "Month first."
RIGHT_HERE = "Yes, it is right for this file."
READ_AS = "Read them as "

_IS_RIGHT = "Is that right for this file? Correct it first where it is not."
_OTHER_SURVEY = (
    "None of the columns that the mapping knows stands in this file. "
    "If these are answers to another survey, give it a name of its own."
)
_WORDS = {
    AnswerStatus.NOT_ANSWERED: "not answered",
    AnswerStatus.NOT_APPLICABLE: "not applicable",
    AnswerStatus.NOT_ASKED: "not asked",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to a person. `options` are the answers to choose from, the likeliest first.

    Without options the answer is a correction of the mapping itself, as `text` says. `columns` are
    all the columns that it is about; `column` is the first of them.
    """

    column: str | None
    kind: str
    text: str
    options: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


def asks_of(mapping: Mapping, table: RawTable, profile: Profile) -> tuple[Ask, ...]:
    """What must be answered before the file is read with this mapping; nothing once all is."""
    facts = {column.name: column for column in profile.columns}
    known = [column for column in mapping.columns if column.role != "ignore"]
    if _is_of_another_survey(known, facts):
        return (Ask(None, "survey", _OTHER_SURVEY),)
    found = [*_whole_file(mapping, table, profile)]
    found += _missing_asks([column for column in known if "missing" in column.check])
    for column in known:
        if column.name not in facts:
            found.append(_lacking(column, mapping, table))
            continue
        found += _column_asks(column, facts[column.name], table, profile)
    return tuple(found)


def _is_of_another_survey(known: list[ColumnMapping], facts: Container[str]) -> bool:
    """Whether no column is the mapping's own, and few are like one of them."""
    lacking = sum(column.name not in facts for column in known)
    own = len(known) - lacking - sum("renamed" in column.check for column in known)
    return len(known) > 1 and own == 0 and 2 * lacking > len(known)


def answered(mapping: Mapping, ask: Ask, option: str) -> Mapping:
    """The mapping after an answer to one of its questions.

    An option that the question does not offer leaves the mapping as it is.
    """
    if option not in ask.options:
        return mapping
    if ask.kind == "sheet":
        form = replace(mapping.file, sheet=option)
        return replace(mapping, file=form, check=_without(mapping.check, "sheet"))
    if ask.kind in {"wave", "day"}:
        return replace(mapping, check=_without(mapping.check, ask.kind))
    renamed = option if ask.kind == "lacking" else None
    columns = tuple(
        _answered_column(column, ask, option) if column.name in ask.columns else column
        for column in mapping.columns
        # What was left alone under that heading is now this column.
        if column.name != renamed
    )
    return replace(mapping, columns=columns)


def _whole_file(mapping: Mapping, table: RawTable, profile: Profile) -> Iterable[Ask]:
    if "sheet" in mapping.check and len(table.sheets) > 1:
        text = f"The file has {len(table.sheets)} sheets. Which one holds the answers?"
        yield Ask(None, "sheet", text, table.sheets)
    if "wave" in mapping.check and "wave" in mapping.constants:
        text = f"The mapping puts all rows in wave {mapping.constants['wave']!r}. {_IS_RIGHT}"
        yield Ask(None, "wave", text, (RIGHT_HERE,))
    if "day" in mapping.check and mapping.day:
        text = f"The mapping gives all rows the date {mapping.day.isoformat()}. {_IS_RIGHT}"
        yield Ask(None, "day", text, (RIGHT_HERE,))
    if not mapping.day and not mapping.of_role("date"):
        text = "Nothing says when the answers were given. Which column is the date, or which day was it?"
        days = next((one.name for one in profile.columns if _holds_days(one)), None)
        hint = f" {days!r} holds days of a month: tell its year and month." if days else ""
        yield Ask(days, "date", text + hint)
    if not mapping.of_role("question"):
        yield Ask(
            None, "question", "No column seems to hold answers to a question. Which one does?"
        )


def _holds_days(column: ColumnProfile) -> bool:
    """Whether a column that is named a date holds no more than the days of a month."""
    values = column.numeric.values()
    named = date_rank(column.name, column.source.label) is not None
    return named and column.numeric_share == 1.0 and all(1 <= value <= 31 for value in values)


def _missing_asks(columns: list[ColumnMapping]) -> list[Ask]:
    """One question for all columns whose codes are the same on the same scale."""
    groups: dict[tuple[object, ...], list[ColumnMapping]] = {}
    for column in columns:
        code = column.scale.code if column.scale else ""
        groups.setdefault((code, *column.missing.items()), []).append(column)
    return [_missing_ask(group) for group in groups.values()]


def _missing_ask(group: list[ColumnMapping]) -> Ask:
    first = group[0]
    names = tuple(column.name for column in group)
    codes = " and ".join(f"{code} as {_WORDS[status]}" for code, status in first.missing.items())
    where = names[0] if len(names) == 1 else f"{len(names)} columns ({_listed(names)})"
    ends = (
        f"{first.scale.low:g} to {first.scale.high:g}" if first.scale and first.scale.high else ""
    )
    text = f"{where}: the scale seems to run from {ends}. Take {codes}?"
    return Ask(names[0], "missing", text, (RIGHT, REJECT, STEPS, LEAVE), names)


def _column_asks(
    column: ColumnMapping, facts: ColumnProfile, table: RawTable, profile: Profile
) -> Iterable[Ask]:
    forms = date_doubt(column, facts) if "date_form" not in column.checked else None
    for kind in column.check:
        # Where they are no days of a month, of which month they are is not asked.
        if kind in _ASKS and not (kind == "days" and forms is not None):
            text, options = _ASKS[kind](column, facts)
            yield _ask(column, kind, text, options)
    if (
        table.sheet
        and "date_cells" not in (*column.check, *column.checked)
        and _has_dates(column, facts)
    ):
        yield _ask(column, "date_cells", *_ask_date_cells(column, facts))
    if forms is not None:
        yield _ask(column, "date_form", *_ask_date_form(column, facts, forms))
    doubt = scale_doubt(column, profile) if "scale" not in column.checked else None
    if doubt:
        yield _ask(column, "scale", f"{column.name}: {doubt}", (ONE_SCALE, LEAVE))


def _has_dates(column: ColumnMapping, facts: ColumnProfile) -> bool:
    return bool(column.scale and column.scale.is_numeric and facts.kinds.get("date"))


def _ask(column: ColumnMapping, kind: str, text: str, options: tuple[str, ...]) -> Ask:
    return Ask(column.name, kind, text, options, (column.name,))


def _lacking(column: ColumnMapping, mapping: Mapping, table: RawTable) -> Ask:
    used = {one.name for one in mapping.columns if one.role != "ignore"}
    free = sorted(
        (name for name in table.names if name not in used),
        key=lambda name: -difflib.SequenceMatcher(None, name.lower(), column.name.lower()).ratio(),
    )
    text = f"The file has no column {column.name!r}. Under which heading does it stand now?"
    return Ask(column.name, "lacking", text, (LEAVE, *free), (column.name,))


def _ask_date_order(column: ColumnMapping, facts: ColumnProfile) -> tuple[str, tuple[str, ...]]:
    shown = ", ".join(facts.samples[:3])
    return f"{column.name}: is the day or the month first, as in {shown}?", (
        DAY_FIRST,
        MONTH_FIRST,
    )


def _ask_date_form(
    column: ColumnMapping, facts: ColumnProfile, forms: tuple[DateForm, ...]
) -> tuple[str, tuple[str, ...]]:
    shown = ", ".join(facts.samples[:3])
    text = (
        f"{column.name}: most dates are not written as {column.date.format}, as mapped, but as in {shown}. "
        "How are they to be read?"
    )
    return text, (*(f"{READ_AS}{form.format}." for form in forms), ONE_SCALE, LEAVE)


def _ask_days(column: ColumnMapping, _facts: ColumnProfile) -> tuple[str, tuple[str, ...]]:
    month = f"{column.date.year:04d}-{column.date.month:02d}"
    text = f"{column.name} holds days of a month, mapped as those of {month}. {_IS_RIGHT}"
    return text, (RIGHT_HERE,)


def _ask_date_cells(column: ColumnMapping, facts: ColumnProfile) -> tuple[str, tuple[str, ...]]:
    count = facts.kinds.get("date", 0)
    text = f"{column.name}: {count} cells hold dates where numbers are expected; Excel may have changed them."
    return text, (REJECT, LEAVE)


def _ask_text_numbers(column: ColumnMapping, facts: ColumnProfile) -> tuple[str, tuple[str, ...]]:
    count = facts.kinds.get("text number", 0)
    return f"{column.name}: {count} numbers are stored as text. What are they?", (
        AS_NUMBERS,
        LEAVE,
    )


def _ask_renamed(column: ColumnMapping, facts: ColumnProfile) -> tuple[str, tuple[str, ...]]:
    before = column.match[-1] if column.match else ""
    shown = ", ".join(facts.samples[:3])
    text = f"Is {column.name!r} (such as {shown}) what was called {before!r} before?"
    return text, (SAME, "No: leave it out.")


_ASKS: dict[str, Callable[[ColumnMapping, ColumnProfile], tuple[str, tuple[str, ...]]]] = {
    "date_order": _ask_date_order,
    "days": _ask_days,
    "date_cells": _ask_date_cells,
    "text_numbers": _ask_text_numbers,
    "renamed": _ask_renamed,
}


def _answered_column(column: ColumnMapping, ask: Ask, option: str) -> ColumnMapping:
    settled = replace(
        column,
        check=_without(column.check, ask.kind),
        checked=tuple(dict.fromkeys((*column.checked, *_lasting(ask.kind)))),
    )
    if option in {LEAVE, "No: leave it out."}:
        return ColumnMapping(column.name)
    if option.startswith(READ_AS):
        form = DateForm(option.removeprefix(READ_AS).removesuffix("."))
        return replace(column, date=form, check=_without(column.check, "days"))
    if ask.kind == "lacking":
        match = tuple(dict.fromkeys((*column.match, column.name)))
        return replace(settled, name=option, match=match)
    if option == MONTH_FIRST or (option == DAY_FIRST and _is_month_first(column.date)):
        return replace(settled, date=_ordered(column.date, month_first=option == MONTH_FIRST))
    if ask.kind == "missing" and option in {REJECT, STEPS}:
        return _with_answers(settled, as_steps=option == STEPS)
    return settled


def _lasting(kind: str) -> tuple[str, ...]:
    """What is looked for anew each time, and so must be remembered as seen."""
    return (kind,) if kind in {"scale", "date_cells", "date_form"} else ()


def _with_answers(column: ColumnMapping, *, as_steps: bool) -> ColumnMapping:
    """The column without its numeric codes, which are mistakes, or steps of a longer scale."""
    kept = {code: status for code, status in column.missing.items() if not _is_number(code)}
    codes = [float(code) for code in column.missing if _is_number(code)]
    scale = column.scale
    if not as_steps or scale is None or scale.low is None or scale.high is None or not codes:
        return replace(column, missing=kept)
    longer = Scale("rating", min(scale.low, *codes), max(scale.high, *codes))
    return replace(column, missing=kept, scale=longer)


def _is_number(code: str) -> bool:
    return code.lstrip("-").replace(".", "", 1).isdigit()


def _is_month_first(form: DateForm) -> bool:
    return 0 <= form.format.find("%m") < form.format.find("%d")


def _ordered(form: DateForm, *, month_first: bool) -> DateForm:
    return form if _is_month_first(form) == month_first else swapped_date(form)


def _without(checks: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(one for one in checks if one != kind)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:4]) + (", …" if len(names) > 4 else "")
