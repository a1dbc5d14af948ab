"""Presets for after a service was given: a contact, a complaint, a move, a payment."""

from luister.events.answer import Scale
from luister.surveys.definition import Item, Option, SurveyDefinition
from luister.surveys.preset_parts import (
    CONTENT,
    EASY,
    OTHER,
    REASON,
    WENT_WELL,
    about,
    asked_openly,
    at_least,
    both,
    drivers,
    preset,
    rated,
    up_to,
)


def transaction() -> SurveyDefinition:
    """After a contact: how easy it was, and whether it helped."""
    ces = rated(
        "ces",
        "ces",
        both(
            "Hoe makkelijk of moeilijk was het om te regelen waarvoor u contact met ons had?",
            "How easy or difficult was it to get done what you contacted us for?",
        ),
        EASY,
    )
    solved = Item(
        id="solved",
        kind="choice",
        text=both("Is uw vraag beantwoord?", "Has your question been answered?"),
        options=(
            Option("yes", both("Ja, helemaal", "Yes, fully")),
            Option("partly", both("Ja, voor een deel", "Yes, in part")),
            Option("no", both("Nee", "No")),
        ),
        has_no_opinion=True,
    )
    csat = Item(
        id="csat",
        kind="csat",
        text=both(
            "Hoe tevreden of ontevreden bent u over dit contact?",
            "How satisfied or dissatisfied are you with this contact?",
        ),
        low=CONTENT[0],
        high=CONTENT[1],
    )
    return preset(
        "transaction",
        both("Uw contact met ons", "Your contact with us"),
        about("uw contact met ons", "your contact with us"),
        (ces,),
        (
            asked_openly(
                "why",
                both("Wat maakte het moeilijk?", "What made it difficult?"),
                up_to("ces", 3),
            ),
            asked_openly("well", WENT_WELL, at_least("ces", 6)),
            solved,
            csat,
        ),
    )


def complaint() -> SurveyDefinition:
    """After a complaint: how it was handled."""
    csat = rated(
        "csat",
        "csat",
        both(
            "Hoe tevreden of ontevreden bent u over de manier waarop wij uw klacht hebben behandeld?",
            "How satisfied or dissatisfied are you with the way we handled your complaint?",
        ),
        CONTENT,
    )
    solved = Item(
        id="solved",
        kind="choice",
        text=both(
            "Is uw klacht volgens u opgelost?", "In your view, has your complaint been resolved?"
        ),
        options=(
            Option("yes", both("Ja, helemaal", "Yes, fully")),
            Option("partly", both("Voor een deel", "In part")),
            Option("no", both("Nee", "No")),
        ),
        has_no_opinion=True,
    )
    return preset(
        "complaint",
        both("De behandeling van uw klacht", "How we handled your complaint"),
        about("de behandeling van uw klacht", "how we handled your complaint"),
        (csat,),
        (
            asked_openly("why", REASON, up_to("csat", 2)),
            asked_openly("well", WENT_WELL, at_least("csat", 4)),
            solved,
        ),
        (
            drivers(
                both("Hoe beoordeelt u deze punten?", "How would you rate these points?"),
                Option("speed", both("Snelheid", "Speed")),
                Option(
                    "listening", both("Hoe er naar u werd geluisterd", "How you were listened to")
                ),
                Option("explanation", both("Uitleg", "Explanation")),
                Option("outcome", both("Uitkomst", "Outcome")),
            ),
        ),
    )


def moving() -> SurveyDefinition:
    """After a move: how easy it was to arrange."""
    ces = rated(
        "ces",
        "ces",
        both(
            "Hoe makkelijk of moeilijk was het om uw verhuizing bij ons te regelen?",
            "How easy or difficult was it to arrange your move with us?",
        ),
        EASY,
    )
    channel = Item(
        id="channel",
        kind="choice",
        text=both("Hoe gaf u uw verhuizing door?", "How did you tell us about your move?"),
        options=(
            Option("website", both("Via de website", "On the website")),
            Option("app", both("In de app", "In the app")),
            Option("phone", both("Per telefoon", "By phone")),
            Option("mail", both("Per e-mail of brief", "By e-mail or letter")),
            OTHER,
        ),
    )
    return preset(
        "moving",
        both("Uw verhuizing", "Your move"),
        about("uw verhuizing", "your move"),
        (ces,),
        (
            asked_openly(
                "why",
                both("Wat maakte het moeilijk?", "What made it difficult?"),
                up_to("ces", 3),
            ),
            asked_openly("well", WENT_WELL, at_least("ces", 6)),
            channel,
        ),
        (
            drivers(
                both("Hoe beoordeelt u deze punten?", "How would you rate these points?"),
                Option(
                    "telling",
                    both("Het doorgeven van de verhuizing", "Telling us about the move"),
                ),
                Option(
                    "explanation",
                    both("Uitleg over wat er gebeurt", "Explanation of what happens"),
                ),
                Option("timing", both("Op tijd geregeld", "Arranged on time")),
                Option("bill", both("De eindafrekening", "The final bill")),
            ),
        ),
    )


def payment() -> SurveyDefinition:
    """After a payment: how easy it was, and how clear the bill."""
    ces = rated(
        "ces",
        "ces",
        both(
            "Hoe makkelijk of moeilijk was het om uw rekening te betalen?",
            "How easy or difficult was it to pay your bill?",
        ),
        EASY,
    )
    clear = Item(
        id="clear",
        kind="csat",
        scale=Scale("rating", 1, 5),
        text=both(
            "Hoe duidelijk of onduidelijk was de rekening?", "How clear or unclear was the bill?"
        ),
        low=both("Zeer onduidelijk", "Very unclear"),
        high=both("Zeer duidelijk", "Very clear"),
        has_no_opinion=True,
    )
    way = Item(
        id="way",
        kind="choice",
        text=both("Hoe betaalde u?", "How did you pay?"),
        options=(
            Option("debit", both("Automatische incasso", "Direct debit")),
            Option("link", both("iDEAL of betaallink", "iDEAL or payment link")),
            Option("transfer", both("Zelf overgemaakt", "Bank transfer")),
            Option("card", both("Creditcard", "Credit card")),
            OTHER,
        ),
    )
    return preset(
        "payment",
        both("Uw betaling", "Your payment"),
        about("uw rekening en betaling", "your bill and payment"),
        (ces,),
        (
            asked_openly(
                "why",
                both("Wat maakte het moeilijk?", "What made it difficult?"),
                up_to("ces", 3),
            ),
            asked_openly("well", WENT_WELL, at_least("ces", 6)),
            clear,
            way,
        ),
    )
