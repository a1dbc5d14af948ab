"""The questions, groups and answers of a LimeSurvey file, put together from its tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from luister.surveys.language_codes import language_code
from luister.surveys.lss_xml import Row, Tables
from luister.surveys.plain_words import plain_words


@dataclass(slots=True)
class Asked:
    """A question or subquestion: its row, its words in each language, and what hangs under it."""

    row: Row
    text: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    parts: list["Asked"] = field(default_factory=list)
    answers: list["Answer"] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def qid(self) -> str:
        """Its number in the file."""
        return self.row.get("qid", "")

    @property
    def title(self) -> str:
        """Its code, by which logic names it."""
        return self.row.get("title", "") or self.qid

    @property
    def kind(self) -> str:
        """The letter of its type."""
        return self.row.get("type", "")


@dataclass(slots=True)
class Answer:
    """One answer that may be chosen."""

    code: str
    scale: str
    text: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Group:
    """A group of questions: its row and its words."""

    row: Row
    title: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    questions: list[Asked] = field(default_factory=list)


def groups_in(tables: Tables) -> list[Group]:
    """The groups in their order, each with its questions, their parts and their answers."""
    groups: dict[str, Group] = {}
    for row in tables.of("groups", "group_l10ns"):
        group = groups.setdefault(row.get("gid", ""), Group(row))
        _say(group.title, row, "group_name")
        _say(group.about, row, "description")
    asked = _questions(tables)
    for one in _sorted(asked.values(), "question_order"):
        parent = one.row.get("parent_qid", "0")
        if parent in asked and parent != "0":
            asked[parent].parts.append(one)
        elif one.row.get("gid", "") in groups:
            groups[one.row["gid"]].questions.append(one)
    found = [(_number(group.row.get("group_order")), group) for group in groups.values()]
    return [group for _, group in sorted(found, key=lambda pair: pair[0])]


def _questions(tables: Tables) -> dict[str, Asked]:
    asked: dict[str, Asked] = {}
    for row in tables.of("questions", "subquestions"):
        if row.get("qid"):
            one = asked.setdefault(row["qid"], Asked(row))
            _say(one.text, row, "question")
            _say(one.help, row, "help")
    for row in tables.of("question_l10ns", "subquestion_l10ns"):
        if row.get("qid") in asked:
            _say(asked[row["qid"]].text, row, "question")
            _say(asked[row["qid"]].help, row, "help")
    for row in tables.of("question_attributes"):
        if row.get("qid") in asked and row.get("value") and not row.get("language"):
            asked[row["qid"]].attributes[row.get("attribute", "")] = row["value"]
    _add_answers(tables, asked)
    return asked


def _add_answers(tables: Tables, asked: Mapping[str, Asked]) -> None:
    words: dict[str, list[Row]] = {}
    for row in tables.of("answer_l10ns"):
        words.setdefault(row.get("aid", ""), []).append(row)
    rows = sorted(tables.of("answers"), key=lambda row: _number(row.get("sortorder")))
    for row in rows:
        one = asked.get(row.get("qid", ""))
        if one is None:
            continue
        code, scale = row.get("code", ""), row.get("scale_id", "0") or "0"
        known = [answer for answer in one.answers if (answer.code, answer.scale) == (code, scale)]
        answer = known[0] if known else Answer(code, scale)
        one.answers += [] if known else [answer]
        _say(answer.text, row, "answer")
        for told in words.get(row.get("aid", ""), ()):
            _say(answer.text, told, "answer")


def _say(texts: dict[str, str], row: Row, name: str) -> None:
    code = language_code(row.get("language", ""))
    words = plain_words(row.get(name, ""))
    if code and words:
        texts[code] = words


def _sorted(asked: Iterable[Asked], name: str) -> list[Asked]:
    return sorted(asked, key=lambda one: _number(one.row.get(name)))


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
