"""A question of a LimeSurvey file while it is read, and what it became."""

from dataclasses import dataclass, field

from luister.surveys.converted import NoteBook
from luister.surveys.definition import Item, Texts
from luister.surveys.foreign_fields import Place, Places
from luister.surveys.lss_parts import Asked


@dataclass(slots=True)
class Made:
    """What a question became; `places` are named as logic does: `Q1`, `Q1_SQ001`."""

    items: tuple[Item, ...] = ()
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """A question being read: as it stands in the file, and the item that it will be like."""

    asked: Asked
    model: Item
    languages: tuple[str, ...]
    taken: set[str]
    book: NoteBook

    def in_tongue(self, texts: Texts) -> dict[str, str]:
        """Our own words in the languages of the survey."""
        return {code: texts.get(code[:2], texts["en"]) for code in self.languages}

    def words(self, texts: Texts, usual: str) -> dict[str, str]:
        """The words of the file; a usual word where it has none."""
        return dict(texts) or {self.languages[0]: usual}


def as_one(read: Read, item: Item, values: dict[str, str] | None = None) -> Made:
    """A question that became one item."""
    return Made((item,), {read.asked.title: Place(item, item.id, values or {})})
