"""Models that many have used, to begin with: their constructs and paths; and a proposal from a survey's sections.

Source: Fornell et al. (1996), Journal of Marketing 60 (ACSI); Tenenhaus et al. (2005), Computational Statistics and
Data Analysis 48 (ECSI, mobile phones); Parasuraman, Zeithaml and Berry (1988), Journal of Retailing 64 (service
quality); Zeithaml, Berry and Parasuraman (1996), Journal of Marketing 60 (from quality to loyalty).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luister.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Template:
    """A model whose items are still to be named: constructs in the order of their causes, and their paths.

    `paths` maps each outcome on its causes.
    """

    id: str
    constructs: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]


_SATISFACTION = {
    "expectation": ("image",),
    "quality": ("expectation",),
    "value": ("expectation", "quality"),
    "satisfaction": ("image", "expectation", "quality", "value"),
    "complaints": ("satisfaction",),
    "loyalty": ("image", "satisfaction", "complaints"),
}
TEMPLATES: tuple[Template, ...] = (
    Template("ecsi", ("image", *_SATISFACTION), _SATISFACTION),
    Template(
        "acsi",
        ("expectation", "quality", "value", "satisfaction", "complaints", "loyalty"),
        {
            "quality": ("expectation",),
            "value": ("expectation", "quality"),
            "satisfaction": ("expectation", "quality", "value"),
            "complaints": ("satisfaction",),
            "loyalty": ("satisfaction", "complaints"),
        },
    ),
    Template(
        "service_quality",
        (
            *("tangibles", "reliability", "responsiveness", "assurance", "empathy"),
            "satisfaction",
        ),
        {
            "satisfaction": (
                *("tangibles", "reliability", "responsiveness", "assurance", "empathy"),
            )
        },
    ),
    Template(
        "loyalty_chain",
        ("quality", "satisfaction", "loyalty"),
        {"satisfaction": ("quality",), "loyalty": ("satisfaction",)},
    ),
)


def template(name: str) -> Template:
    """The template of this name; UnknownNameError where there is none."""
    for one in TEMPLATES:
        if one.id == name:
            return one
    raise UnknownNameError(
        f'There is no template "{name}".',
        hint=f"Known: {', '.join(one.id for one in TEMPLATES)}.",
    )


def filled_in(chosen: Template, items: Mapping[str, Sequence[str]]) -> str:
    """The template as a model in lavaan's syntax, with the items of each construct; those without are left out.

    >>> print(filled_in(template("loyalty_chain"), {"quality": ["q1", "q 2"], "satisfaction": ["s1", "s2"]}))
    quality =~ q1 + `q 2`
    satisfaction =~ s1 + s2
    <BLANKLINE>
    satisfaction ~ quality
    """
    kept = [one for one in chosen.constructs if items.get(one)]
    measured = [f"{one} =~ {_sum(items[one])}" for one in kept]
    paths = [
        f"{effect} ~ {' + '.join(cause for cause in causes if cause in kept)}"
        for effect, causes in chosen.paths.items()
        if effect in kept and any(cause in kept for cause in causes)
    ]
    return "\n".join([*measured, "", *paths]).strip()


def outlined(chosen: Template) -> str:
    """The template's constructs and paths without items: a comment keeps the name of each, for a drawing to show.

    >>> print(outlined(template("loyalty_chain")))
    # quality =~
    # satisfaction =~
    # loyalty =~
    <BLANKLINE>
    satisfaction ~ quality
    loyalty ~ satisfaction
    """
    named = [f"# {one} =~" for one in chosen.constructs]
    paths = [f"{effect} ~ {' + '.join(causes)}" for effect, causes in chosen.paths.items()]
    return "\n".join([*named, "", *paths])


@dataclass(frozen=True, slots=True)
class Section:
    """A page of a survey: its title and its questions that are answered in numbers."""

    title: str
    questions: tuple[str, ...]


def proposed(sections: Sequence[Section], outcome: str = "") -> str:
    """A model from a survey's sections: each with two questions or more is a construct.

    All lead to the outcome: the question of that name, else the last construct.

    >>> print(proposed([Section("The shop", ("a", "b")), Section("Our staff", ("c", "d", "nps"))], "nps"))
    The_shop =~ a + b
    Our_staff =~ c + d
    <BLANKLINE>
    nps ~ The_shop + Our_staff
    """
    constructs: dict[str, list[str]] = {}
    for place, one in enumerate(sections, start=1):
        items = [name for name in one.questions if name != outcome]
        if len(items) > 1:
            constructs[_as_name(one.title, place, constructs)] = items
    measured = [f"{name} =~ {_sum(items)}" for name, items in constructs.items()]
    causes = list(constructs) if outcome else list(constructs)[:-1]
    effect = _word(outcome) if outcome else next(reversed(constructs), "")
    paths = [f"{effect} ~ {' + '.join(causes)}"] if causes and effect else []
    return "\n".join([*measured, "", *paths]).strip()


def _as_name(title: str, place: int, taken: Mapping[str, object]) -> str:
    """The title as a name that the syntax takes, at most 30 signs long, different from the others."""
    plain = re.sub(r"\W+", "_", title).strip("_")[:30].strip("_")
    name = plain if plain and not plain[0].isdigit() else f"section_{place}"
    return name if name not in taken else f"{name}_{place}"


def _sum(items: Sequence[str]) -> str:
    return " + ".join(_word(one) for one in items)


def _word(name: str) -> str:
    return name if re.fullmatch(r"[^\W\d][\w.]*", name) else f"`{name.replace('`', '')}`"
