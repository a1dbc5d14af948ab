"""What is known while a Qualtrics file is read."""

from dataclasses import dataclass, field

from luister.surveys.condition_groups import NEVER, Groups
from luister.surveys.converted import NoteBook
from luister.surveys.definition import Item, Page
from luister.surveys.qsf_logic import Logic
from luister.surveys.qsf_parts import Plain, listed


@dataclass(slots=True)
class Reading:
    """The questions and blocks of the file, and what they have become so far.

    `over` holds where the survey has ended before the next page and no page could say so.
    """

    book: NoteBook
    base: str
    questions: dict[str, Plain]
    blocks: dict[str, Plain]
    logic: Logic = field(default_factory=Logic)
    items: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    over: Groups = NEVER
    is_over: bool = False
    done: set[str] = field(default_factory=set)


def is_trash(block: Plain) -> bool:
    """True for the block of deleted questions."""
    return block.get("Type") == "Trash"


def members(block: Plain) -> list[Plain]:
    """The questions and page breaks of a block."""
    return [one for one in listed(block.get("BlockElements")) if isinstance(one, dict)]
