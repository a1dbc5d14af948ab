"""What the presets are built of: their shared words, and their kinds of questions."""

from luister.surveys.condition import ALWAYS, Check, Condition
from luister.surveys.definition import Item, Option, Page, SurveyDefinition, Texts

LANGUAGES = ("nl", "en")


def both(dutch: str, english: str) -> Texts:
    """A text in Dutch and English."""
    return {"nl": dutch, "en": english}


LIKELY = (
    both("Zeer onwaarschijnlijk", "Not at all likely"),
    both("Zeer waarschijnlijk", "Extremely likely"),
)
EASY = (both("Zeer moeilijk", "Very difficult"), both("Zeer makkelijk", "Very easy"))
CONTENT = (
    both("Zeer ontevreden", "Very dissatisfied"),
    both("Zeer tevreden", "Very satisfied"),
)
GOOD = (both("Zeer slecht", "Very poor"), both("Zeer goed", "Very good"))
REASON = both(
    "Wat is de belangrijkste reden voor uw antwoord?", "What is the main reason for your answer?"
)
WENT_WELL = both("Wat ging er goed?", "What went well?")
OTHER = Option("other", both("Anders, namelijk", "Other, namely"), with_text=True)
THANKS = both("Bedankt voor uw antwoorden.", "Thank you for your answers.")


def up_to(field: str, most: int) -> Condition:
    """Holds for an answer of at most `most`."""
    return Condition(((Check(field, "at most", (str(most),)),),))


def at_least(field: str, least: int) -> Condition:
    """Holds for an answer of at least `least`."""
    return Condition(((Check(field, "at least", (str(least),)),),))


def rated(name: str, kind: str, text: Texts, ends: tuple[Texts, Texts]) -> Item:
    """The first question of a preset: a rating that must be given and stands for the survey."""
    return Item(
        id=name,
        kind=kind,
        text=text,
        low=ends[0],
        high=ends[1],
        is_required=True,
        is_headline=True,
    )


def asked_openly(name: str, text: Texts, show_if: Condition = ALWAYS) -> Item:
    """An open question."""
    return Item(id=name, kind="text", text=text, show_if=show_if)


def drivers(text: Texts, *aspects: Option, ends: tuple[Texts, Texts] = GOOD) -> Item:
    """A matrix of what may lie behind the rating, shuffled, with a way out for who cannot tell."""
    return Item(
        id="drivers",
        kind="matrix",
        text=text,
        low=ends[0],
        high=ends[1],
        aspects=aspects,
        has_no_opinion=True,
        is_shuffled=True,
    )


def preset(key: str, title: Texts, intro: Texts, *pages: tuple[Item, ...]) -> SurveyDefinition:
    """A whole survey from its pages."""
    return SurveyDefinition(
        name=key,
        kind=key,
        languages=LANGUAGES,
        title=title,
        intro=intro,
        thanks=THANKS,
        pages=tuple(Page(items=items) for items in pages),
    )


def about(dutch: str, english: str) -> Texts:
    """The line above the first question."""
    return both(
        f"Een paar korte vragen over {dutch}. Alleen de eerste vraag is verplicht.",
        f"A few short questions about {english}. Only the first one is required.",
    )
