"""A Qualtrics survey (.qsf) read into a survey of ours; what is not taken over is listed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from luister.surveys.condition import ALWAYS, Condition
from luister.surveys.condition_groups import (
    ALWAYS_GROUPS,
    NEVER,
    Groups,
    both,
    condition_of,
    either,
    groups_of,
)
from luister.surveys.converted import (
    LARGEST_FILE,
    ConversionError,
    Converted,
    NeverError,
    NoteBook,
    UnsayableError,
    named,
    settled,
)
from luister.surveys.definition import SurveyDefinition
from luister.surveys.foreign_fields import converted_condition
from luister.surveys.language_codes import language_code
from luister.surveys.plain_words import plain_words
from luister.surveys.qsf_blocks import block_pages
from luister.surveys.qsf_parts import Plain, inside, listed
from luister.surveys.qsf_questions import logic_told, made_of
from luister.surveys.qsf_reading import Reading, is_trash, members

_BRANCH = "The branch is not converted: what is in it is always shown, and does not end the survey"
_NEVER = "Nobody comes into this branch: it is left out"
_ENDING = "The end has its own message or address: it ends with ours"
_AFTER_END = "Nobody comes here: the survey has ended before"
_RANDOM = "The random order or choice of blocks is not converted: all are shown, in this order"
_SHUFFLE = "The random order of the questions is not converted"
_LOOP = "The loop is not converted: its questions are asked once"
_FLOW = "This element of the flow is not converted"
_TWICE = "A block comes twice in the flow: it is asked once"
_OUTSIDE = "A block that is not in the flow is left out"
_TRASH = "A question in the bin is left out"
_QUOTA = "Quotas are not converted"
_MOST_DEEP = 30


def read(text: str) -> Converted:
    """The survey that a .qsf file is, its flow, branches, display logic and skip logic converted or listed.

    Raises:
        ConversionError: it is no Qualtrics survey, or holds no question we have.
    """
    plain = _parsed(text)
    reading = _reading(plain)
    _make_items(reading)
    flow = next(iter(_payloads(plain, "FL")), None)
    if isinstance(flow, dict) and listed(flow.get("Flow")):
        _walk(listed(flow["Flow"]), ALWAYS_GROUPS, reading, 0)
    else:
        _walk([{"Type": "Block", "ID": key} for key in reading.blocks], ALWAYS_GROUPS, reading, 0)
    _list_the_rest(plain, reading)
    entry = plain["SurveyEntry"] if isinstance(plain.get("SurveyEntry"), dict) else {}
    title = plain_words(entry.get("SurveyName")) or "survey"
    found = {
        code
        for item in (one for items in reading.items.values() for one in items)
        for code in item.text
    }
    languages = (reading.base, *sorted(found - {reading.base, ""}))
    survey = SurveyDefinition(
        name=named(title, (), "survey"),
        kind="other",
        languages=languages,
        title=dict.fromkeys(languages, title),
        pages=tuple(reading.pages),
    )
    return settled(survey, reading.book)


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LARGEST_FILE:
        raise ConversionError("The file is too large.", hint="Export one survey at a time.")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise ConversionError(
            "This is no Qualtrics survey: it is no JSON.", hint="Export it again as .qsf."
        ) from None
    if not isinstance(plain, dict) or not isinstance(plain.get("SurveyElements"), list):
        raise ConversionError(
            "This is no Qualtrics survey: it has no SurveyElements.", hint="Export it as .qsf."
        )
    return plain


def _payloads(plain: Mapping[str, Any], element: str) -> Iterator[Any]:
    for one in plain["SurveyElements"]:
        if isinstance(one, dict) and one.get("Element") == element:
            yield one.get("Payload")


def _reading(plain: Mapping[str, Any]) -> Reading:
    questions: dict[str, Plain] = {
        str(one.get("QuestionID")): one for one in _payloads(plain, "SQ") if isinstance(one, dict)
    }
    blocks: dict[str, Plain] = {
        str(block.get("ID")): block
        for payload in _payloads(plain, "BL")
        for block in listed(payload)
        if isinstance(block, dict)
    }
    base = language_code(str(inside(dict(plain), "SurveyEntry", "SurveyLanguage") or "en")) or "en"
    return Reading(NoteBook(), base, questions, blocks)


def _make_items(reading: Reading) -> None:
    """Makes the items of every question that is in a block, in the order of the blocks."""
    taken: set[str] = set()
    for block in reading.blocks.values():
        for member in members(block):
            qid = str(member.get("QuestionID"))
            question = reading.questions.get(qid)
            if question is None or qid in reading.items:
                continue
            if is_trash(block):
                reading.book.add("bin", _TRASH, question.get("DataExportTag") or qid)
                continue
            made = made_of(question, reading.base, taken, reading.book)
            taken.update(item.id for item in made.items)
            reading.items[qid] = made.items
            reading.logic.learn(made)


def _walk(
    flow: list[Any], shown: Groups, reading: Reading, depth: int, *, ends: bool = True
) -> None:
    """Adds the pages of a piece of the flow, which is shown where `shown` holds."""
    for one in flow if depth < _MOST_DEEP else ():
        if not isinstance(one, dict):
            continue
        kind = str(one.get("Type"))
        if reading.is_over:
            reading.book.add("flow", _AFTER_END, _name(one, reading))
        elif kind in {"Block", "Standard", "Default"}:
            _block(str(one.get("ID")), shown, reading)
        elif kind == "Branch":
            _branch(one, shown, reading, depth, ends=ends)
        elif kind == "EndSurvey":
            _end(one, shown, reading, ends=ends)
        else:
            _list_flow(one, reading)
            _walk(listed(one.get("Flow")), shown, reading, depth + 1, ends=ends)


def _list_flow(one: Plain, reading: Reading) -> None:
    kind = str(one.get("Type"))
    if kind in {"BlockRandomizer", "Randomizer"}:
        told = ", ".join(_name(part, reading) for part in listed(one.get("Flow")))
        reading.book.add("flow", _RANDOM, f"{one.get('SubSet', 'all')} of: {told}")
    elif kind != "Group":
        reading.book.add("flow", _FLOW, f"{kind} {_name(one, reading)}".strip())


def _name(one: object, reading: Reading) -> str:
    if not isinstance(one, dict):
        return ""
    block = reading.blocks.get(str(one.get("ID")), {})
    fields = [str(inside(part, "Field")) for part in listed(one.get("EmbeddedData"))]
    words = block.get("Description") or ", ".join(fields) or one.get("Description")
    return str(words or one.get("FlowID") or one.get("Type") or "")


def _branch(one: Plain, shown: Groups, reading: Reading, depth: int, *, ends: bool) -> None:
    logic = one.get("BranchLogic")
    name = f"branch {_told_name(one)}"
    inner = listed(one.get("Flow"))
    try:
        groups = both(shown, reading.logic.groups(logic if isinstance(logic, dict) else {}))
        condition_of(groups)
    except NeverError:
        reading.book.add(name, _NEVER, logic_told(logic))
        return
    except UnsayableError as error:
        reading.book.add(name, _BRANCH, f"{logic_told(logic)} ({error.problem})")
        _walk(inner, shown, reading, depth + 1, ends=False)
        return
    _walk(inner, groups, reading, depth + 1, ends=ends)


def _told_name(one: Plain) -> str:
    return " ".join(str(part) for part in (one.get("Description"), one.get("FlowID")) if part)


def _end(one: Plain, shown: Groups, reading: Reading, *, ends: bool) -> None:
    if str(inside(dict(one), "Options", "Advanced")).lower() == "true":
        options = one["Options"]
        told = (
            options.get("EOSRedirectURL")
            or options.get("EOSMessage")
            or options.get("SurveyTermination")
        )
        reading.book.add(f"end {_told_name(one)}", _ENDING, told or "")
    if not ends:
        return
    if () in shown:
        reading.is_over = True
    elif not _ends_last_page(shown, reading):
        reading.over = either(reading.over, shown)


def _ends_last_page(shown: Groups, reading: Reading) -> bool:
    """True where the end could be put on the last page, because that is surely shown to whom it ends for."""
    page = reading.pages[-1] if reading.pages else None
    if page is None or all(item.show_if.groups for item in page.items):
        return False
    if page.show_if.groups and page.show_if.groups != shown:
        return False
    ends = groups_of(page.end_if) if page.end_if is not None else NEVER
    end_if = Condition() if page.show_if.groups else condition_of(either(ends, shown))
    reading.pages[-1] = replace(page, end_if=end_if)
    return True


def _block(key: str, shown: Groups, reading: Reading) -> None:
    block = reading.blocks.get(key)
    if block is None or key in reading.done:
        reading.book.add("flow", _TWICE if block else _FLOW, inside(block, "Description") or key)
        return
    reading.done.add(key)
    pages = list(block_pages(block, reading))
    mode = str(inside(dict(block), "Options", "RandomizeQuestions") or "false")
    if mode not in {"false", "False", "No"}:
        is_free = len(pages) == 1 and not any(item.show_if.groups for item in pages[0].items)
        if is_free and mode == "true":
            pages[0] = replace(pages[0], is_shuffled=True)
        else:
            reading.book.add(f"block {block.get('Description')}", _SHUFFLE, mode)
    looping = inside(dict(block), "Options", "Looping")
    if str(looping or "None") != "None":
        reading.book.add(f"block {block.get('Description')}", _LOOP, looping)
    show_if = _page_condition(shown, str(block.get("Description")), reading)
    reading.pages += [replace(page, show_if=show_if) for page in pages if page.items]


def _page_condition(shown: Groups, where: str, reading: Reading) -> Condition:
    def groups() -> Groups:
        if not reading.over:
            return shown
        return both(shown, reading.logic.opposite(reading.over))

    found = converted_condition(
        f"block {where}", "an end of the survey before it", groups, reading.book
    )
    return ALWAYS if found is None else found


def _list_the_rest(plain: Mapping[str, Any], reading: Reading) -> None:
    for key, block in reading.blocks.items():
        if key not in reading.done and not is_trash(block) and members(block):
            reading.book.add(f"block {block.get('Description')}", _OUTSIDE, key)
    for group in _payloads(plain, "QG"):
        for quota in listed(inside(group, "Quotas")):
            reading.book.add("quotas", _QUOTA, inside(quota, "Name") or inside(quota, "ID") or "")
    for quota in _payloads(plain, "QO"):
        reading.book.add("quotas", _QUOTA, inside(quota, "Name") or "")
    used = {
        str(member.get("QuestionID")) for one in reading.blocks.values() for member in members(one)
    }
    for qid, question in reading.questions.items():
        if qid not in used:
            reading.book.add("bin", _TRASH, question.get("DataExportTag") or qid)
