"""A question of a Qualtrics file while it is read, and what it became."""

from dataclasses import dataclass, field

from luister.surveys.condition import Check
from luister.surveys.condition_groups import Groups
from luister.surveys.converted import NoteBook
from luister.surveys.definition import Item
from luister.surveys.foreign_fields import Place
from luister.surveys.qsf_parts import Plain, Words, keyed, ordered

UNKNOWN = "This kind of question is not converted: it is left out"


@dataclass(slots=True)
class Made:
    """What a question became: its items, what "selected" means of each choice, and the fields that are compared.

    `chosen` and `fields` are named as Qualtrics does: `QID1/SelectableChoice/2`, `QID3/ChoiceTextEntryValue`. `recoded`
    has, for a question, the recode value of each of its codes.
    """

    items: tuple[Item, ...] = ()
    chosen: dict[str, Groups] = field(default_factory=dict)
    fields: dict[str, Place] = field(default_factory=dict)
    recoded: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is read; `model` has its id, words and flags."""

    plain: Plain
    qid: str
    model: Item
    words: Words
    taken: set[str]
    book: NoteBook

    @property
    def choices(self) -> dict[str, Plain]:
        """Its choices, which are the rows of a table, in their order."""
        return ordered(keyed(self.plain.get("Choices")), self.plain.get("ChoiceOrder"))

    @property
    def answers(self) -> dict[str, Plain]:
        """The columns of a table, in their order."""
        return ordered(keyed(self.plain.get("Answers")), self.plain.get("AnswerOrder"))


def chosen(item: Item, code: str, name: str | None = None) -> Groups:
    """The groups that say that an option of an item is chosen."""
    return ((Check(name or item.id, "is", (code,)),),)
