"""Where a number moved: the smallest set of groups after which the rest stands still."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from luister.estimates.estimate import Estimate
from luister.warning.candidates import Candidate, candidates, change_of
from luister.warning.decomposition import Split, split, two_sided
from luister.warning.false_discoveries import adjusted
from luister.warning.segment_table import SegmentTable, Truths, spread

CHANCE = 0.05
"""The chance of naming a group, or a mix, where nothing of the kind is there."""

_MOST_GROUPS = 4
_Z = 1.959963984540054
_HALF = 0.5
_SHARED_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class MovedGroup:
    """A group that explains a part of the move.

    `change` is how its own mean moved, `contribution` how many points of the whole change that is;
    `share_before` and `share_after` are its parts of all answers, from 0 to 1. `p` is the chance of
    its moving so much otherwise than the rest, with all groups that were looked at counted in.
    """

    group: Mapping[str, str]
    change: Estimate
    contribution: Estimate
    share_before: float
    share_after: float
    p: float


@dataclass(frozen=True, slots=True)
class Where:
    """Where a number moved.

    `verdict` is `groups` (those named moved), `everywhere` (no group moved otherwise than the
    rest), `mix` (no score moved, other people answered: Simpson's paradox) or `none` (no move is
    shown). `mix` is the split by the dimension whose mix changed the number, where one did;
    `groups` are then what moved besides. `rest` is how all others moved, `looked_at` how many
    groups were tested.
    """

    verdict: str
    change: Estimate
    groups: tuple[MovedGroup, ...]
    rest: Estimate | None
    rest_moved: bool
    mix: Split | None
    looked_at: int


def where(table: SegmentTable, *, unit: str, finer: SegmentTable | None = None) -> Where:
    """Where the number moved between the two periods of the table.

    `finer` holds the same answers as they were given where `table` holds only the classes that a
    metric makes of them (promoters, passives and detractors): groups are looked for there, for a
    mean of whole answers sees the same move in fewer of them.

    First mix: for each dimension, does the change follow from shares alone? Such a shift is taken
    out by weighing the answers after as those before. Then groups: of those that moved otherwise
    than the rest, with false finds held to one in twenty over all that were looked at, the one that
    tells most is taken out; and again, until the rest shows no move.

    Source: Kitagawa (1955) for mix and score, Benjamini & Hochberg (1995) for the false finds; the
    greedy search is ours, its rates are measured in `docs/explaining.md`.
    """
    mix = _mixed(table, unit)
    even = table if mix is None else _reweighed(table, mix.dimension)
    sharp = table if finer is None else finer
    searched = sharp if mix is None else _reweighed(sharp, mix.dimension)
    named, left, looked_at = _search(searched)
    whole = _change(table, unit)
    return Where(
        verdict=_verdict(whole, named, mix, _moves_on(sharp, _direction(sharp))),
        change=whole,
        groups=tuple(_moved(even, one, inside, unit) for one, inside in named),
        rest=_change(even.only(left), unit) if named and left.any() else None,
        rest_moved=bool(named) and _moves_on(searched.only(left), _direction(searched)),
        mix=mix,
        looked_at=looked_at,
    )


_Named = list[tuple[Candidate, Truths]]


def _verdict(whole: Estimate, named: _Named, mix: Split | None, has_moved: bool) -> str:
    if named:
        return "groups"
    if mix is not None and mix.score.low <= 0 <= mix.score.high:
        return "mix"
    return "everywhere" if has_moved or not whole.low <= 0 <= whole.high else "none"


def _mixed(table: SegmentTable, unit: str) -> Split | None:
    """The split by the dimension whose mix makes at least half of the change; None without one."""
    splits = [
        split(table, name, unit=unit) for name in table.dimensions if _is_shared(table, name)
    ]
    raised = adjusted([one.p_mix for one in splits], is_dependent=True)
    telling = [
        one
        for one, p in zip(splits, raised.tolist(), strict=True)
        if p < CHANCE and one.mix.value / (one.mix.value + one.score.value or np.inf) >= _HALF
    ]
    return min(telling, key=lambda one: one.p_mix) if telling else None


def _is_shared(table: SegmentTable, dimension: str) -> bool:
    """True where most answers of both periods have values that the other period knows too.

    A team that got another name is no other mix.
    """
    place = table.dimensions.index(dimension)
    codes, size = table.codes[:, place], len(table.values[place])
    before, after = table.before.by(codes, size).n, table.after.by(codes, size).n
    both = (before > 0) & (after > 0)
    return bool(
        both.sum() > 1
        and before[both].sum() >= _SHARED_LEAST * before.sum()
        and after[both].sum() >= _SHARED_LEAST * after.sum()
    )


def _reweighed(table: SegmentTable, dimension: str) -> SegmentTable:
    """The table with the answers after weighed so that the dimension's shares are those before."""
    place = table.dimensions.index(dimension)
    codes, size = table.codes[:, place], len(table.values[place])
    before, after = table.before.by(codes, size).n, table.after.by(codes, size).n
    kept = ((before > 0) & (after > 0))[codes]
    factor = np.divide(before, after, out=np.zeros(size), where=after > 0)
    factor *= after.sum() / max(before.sum(), 1.0)
    even = SegmentTable(
        table.dimensions, table.values, table.codes, table.before, table.after.times(factor[codes])
    )
    return even.only(kept)


def _search(table: SegmentTable) -> tuple[_Named, Truths, int]:
    """The groups taken out one after another, the combinations left, and how many were tested.

    A group is what of it was left when its turn came: a team, apart from its region named before.
    """
    left = np.ones(len(table.codes), dtype=bool)
    named: _Named = []
    looked_at, direction = 0, _direction(table)
    while len(named) < _MOST_GROUPS and (not named or _moves_on(table.only(left), direction)):
        known = candidates(table.only(left))
        looked_at = max(looked_at, len(known))
        best = _best(known, direction)
        if best is None:
            break
        best = _refined(table.only(left), best, direction)
        inside = left & table.holds(best.group)
        named.append((best, inside))
        left &= ~inside
    return named, left, looked_at


def _best(known: list[Candidate], direction: float) -> Candidate | None:
    """The group that tells most, of those that moved with the whole and otherwise than the rest."""
    telling = [one for one in known if one.p < CHANCE and one.change * direction > 0]
    return max(telling, key=lambda one: one.support, default=None)


def _refined(table: SegmentTable, found: Candidate, direction: float) -> Candidate:
    """The part of a group that moved otherwise than the rest of the group; else the group itself.

    A pair knows its own level before less well than the larger group does, so the group may tell
    more although only a part of it moved. Looked at from inside, that shows.
    """
    if len(found.group) > 1:
        return found
    inside = table.only(table.holds(found.group))

    part = _best(candidates(inside, sizes=(1,)), direction)
    return found if part is None else replace(part, group={**found.group, **part.group})


def _direction(table: SegmentTable) -> float:
    change, _ = _whole_change(table)
    return float(np.sign(change))


def _moves_on(table: SegmentTable, direction: float) -> bool:
    """True where what is left still shows a move the same way."""
    change, error = _whole_change(table)
    return change * direction > 0 and two_sided(change, error) < CHANCE


def _whole_change(table: SegmentTable) -> tuple[float, float]:
    """How all answers together moved, and the standard error; nought where a period is empty."""
    if not table.before.n.sum() or not table.after.n.sum():
        return 0.0, 0.0
    pooled = spread(table.before), spread(table.after)
    change, squared = change_of(table.before.whole(), table.after.whole(), pooled)
    return float(change[0]), float(np.sqrt(squared[0]))


def _change(table: SegmentTable, unit: str) -> Estimate:
    return _estimate(_whole_change(table), int(table.after.n.sum()), unit)


def _moved(table: SegmentTable, named: Candidate, inside: Truths, unit: str) -> MovedGroup:
    """What the group adds to the change of the whole."""
    change, own_error = _whole_change(table.only(inside))
    shares = [
        float(period.only(inside).weight.sum() / period.weight.sum())
        for period in (table.before, table.after)
    ]
    n = int(table.after.n[inside].sum())
    middle = (shares[0] + shares[1]) / 2
    doubt = [
        share * (1 - share) / max(float(period.n.sum()), 1.0)
        for share, period in zip(shares, (table.before, table.after), strict=True)
    ]
    error = np.sqrt((middle * own_error) ** 2 + change**2 / 4 * sum(doubt))
    return MovedGroup(
        group=named.group,
        change=_estimate((change, own_error), n, unit),
        contribution=_estimate((middle * change, float(error)), n, unit),
        share_before=shares[0],
        share_after=shares[1],
        p=named.p,
    )


def _estimate(change: tuple[float, float], n: int, unit: str) -> Estimate:
    value, error = change
    return Estimate(value, value - _Z * error, value + _Z * error, n, unit)
