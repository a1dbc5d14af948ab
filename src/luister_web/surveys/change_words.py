"""What publishing changes, told in lines."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from luister.loop.edit import Changes, ItemChange, SurveyDefinition
from luister_web.surveys import words
from luister_web.surveys.condition_words import shortened
from luister_web.surveys.conflict import part_words


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A question that changed: how, in which parts, and whether its trend will show a break."""

    what: str
    sign: str
    text: str
    parts: str
    breaks_trend: bool


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """All that changes."""

    lines: tuple[ChangeLine, ...]
    others: tuple[str, ...]
    breaks: int

    @property
    def is_none(self) -> bool:
        """True where nothing changes."""
        return not (self.lines or self.others)


def change_words(survey: SurveyDefinition, found: Changes, language: str) -> ChangeWords:
    """The changes in words."""
    others = [part_words(name) for name in found.parts]
    if found.is_reordered:
        others.append(_("The order of the questions"))
    lines = tuple(_line(survey, one, language) for one in found.items)
    return ChangeWords(lines, tuple(others), sum(line.breaks_trend for line in lines))


def _line(survey: SurveyDefinition, change: ItemChange, language: str) -> ChangeLine:
    what = {"added": _("New"), "changed": _("Changed"), "removed": _("Removed")}
    text = shortened(survey.text(change.item.text, language)) or words.wordless()
    return ChangeLine(
        what=what[change.what],
        sign=change.what,
        text=text,
        parts=", ".join(part_words(name) for name in change.parts),
        breaks_trend=change.breaks_trend,
    )
