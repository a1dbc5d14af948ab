"""A check of questions as a page shows it: marks, the chart of factors against chance, and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister_web.factors.words import QUESTIONS, SCALES
from luister_web.look.charts.scree import scree
from luister_web.look.charts.table_twin import table_twin
from luister_web.look.wording import number_words

Told = Mapping[str, Any]
_STRONG = 0.4


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A figure of the questions as one scale: its value, its interval, and what it stands for."""

    name: str
    value: str
    interval: str
    about: str


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question among the others; `loadings` are words with whether they are strong."""

    label: str
    rest: str
    alpha_without: str
    loadings: list[tuple[str, bool]]
    unique: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class ShownScale:
    """The questions of one factor as a scale."""

    names: str
    alpha: str
    omega: str
    extracted: str
    mark: str
    word: str


def shown_marks(told: Told) -> list[ShownMark]:
    """Alpha, omega, variance extracted and adequacy of all questions together."""
    scale = told["scale"]
    abouts = (
        ("Alpha", scale["alpha"], _("reliability, all weigh alike")),
        ("Omega", scale["omega"], _("reliability, they may differ")),
        ("AVE", scale["ave"], _("share of a question that is common")),
    )
    found = [
        ShownMark(name, _number(one["value"]), _between(one), about)
        for name, one, about in abouts
        if one is not None
    ]
    kmo = ShownMark("KMO", _number(told["kmo"]), "", _("whether there is enough in common"))
    return [*found, kmo]


def shown_chart(told: Told) -> SafeString:
    """The factors against chance, with the same as a table."""
    found, chance = told["eigenvalues"], told["bars"]
    title = _("How many things: factors against chance")
    count = _("%(count)s factors lie above what chance gives.") % {"count": told["suggested"]}
    rows = [
        (str(place), _number(one), _number(bar))
        for place, (one, bar) in enumerate(zip(found, chance, strict=True), start=1)
    ]
    headings = (_("Factor"), _("Found"), _("By chance"))
    return format_html(
        "{}{}",
        scree(found, chance, title=title, description=count),
        table_twin(title, headings, rows),
    )


def shown_questions(told: Told, labels: Mapping[str, str]) -> list[ShownQuestion]:
    """Each question with how it goes with the others."""
    return [_question(one, labels, is_proper=told["proper"]) for one in told["questions"]]


def _question(one: Told, labels: Mapping[str, str], *, is_proper: bool) -> ShownQuestion:
    mark, word = QUESTIONS[one["reading"]]
    loadings = one["loadings"] if is_proper else []
    return ShownQuestion(
        label=labels.get(one["question"], one["question"]),
        rest=_number(one["rest"]),
        alpha_without=_number(one["alpha_without"]),
        loadings=[(_number(each), abs(each) >= _STRONG) for each in loadings],
        unique=_number(one["unique"]) if is_proper else "",
        mark=mark,
        word=str(word),
    )


def shown_scales(told: Told, labels: Mapping[str, str]) -> list[ShownScale]:
    """The questions of each factor, as a scale of their own."""
    return [_scale(one, labels) for one in told["scales"]]


def _scale(one: Told, labels: Mapping[str, str]) -> ShownScale:
    mark, word = SCALES[one["reading"]]
    alpha, omega, extracted = (_with_interval(one[name]) for name in ("alpha", "omega", "ave"))
    names = ", ".join(labels.get(name, name) for name in one["questions"])
    return ShownScale(names, alpha, omega, extracted, mark, str(word))


def shown_links(told: Told) -> list[tuple[str, str]]:
    """How each two factors go together."""
    rows: Sequence[Sequence[float]] = told["correlations"] if told["proper"] else ()
    return [
        (f"{low + 1} ↔ {high + 1}", _number(rows[high][low]))
        for high in range(len(rows))
        for low in range(high)
    ]


def _with_interval(one: Told | None) -> str:
    return "" if one is None else f"{_number(one['value'])} ({_between(one)})"


def _between(one: Told) -> str:
    return _("%(low)s to %(high)s") % {"low": _number(one["low"]), "high": _number(one["high"])}


def _number(value: float | None) -> str:
    return "" if value is None else number_words(value, 2)
