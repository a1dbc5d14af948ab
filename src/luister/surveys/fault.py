"""One thing that is wrong with a survey, in fixed words."""

from dataclasses import dataclass

from luister.surveys.condition import OPERATORS
from luister.surveys.definition import ITEM_KINDS, KINDS
from luister.surveys.scale_kinds import MOST_STEPS

SAYINGS = {
    "name": ("The name has other characters than letters, digits, _ and -.", "Name it otherwise."),
    "kind": ("This kind is not known.", f"Choose one of: {', '.join(KINDS)}."),
    "no language": ("There is no language.", "Choose at least one."),
    "language": ("This is no language code, or it stands there twice.", "Write one such as nl."),
    "too many": ("There are too many of them.", "Leave some out; short surveys are finished."),
    "no page": ("There is nothing to ask.", "Add a page with a question."),
    "empty page": ("The page is empty.", "Add a question, or remove the page."),
    "id": ("The id has other characters than letters, digits and _.", "Name it otherwise."),
    "twice": ("The id or code is there already.", "Give it another one."),
    "item kind": ("This kind of question is not known.", f"Use one of: {', '.join(ITEM_KINDS)}."),
    "no words": ("There are no words in this language.", "Write them, or drop the language."),
    "long words": ("The text is too long.", "Shorten it."),
    "no options": ("There are fewer than two options.", "Add options to choose from."),
    "one option": ("There is no option.", "Add one."),
    "no aspects": ("There is no aspect to rate.", "Add one."),
    "options": ("This kind of question has no options.", "Remove them."),
    "aspects": ("Only a matrix has aspects.", "Remove them."),
    "scale": ("The scale does not belong to this kind of question.", "Choose its own, or rating."),
    "steps": (
        f"The scale does not run in whole steps, or has more than {MOST_STEPS}.",
        "All steps must stand in one row on a telephone.",
    ),
    "no opinion": ("Nobody can choose 'no opinion' here.", "It may simply be left open."),
    "required": ("A statement asks nothing, so it cannot be required.", "Leave that off."),
    "field": ("The condition looks at a question that is not there.", "Choose one that is."),
    "later": ("The condition looks at a question that comes later.", "Move the one or the other."),
    "shuffled": (
        "The condition looks at a question of the same page, which comes in any order.",
        "Do not shuffle the page, or move the question to the next.",
    ),
    "operator": ("This comparison is not known.", f"Use one of: {', '.join(OPERATORS)}."),
    "bound": ("At least and at most need a number, and a question with one.", "Compare with is."),
    "value": ("The condition waits for an answer that nobody can give.", "Choose one that is."),
    "no values": ("The condition names no answer to compare with.", "Choose one."),
    "never": (
        "Nobody ever comes to this page.",
        "Change the conditions of it or of those before.",
    ),
    "logo": (
        "The logo is no PNG, JPEG, WebP or plain SVG image of at most 20 kB.",
        "Make it smaller or save it as PNG; an SVG may hold no script or outside address.",
    ),
    "logo words": ("The logo has no words for who cannot see it.", "Write the name on it."),
    "colour": ("The colour is not written as #rrggbb.", "Choose it again."),
    "wording": ("A wording counts from 1.", "Leave it out."),
}
"""Every problem with its hint, in fixed words, so that a door can translate them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, how to mend it, and the words or code in question.

    `where` is made of page numbers and ids: `page 2`, `page 2, why`, `survey`. `code` is the key in SAYINGS.
    """

    where: str
    problem: str
    hint: str
    value: str = ""
    code: str = ""


def fault(where: str, code: str, value: object = "") -> Fault:
    """The fault of this code at one place."""
    problem, hint = SAYINGS[code]
    return Fault(where, problem, hint, str(value)[:200], code)
