"""What a column may mean, as a person chooses it from one list: its role and, for a question, its scale."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

_SCALES = (
    "nps:0-10",
    "ces:1-7",
    "ces:1-5",
    "cas:1-5",
    "csat:1-5",
    "mark:1-10",
    "rating:1-3",
    "rating:1-4",
    "rating:1-5",
    "rating:1-6",
    "rating:1-7",
    "rating:1-10",
    "rating:0-10",
    "number",
    "choice",
    "text",
)
Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


def meaning_of(role: str, scale: str = "") -> str:
    """The one word that stands for a role and a scale.

    >>> meaning_of("question", "nps:0-10"), meaning_of("date")
    ('question/nps:0-10', 'date')
    """
    return f"{role}/{scale}" if role == "question" else role


def role_and_scale(meaning: str) -> tuple[str, str]:
    """The role and the scale that `meaning` stands for.

    >>> role_and_scale("question/mark:1-10")
    ('question', 'mark:1-10')
    """
    role, _slash, scale = meaning.partition("/")
    return role, scale


def meaning_groups(current: Sequence[str]) -> list[Group]:
    """All meanings to choose from, in groups; scales that the file has besides are added."""
    scales = list(dict.fromkeys([*_SCALES, *(scale for scale in current if scale)]))
    return [
        ("", [("ignore", _("Leave alone"))]),
        (_("A question"), [(meaning_of("question", code), scale_words(code)) for code in scales]),
        (_("When and who"), _when_and_who()),
        (_("Where it belongs"), _where()),
    ]


def scale_words(code: str) -> str:
    """A scale as people name it."""
    kind, _colon, ends = code.partition(":")
    named = {
        "nps": _("Recommendation (NPS)"),
        "ces": _("Effort or ease (CES)"),
        "cas": _("Advocacy (CAS)"),
        "csat": _("Satisfaction (CSAT)"),
        "mark": _("School mark"),
        "rating": _("Rating"),
        "number": _("Number without ends"),
        "choice": _("One of some options"),
        "text": _("Comment in words"),
    }.get(kind, kind)
    between = "\N{EN DASH}".join(ends.split("-"))
    return f"{named}, {between}" if ends else named


def _when_and_who() -> list[Choice]:
    return [
        ("date", _("Date of the answer")),
        ("id", _("Number of the filled-in form")),
        ("customer", _("Customer key")),
        ("complete", _("Finished or not")),
        ("weight", _("Weight of the form")),
        ("language", _("Language")),
        ("wave", _("Wave")),
    ]


def _where() -> list[Choice]:
    return [
        ("process", _("Process")),
        ("touchpoint", _("Touchpoint")),
        ("channel", _("Channel")),
        ("team", _("Team")),
        ("employee", _("Employee")),
        ("dimension", _("Own group (such as region)")),
    ]


def words_of_meaning(role: str) -> str:
    """A role as people name it."""
    return dict([*_when_and_who(), *_where()]).get(role, role)


def meaning_words(meaning: str) -> str:
    """A meaning as the list of meanings names it."""
    role, scale = role_and_scale(meaning)
    if role == "question":
        return scale_words(scale)
    return _("Leave alone") if role == "ignore" else words_of_meaning(role)
