"""A survey as data: pages of items, in one or more languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from luister.events.answer import Scale
from luister.surveys.condition import ALWAYS, Condition

Texts = Mapping[str, str]
"""One text in each language: {"nl": "Hoe ...", "en": "How ..."}."""

KINDS = ("relation", "transaction", "complaint", "moving", "payment", "employee", "other")
"""Kinds of surveys; the rules on how often somebody may be asked speak of them."""

SCALES: Mapping[str, Scale] = {
    "nps": Scale("nps", 0, 10),
    "ces": Scale("ces", 1, 7),
    "cas": Scale("cas", 1, 5),
    "csat": Scale("csat", 1, 5),
    "mark": Scale("mark", 1, 10),
    "matrix": Scale("rating", 1, 5),
}
"""The kinds of items that are answered on a scale, with the scale each has unless it says otherwise."""

ITEM_KINDS = (*SCALES, "choice", "choices", "text", "date", "statement")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen, or one aspect of a matrix: its code, and what it says.

    `with_text` lets the respondent add words of their own ("other, namely ...").
    """

    code: str
    text: Texts
    with_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question, or a statement that asks nothing.

    - kind: nps, ces, cas, csat, mark (one number on a scale), matrix (`aspects`, each rated on `scale`), choice (one of
      `options`), choices (any of them), text, date, statement
    - scale: for numbers; that of SCALES where None
    - low, high: the words at the ends of the scale
    - has_no_opinion: "no opinion" may be chosen; kept apart from an open answer and from not being asked
    - is_shuffled: options or aspects come in another order for each respondent
    - wording: raised when the words or the scale change, so that a trend can show the break
    """

    id: str
    kind: str
    text: Texts
    help: Texts = field(default_factory=dict)
    is_required: bool = False
    has_no_opinion: bool = False
    scale: Scale | None = None
    low: Texts = field(default_factory=dict)
    high: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    aspects: tuple[Option, ...] = ()
    is_shuffled: bool = False
    show_if: Condition = ALWAYS
    process: str | None = None
    touchpoint: str | None = None
    wording: int = 1
    is_headline: bool = False

    @property
    def asked_scale(self) -> Scale:
        """The scale of the answer; `choice`, `choices`, `text` and `date` have one without ends."""
        return self.scale or SCALES.get(self.kind) or Scale(self.kind)

    @property
    def is_rated(self) -> bool:
        """True where the answer is one number on a scale."""
        return self.kind in SCALES and self.kind != "matrix"

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields in a form: its id; for a matrix one for each aspect; none for a statement."""
        if self.kind == "statement":
            return ()
        if self.kind == "matrix":
            return tuple(f"{self.id}.{aspect.code}" for aspect in self.aspects)
        return (self.id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Items that are shown together. After a page whose `end_if` holds the survey is over."""

    items: tuple[Item, ...]
    title: Texts = field(default_factory=dict)
    show_if: Condition = ALWAYS
    end_if: Condition | None = None
    is_shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a respondent sees around the questions: a logo (PNG, JPEG, WebP or SVG as a data address) and a colour.

    `colour` is #rrggbb, used for buttons and what is chosen; the scale itself has no colours, since they bias.
    """

    logo: str = ""
    logo_text: str = ""
    colour: str = "#1f5f8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDefinition:
    """A whole survey.

    `languages`: the first is the one in which answers are reported and which is used where a text
    lacks another. `process` and `channel` are those of all answers whose item names none.
    """

    name: str
    kind: str
    languages: tuple[str, ...]
    title: Texts
    pages: tuple[Page, ...]
    intro: Texts = field(default_factory=dict)
    thanks: Texts = field(default_factory=dict)
    process: str | None = None
    look: Look = Look()
    asks_opt_out: bool = True

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the pages."""
        return tuple(item for page in self.pages for item in page.items)

    def text(self, texts: Texts, language: str) -> str:
        """The text in `language`, else in the first language, else in any; empty where there is none.

        >>> from luister.surveys.definition import SurveyDefinition
        >>> survey = SurveyDefinition(name="a", kind="other", languages=("nl", "en"), title={}, pages=())
        >>> survey.text({"nl": "Dag"}, "en")
        'Dag'
        """
        found = texts.get(language) or texts.get(self.languages[0])
        return found or next((text for text in texts.values() if text), "")

    def fields(self) -> Iterator[tuple[str, Item]]:
        """Every field of the form with its item."""
        for item in self.items:
            for name in item.fields:
                yield name, item
