"""A survey with one of everything, for the tests of this room."""

import random
from collections.abc import Iterator

from luister.events.answer import Scale
from luister.surveys.condition import NO_OPINION, Check, Condition
from luister.surveys.definition import Item, Look, Option, Page, SurveyDefinition
from luister.surveys.routing import first_page, page_after

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def both(dutch, english):
    return {"nl": dutch, "en": english}


def when(field, operator, *values):
    return Condition(((Check(field, operator, values),),))


NPS = Item(
    id="nps",
    kind="nps",
    text=both("Beveelt u ons aan?", "Would you recommend us?"),
    low=both("Nee", "No"),
    high=both("Ja", "Yes"),
    is_required=True,
    is_headline=True,
)
WHY = Item(
    id="why", kind="text", text=both("Waarom?", "Why?"), show_if=when("nps", "at most", "6")
)
WELL = Item(
    id="well",
    kind="text",
    text=both("Wat ging goed?", "What went well?"),
    show_if=when("nps", "at least", "9"),
)
CHANNEL = Item(
    id="channel",
    kind="choice",
    text=both("Hoe?", "How?"),
    has_no_opinion=True,
    options=(
        Option("phone", both("Telefoon", "Phone")),
        Option("shop", both("Winkel", "Shop")),
        Option("other", both("Anders", "Other"), with_text=True),
    ),
)
REASONS = Item(
    id="reasons",
    kind="choices",
    text=both("Waarover?", "About what?"),
    help=both("Meer mag.", "Choose all."),
    is_shuffled=True,
    options=(
        Option("bill", both("Rekening", "Bill")),
        Option("move", both("Verhuizing", "Move")),
        Option("fault", both("Storing", "Fault"), with_text=True),
        Option("else", both("Iets anders", "Something else"), with_text=True),
    ),
)
DRIVERS = Item(
    id="drivers",
    kind="matrix",
    text=both("Hoe beoordeelt u:", "How would you rate:"),
    low=both("Slecht", "Poor"),
    high=both("Goed", "Good"),
    has_no_opinion=True,
    is_shuffled=True,
    aspects=(Option("speed", both("Snelheid", "Speed")), Option("tone", both("Toon", "Tone"))),
    touchpoint="call",
)
EFFORT = Item(
    id="effort",
    kind="ces",
    scale=Scale("ces", 1, 5),
    text=both("Hoe makkelijk?", "How easy?"),
    has_no_opinion=True,
    process="contact",
    wording=3,
)
FUEL = Item(
    id="fuel",
    kind="cas",
    text=both("Klopt het?", "Is it right?"),
    show_if=Condition(
        (
            (Check("reasons", "is", ("bill", "move")), Check("channel", "is not", ("phone",))),
            (Check("drivers.speed", "at most", ("2",)),),
        )
    ),
)
DAY = Item(id="day", kind="date", text=both("Wanneer?", "When?"))
SAID = Item(
    id="said",
    kind="statement",
    text=both("Bijna klaar.\nNog een vraag.", "Nearly done.\nOne more."),
)
MARK = Item(id="mark", kind="mark", text=both("Welk cijfer?", "Which mark?"))

EXAMPLE = SurveyDefinition(
    name="example",
    kind="transaction",
    languages=("nl", "en"),
    title=both("Voorbeeld", "Example"),
    intro=both("Een paar vragen.", "A few questions."),
    thanks=both("Dank u <wel>.", "Thank <you>."),
    process="contact",
    look=Look(PIXEL, "Voorbeeld BV", "#1f5f8b"),
    pages=(
        Page(items=(NPS, WHY, WELL), end_if=when("nps", "is", "0")),
        Page(items=(CHANNEL, REASONS), title=both("Contact", "Contact")),
        Page(items=(DRIVERS, EFFORT), is_shuffled=True, show_if=when("channel", "is not", "shop")),
        Page(items=(FUEL, DAY, SAID), end_if=when("effort", "not answered")),
        Page(items=(MARK,)),
    ),
)


def filling(
    survey: SurveyDefinition, seed: int, *, leaves_open: float = 0.3
) -> dict[str, tuple[str, ...]]:
    """Something for every field of a survey, by chance; what is not required may be left open."""
    chance = random.Random(seed)
    found: dict[str, tuple[str, ...]] = {}
    for name, item in survey.fields():
        if not item.is_required and chance.random() < leaves_open:
            continue
        found[name] = tuple(_value(item, chance))
        for option in item.options:
            if option.with_text and option.code in found[name] and chance.random() < 0.5:
                found[f"{item.id}.{option.code}.text"] = (f"words {seed}",)
    return found


def _value(item: Item, chance: random.Random) -> Iterator[str]:
    if item.has_no_opinion and chance.random() < 0.2:
        yield NO_OPINION
    elif item.kind == "choices":
        codes = [one.code for one in item.options]
        yield from chance.sample(codes, chance.randint(1, len(codes)))
    elif item.kind == "choice":
        yield chance.choice(item.options).code
    elif item.kind == "text":
        yield chance.choice(["ja", "nee", 'a "quoted" <b>', "7"])
    elif item.kind == "date":
        yield f"2026-0{chance.randint(1, 9)}-15"
    else:
        yield str(chance.randint(int(item.asked_scale.low or 0), int(item.asked_scale.high or 0)))


def walked(survey: SurveyDefinition, wanted: dict[str, tuple[str, ...]]):
    """The pages and answers of somebody who answers each question that is shown as in `wanted`."""
    given: dict[str, tuple[str, ...]] = {}
    pages: list[int] = []
    place = first_page(survey, given)
    while place is not None:
        pages.append(place)
        for item in survey.pages[place].items:
            if item.show_if.holds(given):
                names = [*item.fields, *(f"{item.id}.{one.code}.text" for one in item.options)]
                given |= {name: wanted[name] for name in names if name in wanted}
        place = page_after(survey, place, given)
    return tuple(pages), given
