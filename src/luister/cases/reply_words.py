"""The words of a reply: templates by language, with a few places that are filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luister.errors import MappingError

PLACES = ("name", "organisation", "sender", "number")
"""What may stand in braces: the customer's name, the organisation, who writes, the number of the case."""

_PLACE = re.compile(r"\{([A-Za-z_]+)\}")
_LONGEST_SUBJECT, _LONGEST_TEXT = 200, 20_000


@dataclass(frozen=True, slots=True)
class ReplyText:
    """Subject and text in one language; an empty line begins a new paragraph."""

    subject: str
    text: str
    nameless: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """A reply to begin with: its name, and its words by language."""

    name: str
    texts: Mapping[str, ReplyText] = field(default_factory=dict)


DEFAULTS = (
    ReplyTemplate(
        "contact",
        {
            "nl": ReplyText(
                "Uw reactie aan {organisation}",
                "Beste {name},\n\nDank dat u ons liet weten hoe u het hebt ervaren. Dat had beter "
                "gemoeten. Ik wil graag begrijpen wat er gebeurde en het met u oplossen.\n\n"
                "U kunt op deze mail antwoorden.\n\nMet vriendelijke groet,\n{sender}\n{organisation}",
                "heer of mevrouw",
            ),
            "en": ReplyText(
                "Your answer to {organisation}",
                "Dear {name},\n\nThank you for telling us how it went for you. That should have been "
                "better. I would like to understand what happened and put it right with you.\n\n"
                "You can reply to this mail.\n\nKind regards,\n{sender}\n{organisation}",
                "sir or madam",
            ),
        },
    ),
    ReplyTemplate(
        "solved",
        {
            "nl": ReplyText(
                "Opgelost: uw reactie aan {organisation}",
                "Beste {name},\n\nWe hebben het volgende voor u gedaan:\n\n\n\n"
                "Is het daarmee opgelost? Zo niet, antwoord dan op deze mail.\n\n"
                "Met vriendelijke groet,\n{sender}\n{organisation}",
                "heer of mevrouw",
            ),
            "en": ReplyText(
                "Solved: your answer to {organisation}",
                "Dear {name},\n\nThis is what we did for you:\n\n\n\n"
                "Has that solved it? If not, please reply to this mail.\n\n"
                "Kind regards,\n{sender}\n{organisation}",
                "sir or madam",
            ),
        },
    ),
    ReplyTemplate(
        "thanks",
        {
            "nl": ReplyText(
                "Dank voor uw mooie reactie",
                "Beste {name},\n\nDank voor uw mooie reactie. Ik heb die doorgegeven aan de collega's "
                "die u hebben geholpen.\n\nMet vriendelijke groet,\n{sender}\n{organisation}",
                "heer of mevrouw",
            ),
            "en": ReplyText(
                "Thank you for your kind words",
                "Dear {name},\n\nThank you for your kind words. I have passed them on to the "
                "colleagues who helped you.\n\nKind regards,\n{sender}\n{organisation}",
                "sir or madam",
            ),
        },
    ),
)
"""What there is until the organisation writes its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFilling:
    """What goes into the places."""

    organisation: str
    sender: str
    number: int
    name: str | None = None


def checked_text(words: ReplyText) -> ReplyText:
    """The words of a template, once it is sure that they can be sent.

    Raises:
        MappingError: subject or text is missing or too long, or there is a place that we do not know.
    """
    checked_letter(words.subject, words.text)
    unknown = sorted(set(_PLACE.findall(f"{words.subject} {words.text}")) - set(PLACES))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        raise MappingError(f"There is no place {{{unknown[0]}}}.", hint=f"There are {known}.")
    return words


def checked_letter(subject: str, text: str) -> None:
    """Sees to it that a letter has a subject and a text, neither too long; MappingError where it has not."""
    length = len(" ".join(subject.split()))
    if not 0 < length <= _LONGEST_SUBJECT:
        raise MappingError(f"A subject of {length} signs.", hint=f"Write 1 to {_LONGEST_SUBJECT}.")
    if not text.strip() or len(text) > _LONGEST_TEXT:
        raise MappingError(f"A text of {len(text)} signs.", hint=f"Write 1 to {_LONGEST_TEXT}.")


def text_in(template: ReplyTemplate, wanted: Sequence[str | None]) -> tuple[str, ReplyText]:
    """The language and words that fit the reader best: the first wanted that there is, else the first.

    Raises:
        MappingError: the template has no words at all.
    """
    for one in wanted:
        for language in (one, (one or "").split("-")[0]):
            if language and language in template.texts:
                return language, template.texts[language]
    for language, words in template.texts.items():
        return language, words
    raise MappingError(
        f"The template {template.name!r} has no words.", hint="Write it in one language."
    )


def filled(words: ReplyText, filling: ReplyFilling) -> ReplyText:
    """The words with their places filled in one pass: what is filled in is never read again.

    >>> said = ReplyText("Case {number}", "Dear {name},", "reader")
    >>> filled(said, ReplyFilling(organisation="O", sender="S", number=7, name="{sender}")).text
    'Dear {sender},'
    """
    values = {
        "name": filling.name or words.nameless,
        "organisation": filling.organisation,
        "sender": filling.sender,
        "number": str(filling.number),
    }

    def put(text: str) -> str:
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)

    return ReplyText(" ".join(put(words.subject).split()), put(words.text), words.nameless)
