"""Surveys to start from: one click, at most five questions, in Dutch and English.

The wording follows the field: both ends of a scale are named in the question or beside it, so that it leads nowhere
(Dillman, Smyth and Christian 2014, "Internet, Phone, Mail, and Mixed-Mode Surveys", on balanced questions and scales);
recommendation as Reichheld (2003, Harvard Business Review) asks it; effort (Dixon, Freeman and Toman 2010, Harvard
Business Review) in a balanced form, "easy or difficult", on seven steps. Who is not content is asked for the reason,
who is very content what went well; nobody is asked both.
"""

from dataclasses import replace

from luister.surveys.condition import Check, Condition
from luister.surveys.definition import Item, Option, SurveyDefinition
from luister.surveys.preset_parts import (
    LIKELY,
    REASON,
    about,
    asked_openly,
    at_least,
    both,
    drivers,
    preset,
    rated,
    up_to,
)
from luister.surveys.presets_of_service import complaint, moving, payment, transaction


def presets() -> tuple[SurveyDefinition, ...]:
    """All presets, each named after its key: relation, transaction, complaint, moving, payment, employee."""
    return (_relation(), transaction(), complaint(), moving(), payment(), _employee())


def _relation() -> SurveyDefinition:
    nps = rated(
        "nps",
        "nps",
        both(
            "Hoe waarschijnlijk is het dat u ons aanbeveelt bij familie, vrienden of collega's?",
            "How likely is it that you would recommend us to a friend or colleague?",
        ),
        LIKELY,
    )
    passive = Condition(((Check("nps", "at least", ("7",)), Check("nps", "at most", ("8",))),))
    return preset(
        "relation",
        both("Wat vindt u van ons?", "What do you think of us?"),
        about("ons als organisatie", "us as an organisation"),
        (nps,),
        (
            asked_openly("why", REASON, up_to("nps", 6)),
            asked_openly(
                "better",
                both("Wat zouden we anders kunnen doen?", "What could we do differently?"),
                passive,
            ),
            asked_openly(
                "well", both("Wat doen we goed?", "What do we do well?"), at_least("nps", 9)
            ),
        ),
        (
            drivers(
                both(
                    "Hoe beoordeelt u ons op deze punten?",
                    "How would you rate us on these points?",
                ),
                Option("contact", both("Bereikbaarheid", "How easy we are to reach")),
                Option("clarity", both("Duidelijkheid van informatie", "Clarity of information")),
                Option("keeping", both("Nakomen van afspraken", "Keeping our promises")),
                Option("value", both("Prijs in verhouding tot wat u krijgt", "Value for money")),
            ),
        ),
    )


def _employee() -> SurveyDefinition:
    nps = rated(
        "nps",
        "nps",
        both(
            "Hoe waarschijnlijk is het dat je onze organisatie als werkgever aanbeveelt aan vrienden of bekenden?",
            "How likely is it that you would recommend our organisation as a place to work?",
        ),
        LIKELY,
    )
    mark = Item(
        id="mark",
        kind="mark",
        text=both(
            "Welk rapportcijfer geef je je werk in de afgelopen maand?",
            "What mark out of 10 would you give your work in the past month?",
        ),
        low=both("Zeer slecht", "Very poor"),
        high=both("Uitstekend", "Excellent"),
    )
    survey = preset(
        "employee",
        both("Hoe is het op je werk?", "How is work?"),
        about("je werk", "your work"),
        (nps,),
        (
            asked_openly(
                "why",
                both("Wat is de belangrijkste reden voor je antwoord?", REASON["en"]),
                up_to("nps", 6),
            ),
            asked_openly(
                "well", both("Wat gaat er goed?", "What is going well?"), at_least("nps", 9)
            ),
            mark,
        ),
        (
            drivers(
                both("Hoe beoordeel je deze punten?", "How would you rate these points?"),
                Option("team", both("Samenwerking in het team", "Working together in the team")),
                Option("load", both("Hoeveelheid werk", "Amount of work")),
                Option(
                    "support", both("Steun van je leidinggevende", "Support from your manager")
                ),
                Option("growth", both("Ruimte om je te ontwikkelen", "Room to develop yourself")),
            ),
        ),
    )
    return replace(
        survey, thanks=both("Bedankt voor je antwoorden.", "Thank you for your answers.")
    )
