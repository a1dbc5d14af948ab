"""What PLS finds beside its numbers, as a page shows it: how constructs are measured, told apart, and lead on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister_web.look.wording import number_words

Told = Mapping[str, Any]

_RELIABLE, _EXTRACTED = 0.7, 0.5
_ALIKE, _TWINS, _TIED = 0.85, 0.9, 5.0
_SIZES = (
    # Cohen (1988): from this f2 on.
    (0.35, gettext_lazy("large")),
    (0.15, gettext_lazy("medium")),
    (0.02, gettext_lazy("small")),
)
_MODES: Mapping[str, Promise] = {
    "A": gettext_lazy("shown by its questions"),
    "B": gettext_lazy("made of its questions"),
}
_MIND: Mapping[str, Promise] = {
    "few_samples_held": gettext_lazy(
        "There are no intervals: of the samples drawn anew only %(share)s %% had a result."
    ),
    "some_samples_failed": gettext_lazy(
        "The intervals rest on the %(share)s %% of samples drawn anew that had a result."
    ),
    "reliability_not_positive": gettext_lazy("The questions of %(about)s do not hang together."),
    "reliability_above_one": gettext_lazy("The reliability of %(about)s came out above 1."),
}


@dataclass(frozen=True, slots=True)
class ShownConstruct:
    """How a construct is measured; figures are empty where they say nothing of it."""

    name: str
    mode: str
    questions: int
    alpha: str
    rho_a: str
    rho_c: str
    extracted: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two constructs, and whether they can be told apart."""

    names: str
    correlation: str
    htmt: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class ShownArrow:
    """An arrow: how much it adds (f2) and how tied its cause is to the others (VIF)."""

    names: str
    path: str
    effect_size: str
    size: str
    inflation: str
    is_tied: bool


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """All that goes from one construct to another."""

    names: str
    direct: str
    indirect: str
    total: str


@dataclass(frozen=True, slots=True)
class ShownComponents:
    """A group's panel; `mind` are cautions in sentences."""

    name: str
    left_out: int
    mind: list[str]
    constructs: list[ShownConstruct]
    pairs: list[ShownPair]
    arrows: list[ShownArrow]
    effects: list[ShownEffect]


def shown_components(told: Told) -> list[ShownComponents]:
    """The panel of each group; nothing for models that are not of PLS."""
    found = told.get("components")
    if not found:
        return []
    if "constructs" in found:
        return [_panel("", found)]
    return [_panel(name, one) for name, one in found.items()]


def _panel(name: str, found: Told) -> ShownComponents:
    return ShownComponents(
        name=name,
        left_out=int(found["left_out"]),
        mind=[_caution(one) for one in found["problems"]],
        constructs=[_construct(one) for one in found["constructs"]],
        pairs=[_pair(one) for one in found["pairs"]],
        arrows=[_arrow(one) for one in found["paths"]],
        effects=[_effect(one) for one in found["effects"]],
    )


def _caution(problem: Told) -> str:
    share = number_words(100 * float(problem["value"] or 0.0), 0)
    return str(_MIND[str(problem["kind"])]) % {
        "share": share,
        "about": ", ".join(problem["about"]),
    }


def _construct(line: Told) -> ShownConstruct:
    mark, word = _measured(line)
    return ShownConstruct(
        name=line["name"],
        mode=str(_MODES[line["mode"]]) if line["items"] > 1 else _("one question"),
        questions=int(line["items"]),
        alpha=_plain(line["alpha"]),
        rho_a=_figure(line["rho_a"]),
        rho_c=_plain(line["rho_c"]),
        extracted=_plain(line["ave"]),
        mark=mark,
        word=word,
    )


def _measured(line: Told) -> tuple[str, str]:
    """Measured well from a reliability of 0.7 and half of the variance on (Hair et al. 2019)."""
    if line["ave"] is None:
        return "", ""
    reliability = line["rho_c"] if line["rho_a"] is None else line["rho_a"]["est"]
    if reliability < _RELIABLE:
        return "poor", _("unreliable")
    if line["ave"] < _EXTRACTED:
        return "fair", _("its questions differ much")
    return "good", _("measured well")


def _pair(line: Told) -> ShownPair:
    htmt = line["htmt"]
    mark, word = ("", "") if htmt is None else _apart(float(htmt["est"]))
    names = f"{line['first']}, {line['second']}"
    return ShownPair(names, _figure(line["correlation"]), _figure(htmt), mark, word)


def _apart(ratio: float) -> tuple[str, str]:
    if ratio < _ALIKE:
        return "good", _("told apart")
    if ratio < _TWINS:
        return "fair", _("hardly told apart")
    return "poor", _("nearly one and the same")


def _arrow(line: Told) -> ShownArrow:
    size, tied = line["f2"], line["vif"]
    word = next((str(word) for bar, word in _SIZES if size is not None and size >= bar), "")
    return ShownArrow(
        names=f"{line['from']} → {line['to']}",
        path=_figure(line),
        effect_size=_plain(size),
        size=word,
        inflation=_plain(tied),
        is_tied=tied is None or tied > _TIED,
    )


def _effect(line: Told) -> ShownEffect:
    names = f"{line['from']} → {line['to']}"
    return ShownEffect(names, *(_figure(line[one]) for one in ("direct", "indirect", "total")))


def _plain(value: float | None) -> str:
    return "" if value is None else number_words(value, 2)


def _figure(found: Told | None) -> str:
    """A number with its interval, where it has one."""
    if found is None or found["est"] is None:
        return ""
    value = number_words(found["est"], 2)
    if found["low"] is None:
        return value
    ends: Sequence[str] = [number_words(found[one], 2) for one in ("low", "high")]
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": value,
        "low": ends[0],
        "high": ends[1],
    }
