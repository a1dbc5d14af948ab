"""What lay behind a case and how it ended: a taxonomy kept as data, in Dutch and English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luister.errors import MappingError

HELPED, PARTLY, NOT_HELPED, NOT_REACHED, NOTHING_TO_DO = (
    "helped",
    "partly",
    "not_helped",
    "not_reached",
    "nothing_to_do",
)
OUTCOMES = (HELPED, PARTLY, NOT_HELPED, NOT_REACHED, NOTHING_TO_DO)
"""How a case ended for the customer."""


@dataclass(frozen=True, slots=True)
class RootCause:
    """A cause: its id, which stays, and its words by language. One that is `retired` can be chosen no more."""

    id: str
    words: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    retired: bool = False


def _cause(name: str, dutch: str, english: str, parent: str = "") -> RootCause:
    return RootCause(name, {"nl": dutch, "en": english}, parent)


DEFAULTS = (
    _cause("information", "Informatie", "Information"),
    _cause("information.wrong", "Onjuiste informatie", "Wrong information", "information"),
    _cause("information.missing", "Niet verteld", "Not told", "information"),
    _cause("waiting", "Wachttijd", "Waiting"),
    _cause("waiting.reply", "Lang wachten op antwoord", "Long wait for a reply", "waiting"),
    _cause("waiting.delivery", "Later geleverd of uitgevoerd", "Delivered late", "waiting"),
    _cause("mistake", "Fout", "Mistake"),
    _cause(
        "mistake.bill", "Fout in rekening of betaling", "Mistake in bill or payment", "mistake"
    ),
    _cause("mistake.handling", "Verkeerd verwerkt", "Handled wrongly", "mistake"),
    _cause("contact", "Bejegening", "Treatment"),
    _cause("contact.unfriendly", "Onvriendelijk", "Unfriendly", "contact"),
    _cause(
        "contact.no_owner", "Van het kastje naar de muur", "Sent from pillar to post", "contact"
    ),
    _cause("product", "Product of dienst", "Product or service"),
    _cause("product.quality", "Kwaliteit", "Quality", "product"),
    _cause("product.price", "Prijs", "Price", "product"),
    _cause("system", "Website, app of storing", "Website, app or outage"),
    _cause("policy", "Regels of voorwaarden", "Rules or terms"),
    _cause("praise", "Ging juist goed", "Went well"),
    _cause("unknown", "Onbekend", "Unknown"),
)
"""What holds until the organisation writes its own; the words are theirs to change."""


def checked_causes(causes: Sequence[RootCause]) -> tuple[RootCause, ...]:
    """The taxonomy, once it is sure that it can be used.

    Raises:
        MappingError: an id is missing or comes twice, words are missing, or a parent is not there.
    """
    ids = [one.id for one in causes]
    for one in causes:
        if not one.id or ids.count(one.id) > 1:
            raise MappingError(f"The cause {one.id!r} comes twice.", hint="Give each its own id.")
        if not any(text.strip() for text in one.words.values()):
            raise MappingError(f"The cause {one.id!r} has no words.", hint="Write them.")
        if one.parent and one.parent not in ids:
            raise MappingError(
                f"The cause {one.id!r} stands under {one.parent!r}, which is not there.",
                hint="Add that first, or leave it empty.",
            )
    return tuple(causes)


def words_of(cause: RootCause, language: str) -> str:
    """The words in a language, or in one that there is.

    >>> words_of(DEFAULTS[0], "nl"), words_of(DEFAULTS[0], "fy")
    ('Informatie', 'Information')
    """
    for one in (language, language.split("-")[0], "en", *cause.words):
        if cause.words.get(one):
            return cause.words[one]
    return cause.id


def checked_end(outcome: str, root_cause: str, causes: Sequence[RootCause]) -> tuple[str, str]:
    """Outcome and root cause, once it is sure that there are such; MappingError where there are not."""
    if outcome not in OUTCOMES:
        raise MappingError(
            f"There is no outcome {outcome!r}.", hint=f"There are: {', '.join(OUTCOMES)}."
        )
    known = [one.id for one in causes if not one.retired]
    if root_cause not in known:
        raise MappingError(
            f"There is no root cause {root_cause!r}.", hint=f"There are: {', '.join(known)}."
        )
    return outcome, root_cause
