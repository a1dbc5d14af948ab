"""A report of drivers as the page shows it: bars that share an axis, words, the map, and the groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luister.estimates.driver_report import DriverGroup, DriverLine, DriverReport
from luister.estimates.estimate import Estimate
from luister_web.drivers.words import KINDS, READINGS, is_mood, robustness_words, unit_words
from luister_web.imports.core_words import in_words
from luister_web.look.charts.interval_bar import interval_bar, shared_axis
from luister_web.look.charts.priority_map import MapPoint, priority_map
from luister_web.look.charts.table_twin import table_twin
from luister_web.look.wording import change_words, number_words, range_words, value_words

_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """One driver: numbered as on the map, with its bars and words."""

    number: int
    line: DriverLine
    share: Estimate
    share_bar: SafeString
    effect_bar: SafeString
    effect: str
    effect_range: str
    gain: str
    kind: Promise
    kind_words: Promise
    sign: str
    reading: Promise | str
    ties: str
    robustness: str
    beyond: str
    is_mood: bool
    trial_address: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group: a share for each driver in the order of the lines, None where it has none; or the problem."""

    label: str
    n: int
    r2: float | None
    cells: tuple[tuple[Estimate, bool, str] | None, ...]
    problem: str


def shown_lines(report: DriverReport, where: str) -> list[ShownLine]:
    """The lines, what has most to gain first; `where` tells what survey they are of."""
    shares = [_percent(line.share) for line in report.lines]
    share_room = shared_axis(
        [(Estimate(0, 0, 0, 1, "percent"), None), *((one, None) for one in shares)]
    )
    effect_room = shared_axis(
        [(Estimate(0, 0, 0, 1, report.unit), None), *((one.effect, None) for one in report.lines)]
    )
    labels = {line.name: line.label for line in report.lines}
    return [
        ShownLine(
            number=place,
            line=line,
            share=share,
            share_bar=interval_bar(share, None, share_room),
            effect_bar=interval_bar(line.effect, None, effect_room),
            effect=change_words(line.effect.value, report.unit),
            effect_range=range_words(line.effect.low, line.effect.high, report.unit),
            gain=_gain(line, report.unit),
            kind=KINDS[line.kind][0],
            kind_words=KINDS[line.kind][1],
            sign=READINGS[line.reading][0] if line.reading else "",
            reading=_reading(line),
            ties=", ".join(labels[name] for name in line.tied_with),
            robustness=robustness_words(report, line),
            beyond=_beyond(line, report.unit),
            is_mood=is_mood(report, line),
            trial_address=trial_address(report, [(line.label, 1.0)], line.gain, where),
        )
        for place, (line, share) in enumerate(zip(report.lines, shares, strict=True), start=1)
    ]


def _percent(share: Estimate) -> Estimate:
    value, low, high = (100 * one for one in (share.value, share.low, share.high))
    return replace(share, value=value, low=low, high=high, unit="percent")


def _gain(line: DriverLine, unit: str) -> str:
    words = change_words(line.gain.value, unit)
    return f"{words} ({range_words(line.gain.low, line.gain.high, unit)})"


def _beyond(line: DriverLine, unit: str) -> str:
    more = line.beyond_placebo
    if more is None:
        return ""
    return f"{change_words(more.value, unit)} ({range_words(more.low, more.high, unit)})"


def _reading(line: DriverLine) -> Promise | str:
    if not line.reading:
        return ""
    _sign, sure, unsure = READINGS[line.reading]
    return sure if line.is_clear else unsure


def trial_address(
    report: DriverReport, raised: Sequence[tuple[str, float]], gain: Estimate, where: str
) -> str:
    """Where an action is planned that tests a change, with what it should bring filled in."""
    told = ", ".join(f"{label} +{number_words(step, 1)}" for label, step in raised)
    value = change_words(gain.value, report.unit)
    interval = range_words(gain.low, gain.high, report.unit)
    expected = _(
        "%(outcome)s: %(value)s (%(interval)s) %(unit)s, if the association is causal. Measure before and after, "
        "and beside a group where nothing changes."
    ) % {
        "outcome": report.outcome_label,
        "value": value,
        "interval": interval,
        "unit": unit_words(report.unit),
    }
    title = _("Test: %(told)s") % {"told": told}
    query = {
        "kind": "process:change_process",
        "title": title[:_LONGEST],
        "expected": f"{expected} ({where})",
    }
    return f"{reverse('actions:new')}?{urlencode(query)}"


def map_of(report: DriverReport, lines: Sequence[ShownLine], *, by_gain: bool) -> SafeString:
    """The map: how much of its scale a driver reaches, across; how much it counts, or may bring, upwards."""
    points = [
        MapPoint(
            number=str(one.number),
            label=one.line.label,
            across=_reached(one.line),
            upwards=one.line.gain if by_gain else one.share,
            kind=one.sign or "calm",
        )
        for one in lines
        if one.line.low is not None and one.line.high is not None
    ]
    if not points:
        return SafeString()
    even = Estimate(100 / max(len(lines), 1), 0, 0, 1, "percent").value
    mean_gain = sum(abs(one.line.gain.value) for one in lines) / max(len(lines), 1)
    reached = sum(point.across.value for point in points) / len(points)
    return priority_map(
        points,
        title=_("Importance against performance"),
        across=_("part of the scale that is reached, %"),
        upwards=_("gain of one point, %(unit)s") % {"unit": unit_words(report.unit)}
        if by_gain
        else _("share, %"),
        cuts=(reached, mean_gain if by_gain else even),
    )


def _reached(line: DriverLine) -> Estimate:
    low, high = line.low or 0.0, line.high if line.high is not None else 1.0
    value, least, most = (
        100 * (one - low) / (high - low)
        for one in (line.performance.value, line.performance.low, line.performance.high)
    )
    return Estimate(value, least, most, line.performance.n, "percent")


def map_twin(lines: Sequence[ShownLine]) -> SafeString:
    """The map as a table."""
    rows = [
        (
            f"{one.number}. {one.line.label}",
            value_words(one.line.performance.value, "scale"),
            range_words(one.line.performance.low, one.line.performance.high, "scale"),
            value_words(one.share.value, "percent"),
            range_words(one.share.low, one.share.high, "percent"),
            one.gain,
            str(one.reading),
        )
        for one in lines
    ]
    headings = (
        _("Driver"),
        _("Mean"),
        _("from, to"),
        _("Share"),
        _("from, to"),
        _("Gain of one point"),
        _("Reading"),
    )
    return table_twin(_("Importance against performance"), headings, rows)


def shown_groups(report: DriverReport, names: Mapping[str, str]) -> list[ShownGroup]:
    """The groups side by side; `names` are words for values that lack them."""
    return [_group(group, report, names) for group in report.groups]


def _group(group: DriverGroup, report: DriverReport, names: Mapping[str, str]) -> ShownGroup:
    by_name = {line.name: line for line in group.lines}
    cells = tuple(
        (
            _percent(by_name[line.name].share),
            line.name in group.moved,
            change_words(by_name[line.name].effect.value, report.unit),
        )
        if line.name in by_name
        else None
        for line in report.lines
    )
    problem = "" if group.lines else in_words(group.problem)
    if not group.lines and not problem:  # A run that was kept before problems were.
        problem = _("%(n)s forms; it takes %(needed)s.") % {
            "n": number_words(group.n),
            "needed": number_words(group.needed),
        }
    return ShownGroup(names.get(group.value, group.value), group.n, group.r2, cells, problem)
