"""The blocks of a Qualtrics file: cut into pages, with their display logic and skips."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from luister.surveys.condition_groups import (
    ALWAYS_GROUPS,
    NEVER,
    Groups,
    both,
    condition_of,
    either,
    groups_of,
)
from luister.surveys.converted import NoteBook, UnsayableError
from luister.surveys.definition import Item, Page
from luister.surveys.foreign_fields import converted_condition
from luister.surveys.plain_words import plain_words
from luister.surveys.qsf_parts import Plain, listed
from luister.surveys.qsf_questions import logic_told
from luister.surveys.qsf_reading import Reading, members

_SKIP = "The skip is not converted: nothing is skipped"


@dataclass(frozen=True, slots=True)
class _Skip:
    groups: Groups
    target: str


def block_pages(block: Plain, reading: Reading) -> Iterator[Page]:
    """The pages of a block: cut at its page breaks, and after a question with a skip."""
    items: list[Item] = []
    skips: list[_Skip] = []
    later = [str(member.get("QuestionID")) for member in members(block)]
    for member in members(block):
        qid = str(member.get("QuestionID"))
        if member.get("Type") == "Page Break":
            yield Page(items=tuple(items))
            items = []
            continue
        if qid not in reading.items:
            continue
        later = later[later.index(qid) + 1 :] if qid in later else later
        skips = [skip for skip in skips if skip.target != qid]
        items += _shown_items(qid, skips, reading)
        found = list(_skips(member, qid, later, reading))
        end_if = _joined(skip.groups for skip in found if skip.target == "ENDOFSURVEY")
        skips += [skip for skip in found if skip.target != "ENDOFSURVEY"]
        if found and items:
            yield Page(items=tuple(items), end_if=condition_of(end_if) if end_if else None)
            items = []
    yield Page(items=tuple(items))


def _joined(parts: Iterable[Groups]) -> Groups:
    found: Groups = NEVER
    for part in parts:
        found = either(found, part)
    return found


def _shown_items(qid: str, skips: list[_Skip], reading: Reading) -> Iterator[Item]:
    display = reading.questions[qid].get("DisplayLogic")
    for item in reading.items[qid]:
        groups = ALWAYS_GROUPS
        if isinstance(display, dict) and display:
            told = f"display logic: {logic_told(display)}"
            said = partial(reading.logic.groups, display)
            groups = _and_said(groups, item.id, told, said, reading.book)
        for skip in skips:
            said = partial(reading.logic.opposite, skip.groups)
            groups = _and_said(groups, item.id, f"skip to {skip.target}", said, reading.book)
        yield replace(item, show_if=condition_of(groups))


def _and_said(
    groups: Groups, where: str, told: str, said: Callable[[], Groups], book: NoteBook
) -> Groups:
    found = converted_condition(where, told, lambda: both(groups, said()), book)
    return groups if found is None else groups_of(found)


def _skips(member: Plain, qid: str, later: list[str], reading: Reading) -> Iterator[_Skip]:
    """The skips after a question that can be said; a note for each that cannot."""
    tag = str(reading.questions[qid].get("DataExportTag") or qid)
    for skip in listed(member.get("SkipLogic")):
        if not isinstance(skip, dict):
            continue
        target = str(skip.get("SkipToDestination"))
        told = plain_words(skip.get("Description")) or target
        expression = {
            "LeftOperand": skip.get("Locator") or skip.get("ChoiceLocator"),
            "ChoiceLocator": skip.get("ChoiceLocator"),
            "Operator": skip.get("Condition"),
            "RightOperand": skip.get("RightOperand", skip.get("Value", "")),
        }
        try:
            groups = reading.logic.expression(expression)
            reading.logic.opposite(groups)
        except UnsayableError as error:
            reading.book.add(tag, _SKIP, f"{told} ({error.problem})")
            continue
        if target in {"ENDOFSURVEY", "ENDOFBLOCK"} or target in later:
            yield _Skip(groups, target)
        else:
            reading.book.add(tag, _SKIP, f"{told} ({target} does not come later in the block)")
