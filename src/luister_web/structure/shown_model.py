"""A solution as a page shows it: diagrams, tables and the fit in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister_web.look.charts.path_diagram import Arrow, Card, path_diagram
from luister_web.look.wording import number_words
from luister_web.structure.words import MARKS, STEPS

Row = Mapping[str, Any]
Told = Mapping[str, Any]
_MEASURED, _MADE_OF = "=~", "<~"
_SECTIONS = (
    ("~",),
    (":=",),
    (_MEASURED, _MADE_OF),
    ("~~",),
    ("~1", "|", "~*~"),
)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A number of the model as a line of a table."""

    what: str
    label: str
    std: str
    est: str
    interval: str
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group's diagram and tables: `tables` are headings with rows.

    `effects` are those through others: from and to, direct, through others, together.
    """

    name: str
    diagram: SafeString
    tables: list[tuple[str, list[ShownRow]]]
    effects: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """A measure of fit: its value and how it stands."""

    name: str
    value: str
    mark: str
    word: str


def shown_groups(told: Told) -> list[ShownGroup]:
    """Each group of the solution; one without a name where there are no groups."""
    names = list(told["groups"]) or [""]
    return [_group(told, place, name) for place, name in enumerate(names, start=1)]


def _group(told: Told, place: int, name: str) -> ShownGroup:
    rows = [one for one in told["parameters"] if one["group"] in (place, 0)]
    shares = told["r2"].get(name, {}) if name else told["r2"]
    title = _("The model as a path diagram") + (f": {name}" if name else "")
    effects = [_effect(one) for one in told.get("effects", []) if one["group"] == place]
    diagram = path_diagram(_cards(rows, shares), _arrows(rows), title=title)
    return ShownGroup(name, diagram, _tables(rows), effects)


def _effect(one: Row) -> tuple[str, ...]:
    figures = [one[name] for name in ("direct", "indirect", "total")]
    return (
        f"{one['from']} → {one['to']}",
        *(_with_interval(each) if each["est"] else "" for each in figures),
    )


def _with_interval(figure: Row) -> str:
    interval = _standard_interval(figure)
    value = number_words(figure["std"], 2)
    return f"{value} ({interval})" if interval else value


def _cards(rows: Sequence[Row], shares: Mapping[str, float | None]) -> list[Card]:
    items: dict[str, list[tuple[str, str]]] = {}
    plain: dict[str, None] = {}
    above = {row["lhs"] for row in rows if row["op"] in (_MEASURED, _MADE_OF)}
    measured = {(row["lhs"], row["rhs"]) for row in rows if row["op"] == _MEASURED}
    for row in rows:
        lhs, op, rhs = row["lhs"], row["op"], row["rhs"]
        if op in (_MEASURED, _MADE_OF):
            known = items.setdefault(lhs, [])
            # Of PLS a question has a loading and a weight: the loading is shown.
            if rhs not in above and (op == _MEASURED or (lhs, rhs) not in measured):
                known.append((rhs, number_words(row["std"], 2)))
        elif op == "~":
            plain |= dict.fromkeys(one for one in (lhs, rhs) if one not in above)
    cards = [Card(name, _share(shares.get(name)), tuple(own)) for name, own in items.items()]
    return cards + [Card(name, _share(shares.get(name)), is_plain=True) for name in plain]


def _share(value: float | None) -> str:
    return "" if value is None else f"R² {number_words(value, 2)}"


def _arrows(rows: Sequence[Row]) -> list[Arrow]:
    above = {row["lhs"] for row in rows if row["op"] in (_MEASURED, _MADE_OF)}
    ends = above | {name for row in rows if row["op"] == "~" for name in (row["lhs"], row["rhs"])}
    found: dict[tuple[str, str, bool], Arrow] = {}
    for row in rows:
        lhs, op, rhs = row["lhs"], row["op"], row["rhs"]
        if op == "~":
            found[rhs, lhs, False] = _arrow(rhs, lhs, row)
        elif op == _MEASURED and rhs in above:
            found[lhs, rhs, False] = _arrow(lhs, rhs, row)
        elif op == "~~" and lhs != rhs and {lhs, rhs} <= ends and row["est"]:
            found[lhs, rhs, True] = _arrow(lhs, rhs, row, is_shared=True)
    return list(found.values())


def _arrow(cause: str, effect: str, row: Row, *, is_shared: bool = False) -> Arrow:
    std = float(row["std"] or 0.0)
    told = f"{cause} {'↔' if is_shared else '→'} {effect}: {number_words(std, 2)}"
    interval = _standard_interval(row)
    return Arrow(
        cause,
        effect,
        number_words(std, 2),
        f"{told} ({interval})" if interval else told,
        below=interval,
        weight=abs(std),
        is_sure=_is_sure(row),
        is_negative=std < 0,
        is_shared=is_shared,
    )


def _is_sure(row: Row) -> bool:
    low, high = row["low"], row["high"]
    return low is None or high is None or low * high > 0


def _standard_interval(row: Row) -> str:
    """The interval in standard deviations: that of the estimate, in the same proportion."""
    if not row["est"] or row["low"] is None or row["low"] == row["high"]:
        return ""
    ends = sorted(row[end] * row["std"] / row["est"] for end in ("low", "high"))
    return _between(*(number_words(one, 2) for one in ends))


def _between(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _tables(rows: Sequence[Row]) -> list[tuple[str, list[ShownRow]]]:
    headings = (
        _("Paths"),
        _("Indirect and total effects, and other numbers made of paths"),
        _("Questions of the constructs"),
        _("What varies, and what goes together"),
        _("Intercepts, thresholds and scales"),
    )
    found = []
    for heading, operators in zip(headings, _SECTIONS, strict=True):
        shown = [_row(one) for one in rows if one["op"] in operators]
        if shown:
            found.append((heading, shown))
    return found


def _row(row: Row) -> ShownRow:
    is_fixed = not row["se"]
    return ShownRow(
        what=f"{row['lhs']} {row['op']} {row['rhs']}".strip(),
        label=str(row["label"]),
        std=_told(row["std"]),
        est=_told(row["est"]),
        interval="" if is_fixed else _between(_told(row["low"]), _told(row["high"])),
        is_fixed=is_fixed,
    )


def _told(value: float | None, digits: int = 2) -> str:
    return "" if value is None else number_words(value, digits)


def shown_fit(told: Told) -> list[ShownMeasure]:
    """The measures of fit that have a value, with how each stands."""
    fit = told["fit"]
    marks = (told.get("verdict") or {}).get("measures", {})
    scaled = {one: fit.get(f"{one}_scaled") for one in ("chi2", "p")}
    chi2 = fit["chi2"] if scaled["chi2"] is None else scaled["chi2"]
    p = fit["p"] if scaled["chi2"] is None else scaled["p"]
    found = (
        [ShownMeasure("χ²", _told(chi2, 1), "", _test(fit["df"], p))] if chi2 is not None else []
    )
    for name in ("cfi", "tli", "rmsea", "srmr"):
        robust = fit.get(f"{name}_robust")
        value = fit.get(f"{name}_scaled") if robust is None else robust
        value = fit.get(name) if value is None else value
        if value is not None:
            mark = marks.get(name, "")
            found.append(
                ShownMeasure(name.upper(), _told(value, 3), mark, str(MARKS[mark]) if mark else "")
            )
    return found


def _test(df: float | None, p: float | None) -> str:
    if p is None:
        return _("nothing was tested")
    chance = _told(p, 3) if p >= 0.001 else f"< {_told(0.001, 3)}"
    return _("%(df)s degrees of freedom, p %(p)s") % {"df": _told(df, 0), "p": chance}


def shown_steps(told: Told) -> list[tuple[str, str, str, bool]]:
    """Each step of invariance: its name, its CFI, by how much that fell, and whether it holds."""
    return [
        (
            str(STEPS[one["step"]]),
            _told(one["cfi"], 3),
            _told(one["cfi_lost"], 3),
            bool(one["holds"]),
        )
        for one in told.get("invariance", [])
    ]


def shown_hints(told: Told) -> list[tuple[str, str, str, str]]:
    """Each hint: what is left out, in which group, the fall of chi-square, and what it would come to."""
    names = list(told["groups"])
    return [
        (
            f"{one['lhs']} {one['op']} {one['rhs']}",
            names[one["group"] - 1] if names else "",
            _told(one["mi"], 1),
            _told(one["std"]),
        )
        for one in told.get("hints", [])
    ]
