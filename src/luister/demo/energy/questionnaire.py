"""What the made-up company asks: one questionnaire a process."""

from dataclasses import dataclass

from luister.events.answer import Question, Scale

REASONS = (
    "price",
    "waiting time",
    "clear explanation",
    "friendly staff",
    "correctness",
    "ease",
    "telephone menu",
    "app",
    "personal contact",
    "backlog",
)
"""The options of the question why; the comments are about the same things."""

WAITING = ("within 2 days", "3 to 5 days", "more than 5 days")
"""How long a complaint waited for an answer: a dimension of the survey `complaints`."""

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "relation": ("region", "product", "segment"),
    "moving": ("region", "product", "segment"),
    "complaints": ("region", "product", "segment", "waiting"),
    "payment": ("region", "product", "segment"),
}
"""The company's own dimensions, by survey."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question and how it is answered at all.

    `spread` is the standard deviation of the chance in an answer, in steps of the scale before it
    is rounded. The shares say how often it is skipped, does not apply or is not asked. What
    `is_recorded` comes from the company's own books and is there even if nobody answers.
    """

    question: Question
    spread: float = 0.0
    skipped: float = 0.02
    not_applicable: float = 0.0
    not_asked: float = 0.0
    is_recorded: bool = False


def items(survey: str) -> tuple[Item, ...]:
    """The questions of a survey in the order in which they are asked.

    >>> [item.question.id for item in items("moving")][:4]
    ['nps', 'ces', 'mark', 'cas']
    """
    closing = (
        Item(Question("reason", "What is the main reason for your answer?", Scale("choice"))),
        Item(Question("comment", "What would you like to tell us?", Scale("text"))),
    )
    return (*_scores(survey), *_touchpoints(survey), *_measured(survey), *closing)


def _scores(survey: str) -> tuple[Item, ...]:
    # Only customers who were in touch lately are asked how much effort that was.
    ces_not_asked = 0.4 if survey == "relation" else 0.0
    recommend = "How likely are you to recommend Noorderlicht Energie? (0-10)"
    easy = {1.0: "very difficult", 7.0: "very easy"}
    agree = {1.0: "do not agree at all", 5.0: "fully agree"}
    return (
        Item(Question("nps", recommend, Scale("nps", 0, 10), is_headline=True), 2.3, 0.01),
        Item(
            Question("ces", f"How easy was {_ABOUT[survey]}?", Scale("ces", 1, 7), labels=easy),
            1.3,
            not_asked=ces_not_asked,
        ),
        Item(
            Question("mark", f"Which mark do you give {_ABOUT[survey]}?", Scale("mark", 1, 10)),
            1.5,
        ),
        Item(
            Question(
                "cas",
                "Noorderlicht Energie does what is best for me",
                Scale("cas", 1, 5),
                labels=agree,
            ),
            0.9,
        ),
    )


_ABOUT = {
    "relation": "being our customer",
    "moving": "passing on your move",
    "complaints": "the handling of your complaint",
    "payment": "paying and your invoice",
}

_TOUCHPOINTS: dict[str, tuple[tuple[str, str], ...]] = {
    "relation": (
        ("price", "The price"),
        ("app", "The app"),
        ("invoice", "The invoice"),
        ("service", "The customer service"),
    ),
    "moving": (
        ("registration", "Passing on the new address"),
        ("contact", "The contact with us"),
        ("meter_reading", "Passing on the meter reading"),
        ("confirmation", "The confirmation"),
    ),
    "complaints": (
        ("reachability", "How easily you reached us"),
        ("listening", "How well we listened"),
        ("speed", "How fast we answered"),
        ("solution", "The solution"),
    ),
    "payment": (
        ("invoice", "The invoice"),
        ("app", "The app"),
        ("arrangement", "The payment arrangement"),
    ),
}

_OFTEN_NOT_USED = {"app": 0.3, "arrangement": 0.7, "contact": 0.2, "invoice": 0.05}


def _touchpoints(survey: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            Question(name, label, Scale("rating", 1, 5), touchpoint=name.replace("_", " ")),
            spread=1.0,
            skipped=0.03,
            not_applicable=_OFTEN_NOT_USED.get(name, 0.02),
        )
        for name, label in _TOUCHPOINTS[survey]
    )


def _measured(survey: str) -> tuple[Item, ...]:
    if survey != "complaints":
        return ()
    label = "Days until the complaint was answered"
    return (Item(Question("waiting_days", label, Scale("number")), is_recorded=True),)
