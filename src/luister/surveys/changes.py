"""What is different between two states of a survey, part by part."""

from dataclasses import dataclass, fields

from luister.surveys.definition import Item, SurveyDefinition
from luister.surveys.wording import reworded

_OWN_NUMBER = "wording"  # It follows from the other parts, so it is no change of its own.


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item that is new, gone or different.

    `parts` names the fields of the item that differ, none where it is new or gone; where `breaks_trend` its answers
    cannot simply be laid beside those before.
    """

    item: Item
    what: str
    parts: tuple[str, ...] = ()
    breaks_trend: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs: items, whether those that stayed come in another order, and fields of the survey itself."""

    items: tuple[ItemChange, ...]
    is_reordered: bool
    parts: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """True where both states are the same."""
        return not (self.items or self.is_reordered or self.parts)


def changes(survey: SurveyDefinition, before: SurveyDefinition) -> Changes:
    """What `survey` has otherwise than `before`; `what` of an item is added, changed or removed."""
    then, now = ({item.id: item for item in one.items} for one in (before, survey))
    breaking = {item.id for item in reworded(survey, before)}
    found = [ItemChange(item, "added") for item in survey.items if item.id not in then]
    for item in survey.items:
        parts = _parts(item, then[item.id]) if item.id in then else ()
        if parts:
            found.append(ItemChange(item, "changed", parts, item.id in breaking))
    found += [ItemChange(item, "removed") for item in before.items if item.id not in now]
    return Changes(
        items=tuple(found),
        is_reordered=_order(survey, then) != _order(before, now),
        parts=_parts_of_survey(survey, before),
    )


def _parts(item: Item, before: Item) -> tuple[str, ...]:
    names = [one.name for one in fields(Item) if one.name != _OWN_NUMBER]
    return tuple(name for name in names if getattr(item, name) != getattr(before, name))


def _order(survey: SurveyDefinition, kept: dict[str, Item]) -> list[tuple[str, ...]]:
    """The ids on each page, of the items that the other state has too."""
    pages = [tuple(item.id for item in page.items if item.id in kept) for page in survey.pages]
    return [page for page in pages if page]


def _parts_of_survey(survey: SurveyDefinition, before: SurveyDefinition) -> tuple[str, ...]:
    names = [one.name for one in fields(SurveyDefinition) if one.name != "pages"]
    found = [name for name in names if getattr(survey, name) != getattr(before, name)]
    if _frames(survey) != _frames(before):
        found.append("pages")
    return tuple(found)


def _frames(survey: SurveyDefinition) -> list[tuple[object, ...]]:
    """The pages without what stands on them."""
    return [(dict(one.title), one.show_if, one.end_if, one.is_shuffled) for one in survey.pages]
