"""Propose model: a model to begin with, from a template or from the pages of a survey; and whether one can be read.

The server loads this file: nothing in it estimates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luister.drivers.structure import templates
from luister.drivers.structure.syntax import model_text
from luister.errors import UnknownNameError
from luister.loop import design
from luister.loop.read_rated import rated_questions
from luister.store.home import Store


@dataclass(frozen=True, slots=True)
class OfferedTemplate:
    """A template: its name, and the names of its constructs."""

    id: str
    constructs: tuple[str, ...]


def offered_templates() -> tuple[OfferedTemplate, ...]:
    """All templates."""
    return tuple(OfferedTemplate(one.id, one.constructs) for one in templates.TEMPLATES)


def from_template(name: str, items: Mapping[str, Sequence[str]]) -> str:
    """The template with these items, or its outline where there are none at all.

    Raises:
        UnknownNameError: there is no such template.
    """
    chosen = templates.template(name)
    return (
        templates.filled_in(chosen, items) if any(items.values()) else templates.outlined(chosen)
    )


def from_survey(store: Store, survey: str) -> str:
    """A model of the survey's pages, all leading to its headline question; of what was imported, of all ratings.

    Raises:
        UnknownNameError: there is no such survey.
    """
    questions = rated_questions(store, survey)
    ratings = [one.id for one in questions if one.scale.kind == "rating" and not one.is_headline]
    outcome = next((one.id for one in questions if one.is_headline), "")
    sections = _sections(store, survey, ratings) or [
        templates.Section("experience", tuple(ratings))
    ]
    return templates.proposed(sections, outcome)


def from_groups(store: Store, survey: str, groups: Sequence[Sequence[str]]) -> str:
    """A model in which each group of questions measures a construct, all leading to the survey's headline question.

    Raises:
        UnknownNameError: there is no such survey.
    """
    named = {name for group in groups for name in group}
    headlines = [one.id for one in rated_questions(store, survey) if one.is_headline]
    outcome = next((one for one in headlines if one not in named), "")
    sections = [
        templates.Section(f"construct {place}", tuple(group))
        for place, group in enumerate(groups, start=1)
    ]
    return templates.proposed(sections, outcome)


def measuring(text: str) -> tuple[str, ...]:
    """The questions that measure constructs of a model, in the order in which they are named.

    Raises:
        ModelSyntaxError: a line that cannot be read.
    """
    model = model_text(text)
    items = {item for one in model.constructs for item in model.items(one)}
    return tuple(one for one in model.observed if one in items)


def check_model(text: str) -> tuple[str, ...]:
    """The questions that the model names.

    Raises:
        ModelSyntaxError: a line that cannot be read.
    """
    return model_text(text).observed


def _sections(store: Store, survey: str, known: Sequence[str]) -> list[templates.Section]:
    """Pages of two ratings or more; none where the survey was not made here."""
    try:
        made = design.published(store, survey)
    except UnknownNameError:
        return []
    found = []
    for page in made.pages:
        ids = tuple(
            one
            for item in page.items
            for one in known
            if one == item.id or one.startswith(f"{item.id}_")
        )
        title = made.text(page.title, made.languages[0]) if page.title else ""
        found.append(templates.Section(title, tuple(dict.fromkeys(ids))))
    return [one for one in found if len(one.questions) > 1]
