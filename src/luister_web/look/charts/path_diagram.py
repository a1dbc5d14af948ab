"""A path diagram: constructs as cards with their items, causes left of what they lead to, arrows with numbers.

Who is drawn where is decided here, on the server: a card stands in a column right of all its causes; columns of one
card stand high and low in turn, and an arrow over columns bends so that it runs through as few cards as can be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from luister_web.look.charts.drawing import joined
from luister_web.look.charts.path_curves import Box, Curve, at, is_in, overlap

_WIDTH, _HEAD, _LINE, _FOOT = 150.0, 40.0, 17.0, 8.0
_AIR = 34.0
_LABEL = (6.2, 15.0)
"""How wide a sign of a label is, and how high a line of it."""
_BENDS = (0.0, -70.0, 70.0, -140.0, 140.0, -210.0, 210.0)


@dataclass(frozen=True, slots=True)
class Card:
    """A variable: its name, a line below it, and its items with what each is told. A question alone is `is_plain`."""

    name: str
    note: str = ""
    items: tuple[tuple[str, str], ...] = ()
    is_plain: bool = False

    @property
    def height(self) -> float:
        """How high it is drawn."""
        return _HEAD + _LINE * len(self.items) + (_FOOT if self.items else 0)


@dataclass(frozen=True, slots=True)
class Arrow:
    """A path from one card to another, or what two of them share (`is_shared`).

    `label` is the number, `below` its interval, `told` all of it for who listens; `weight` from 0 to 1 is how thick;
    `is_sure` says that the interval leaves out nought.
    """

    cause: str
    effect: str
    label: str
    told: str
    below: str = ""
    weight: float = 0.5
    is_sure: bool = True
    is_negative: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A card with its left upper corner."""

    card: Card
    left: float
    top: float
    column: int

    @property
    def middle(self) -> float:
        return self.top + self.card.height / 2


def path_diagram(cards: Sequence[Card], arrows: Sequence[Arrow], *, title: str) -> SafeString:
    """The diagram; its room scrolls where the page is narrower."""
    placed = _placed(cards, arrows)
    width = max(one.left for one in placed.values()) + _WIDTH + 12
    taken: list[Box] = [
        (one.left - 4, one.top - 4, one.left + _WIDTH + 4, one.top + one.card.height + 4)
        for one in placed.values()
    ]
    drawn, labels = [], []
    cards_taken = tuple(taken)
    for arrow, curve in _curves(arrows, placed, cards_taken):
        drawn.append(_line(arrow, curve))
        labels.append(_label(arrow, curve, taken))
    top = min(box[1] for box in taken) - 8
    height = max(box[3] for box in taken) + 8 - top
    return format_html(
        '<div class="paths-room" role="group" tabindex="0" aria-label="{0}">'
        '<svg class="chart paths" role="img" aria-label="{0}" viewBox="-12 {1} {2} {3}" '
        'width="{2}" height="{3}">{4}{5}{6}</svg></div>',
        title, _plain(top), _plain(width + 24), _plain(height),
        joined(drawn), joined(_card(one) for one in placed.values()), joined(labels),
    )  # fmt: skip


def _plain(value: float) -> SafeString:
    """A number for a drawing: always with a point, whatever the language."""
    return mark_safe(f"{value:.1f}".removesuffix(".0"))  # A number, nobody's text.


def columns(names: Sequence[str], arrows: Sequence[Arrow]) -> Mapping[str, int]:
    """The column of each card: right of all its causes; where paths go round, as far as they came.

    >>> columns(["a", "b", "c"], [Arrow("a", "b", "", ""), Arrow("b", "c", "", ""), Arrow("a", "c", "", "")])
    {'a': 0, 'b': 1, 'c': 2}
    """
    found = dict.fromkeys(names, 0)
    paths = [one for one in arrows if not one.is_shared]
    for _ in names:
        for one in paths:
            found[one.effect] = min(max(found[one.effect], found[one.cause] + 1), len(names) - 1)
    # A cause stands beside what it leads to, not at the far left where only a long arrow reaches it.
    for name in names:
        effects = [found[one.effect] for one in paths if one.cause == name]
        is_first = all(one.effect != name for one in paths)
        if is_first and effects:
            found[name] = max(min(effects) - 1, 0)
    return found


def _placed(cards: Sequence[Card], arrows: Sequence[Arrow]) -> dict[str, _Placed]:
    column_of = columns([one.name for one in cards], arrows)
    by_column: dict[int, list[Card]] = {}
    for one in sorted(cards, key=lambda card: column_of[card.name]):
        by_column.setdefault(column_of[one.name], []).append(one)
    step = _WIDTH + (94.0 if len(by_column) < 5 else 84.0)
    placed: dict[str, _Placed] = {}
    for place, (column, several) in enumerate(sorted(by_column.items())):
        is_staggered = len(by_column) > 2 and len(several) == 1
        shift = (0.0, -100.0, 100.0)[place % 3] if is_staggered else 0.0
        ordered = sorted(several, key=lambda card: _pull(card, arrows, placed))
        total = sum(one.height for one in ordered) + _AIR * (len(ordered) - 1)
        top = shift - total / 2
        for one in ordered:
            placed[one.name] = _Placed(one, place * step, top, column)
            top += one.height + _AIR
    return placed


def _pull(card: Card, arrows: Sequence[Arrow], placed: Mapping[str, _Placed]) -> float:
    """How high its causes stand: a card is drawn beside them."""
    causes = [
        placed[one.cause].middle
        for one in arrows
        if one.effect == card.name and one.cause in placed
    ]
    return sum(causes) / len(causes) if causes else 0.0


def _curves(
    arrows: Sequence[Arrow], placed: Mapping[str, _Placed], cards: Sequence[Box]
) -> list[tuple[Arrow, Curve]]:
    """Each arrow with its curve: out of the right side of its cause, into the left side of its effect."""
    out: dict[str, list[Arrow]] = {name: [] for name in placed}
    into: dict[str, list[Arrow]] = {name: [] for name in placed}
    for one in arrows:
        if not one.is_shared:
            out[one.cause].append(one)
            into[one.effect].append(one)
    for several in out.values():
        several.sort(key=lambda one: placed[one.effect].middle)
    for several in into.values():
        several.sort(key=lambda one: placed[one.cause].middle)
    return [
        (
            one,
            _shared(placed[one.cause], placed[one.effect])
            if one.is_shared
            else _clear(
                _path(one, placed, _port(out[one.cause], one), _port(into[one.effect], one)), cards
            ),
        )
        for one in arrows
    ]


def _port(several: Sequence[Arrow], one: Arrow) -> float:
    """Where on its side an arrow begins or ends, from 0 (top) to 1."""
    return (list(several).index(one) + 1) / (len(several) + 1)


def _path(one: Arrow, placed: Mapping[str, _Placed], leaves: float, comes: float) -> Curve:
    cause, effect = placed[one.cause], placed[one.effect]
    start = (cause.left + _WIDTH, cause.top + cause.card.height * leaves)
    end = (effect.left - 3, effect.top + effect.card.height * comes)
    reach = max((end[0] - start[0]) * 0.45, 28)
    return start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end


def _clear(curve: Curve, cards: Sequence[Box]) -> Curve:
    """The curve, bent up or down where that keeps it out of cards; the least bend that does."""
    start, one, other, end = curve

    def bent(bend: float) -> Curve:
        return start, (one[0], one[1] + bend), (other[0], other[1] + bend), end

    def within(bend: float) -> tuple[int, float]:
        points = [at(bent(bend), share / 24) for share in range(2, 23)]
        return sum(is_in(point, box) for point in points for box in cards), abs(bend)

    return bent(min(_BENDS, key=within))


def _shared(one: _Placed, other: _Placed) -> Curve:
    """A bow at the left of both."""
    upper, lower = sorted((one, other), key=lambda card: card.middle)
    start, end = (upper.left - 3, upper.middle), (lower.left - 3, lower.middle)
    if upper.column != lower.column or abs(upper.left - lower.left) > 1:
        start = (upper.left + _WIDTH / 2, upper.top - 3)
        end = (lower.left + _WIDTH / 2, lower.top - 3)
        bow = min(start[1], end[1]) - 60
        return start, (start[0], bow), (end[0], bow), end
    bow = start[0] - 30 - 0.18 * (end[1] - start[1])
    return start, (bow, start[1]), (bow, end[1]), end


def _line(arrow: Arrow, curve: Curve) -> SafeString:
    start, one, other, end = ((_plain(x), _plain(y)) for x, y in curve)
    kind = " ".join(
        name
        for name, holds in (
            ("path", True),
            ("path-shared", arrow.is_shared),
            ("path-unsure", not arrow.is_sure),
            ("path-negative", arrow.is_negative),
        )
        if holds
    )
    return format_html(
        '<path class="{}" d="M{} {}C{} {} {} {} {} {}" stroke-width="{}"><title>{}</title></path>{}',
        kind, *start, *one, *other, *end, _plain(1.2 + 3.0 * min(arrow.weight, 1.0)), arrow.told,
        _head(curve, kind) if not arrow.is_shared else "",
    )  # fmt: skip


def _head(curve: Curve, kind: str) -> SafeString:
    """The head of an arrow, along the last bit of its curve."""
    (near_x, near_y), (x, y) = at(curve, 0.97), curve[3]
    length = max(((x - near_x) ** 2 + (y - near_y) ** 2) ** 0.5, 0.01)
    across, down = (x - near_x) / length, (y - near_y) / length
    back = (x - 9 * across, y - 9 * down)
    return format_html(
        '<path class="{} path-head" d="M{} {}L{} {}L{} {}Z"/>',
        kind, _plain(x + 2 * across), _plain(y + 2 * down),
        _plain(back[0] - 4.5 * down), _plain(back[1] + 4.5 * across),
        _plain(back[0] + 4.5 * down), _plain(back[1] - 4.5 * across),
    )  # fmt: skip


def _label(arrow: Arrow, curve: Curve, taken: list[Box]) -> SafeString:
    """The number where there is room for it on its curve; its box counts as taken from then on."""
    wide = _LABEL[0] * max(len(arrow.label) * 1.15, len(arrow.below) * 0.95) / 2 + 3
    high = _LABEL[1] * (1 if arrow.below else 0.5)
    boxes = [
        (x - wide, y - high, x + wide, y + high)
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
        for x, y in [at(curve, share)]
    ]
    box = min(boxes, key=lambda one: sum(overlap(one, other) for other in taken))
    taken.append(box)
    across, down = _plain((box[0] + box[2]) / 2), (box[1] + box[3]) / 2
    below = format_html('<tspan class="path-below" x="{}" dy="13">{}</tspan>', across, arrow.below)
    return format_html(
        '<text class="{}" x="{}" y="{}"><title>{}</title>{}{}</text>',
        "path-label" if arrow.is_sure else "path-label path-label-unsure",
        across, _plain(down - (6 if arrow.below else 0)), arrow.told, arrow.label,
        below if arrow.below else "",
    )  # fmt: skip


def _card(one: _Placed) -> SafeString:
    left, top = one.left, one.top
    items = joined(
        format_html(
            '<text class="card-item" x="{}" y="{}">{}</text><text class="card-load" x="{}" y="{}">{}</text>',
            _plain(left + 12), _plain(top + _HEAD + _LINE * place + 12), _short(name, 14),
            _plain(left + _WIDTH - 12), _plain(top + _HEAD + _LINE * place + 12), told,
        )
        for place, (name, told) in enumerate(one.card.items)
    )  # fmt: skip
    return format_html(
        '<g class="path-card{}"><rect x="{}" y="{}" width="{}" height="{}" rx="{}"/>'
        '<text class="card-name" x="{}" y="{}"><title>{}</title>{}</text>'
        '<text class="card-note" x="{}" y="{}">{}</text>{}</g>',
        " path-card-plain" if one.card.is_plain else "",
        _plain(left), _plain(top), _plain(_WIDTH), _plain(one.card.height),
        "2" if one.card.is_plain else "16",
        _plain(left + 12), _plain(top + 17), one.card.name, _short(one.card.name, 18),
        _plain(left + 12), _plain(top + 32), one.card.note, items,
    )  # fmt: skip


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"
