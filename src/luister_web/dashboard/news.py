"""What changed, in words: the few sentences a director reads before any number."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luister_web.dashboard.tiles import Tile
from luister_web.look.signs import Sign
from luister_web.look.wording import difference_words, period_words, value_words

MOST = 5
_ORDER = {"worse": 0, "better": 1, "calm": 2}


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence: about what, whether better or worse, and where to read on."""

    kind: str
    mark: str
    subject: str
    sentence: str
    address: str


def news(tiles: Sequence[Tile]) -> list[Item]:
    """What surely or probably changed, the worse first; what stands under its target without change.

    Nothing is said of changes that chance explains.
    """
    told = [item for item in (_item(tile) for tile in tiles) if item]
    return sorted(told, key=lambda item: _ORDER[item.kind])[:MOST]


def _item(tile: Tile) -> Item | None:
    change = tile.change
    if change is not None and change.kind != "none":
        return _made(tile, change.kind, change, _changed(tile))
    if tile.row is not None and tile.row.status == "surely under":
        return _made(tile, "worse", tile.sign, _under(tile))
    return None


def _made(tile: Tile, kind: str, sign: Sign, sentence: str) -> Item:
    return Item(kind, sign.mark, tile.subject.name, sentence, tile.address)


def _changed(tile: Tile) -> str:
    """The sentence about a change, with the doubt in its verb and the numbers behind it."""
    row = tile.row
    if row is None or row.estimate is None or row.comparison is None:
        return ""
    difference = row.comparison.difference
    if difference is None:
        return ""
    sentence = _SENTENCES[difference.verdict]()
    return sentence % {
        "metric": tile.label,
        "value": value_words(row.estimate.value, row.estimate.unit),
        "interval": difference_words(difference, row.estimate.unit),
        "before": period_words(row.comparison.period),
    } + _standing(tile)


_SENTENCES = {
    "higher": lambda: _("%(metric)s rose to %(value)s: %(interval)s against %(before)s."),
    "probably higher": lambda: _(
        "%(metric)s probably rose to %(value)s: %(interval)s against %(before)s."
    ),
    "probably lower": lambda: _(
        "%(metric)s probably fell to %(value)s: %(interval)s against %(before)s."
    ),
    "lower": lambda: _("%(metric)s fell to %(value)s: %(interval)s against %(before)s."),
}


def _standing(tile: Tile) -> str:
    row = tile.row
    if row is None or row.status != "surely under":
        return ""
    return " " + _("It is under its target.")


def _under(tile: Tile) -> str:
    row = tile.row
    if row is None or row.estimate is None or row.target is None:
        return ""
    return _("%(metric)s is %(value)s, under its target of %(target)s.") % {
        "metric": tile.label,
        "value": value_words(row.estimate.value, row.estimate.unit),
        "target": value_words(row.target.value, row.estimate.unit),
    }
