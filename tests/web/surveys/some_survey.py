"""A small survey for the tests of its pages, in two languages."""

from datetime import UTC, datetime

from luister.loop import design
from luister.loop.edit import Check, Condition, Item, Option, Page, SurveyDefinition
from luister_web.current_home import home

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def both(dutch, english):
    return {"nl": dutch, "en": english}


def relation(name="relation"):
    """NPS on the first page; on the second the reason of a detractor, and a choice."""
    nps = Item(id="nps", kind="nps", text=both("Zou u ons aanbevelen?", "Would you recommend us?"))
    why = Item(
        id="why",
        kind="text",
        text=both("Waarom?", "Why?"),
        show_if=Condition(((Check("nps", "at most", ("6",)),),)),
    )
    what = Item(
        id="what",
        kind="choice",
        text=both("Wat telt?", "What counts?"),
        options=(
            Option("price", both("Prijs", "Price")),
            Option("service", both("Dienst", "Service")),
        ),
    )
    return SurveyDefinition(
        name=name,
        kind="relation",
        languages=("nl", "en"),
        title=both("Relatie", "Relation"),
        pages=(Page(items=(nps,)), Page(items=(why, what))),
    )


def drafted(survey=None):
    """The survey, kept as a draft."""
    wanted = survey or relation()
    design.keep_draft(home(), wanted, now=NOW)
    return wanted


def published(survey=None):
    """The survey, kept and published."""
    wanted = drafted(survey)
    design.publish(home(), wanted.name, now=NOW)
    return wanted
