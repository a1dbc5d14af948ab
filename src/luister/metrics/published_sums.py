"""Whether the sum over several values may be shown, as it follows from what is shown anyhow."""

from collections.abc import Mapping

from luister.metrics.complement import Flags
from luister.metrics.lattice import Lattice, Subset

Box = tuple[tuple[int, frozenset[int]], ...]
"""Per dimension (by number, in order) the codes of the values that are taken together."""


class PublishedSums:
    """Answers whether sums follow from the cells that are not hidden; it remembers its answers."""

    def __init__(self, made: Lattice, hidden: Mapping[Subset, Flags]) -> None:
        """Takes the tables and which of their cells are hidden."""
        self._made = made
        self._hidden = hidden
        self._cells: dict[Subset, set[tuple[int, ...]]] = {}
        self._known: dict[Box, bool] = {}

    def has(self, box: Box) -> bool:
        """True where the sum over `box` can be had by adding and subtracting published cells.

        Only the two natural ways are tried: adding all the parts, and taking the other parts off
        the whole. A sum of which neither is possible is not shown.
        """
        if box not in self._known:
            self._known[box] = self._follows(box)
        return self._known[box]

    def _follows(self, box: Box) -> bool:
        several = [dim for dim, codes in box if len(codes) > 1]
        if not several:
            return self._is_cell_published(box)
        return any(self._adds_up(box, dim) or self._is_left_over(box, dim) for dim in several)

    def _is_cell_published(self, box: Box) -> bool:
        dims = tuple(dim for dim, _ in box)
        if dims not in self._cells:
            level = self._made.levels[dims]
            codes = self._made.codes[level.first[self._hidden[dims]]][:, list(dims)]
            self._cells[dims] = set(map(tuple, codes.tolist()))
        return tuple(code for _, codes in box for code in codes) not in self._cells[dims]

    def _adds_up(self, box: Box, dim: int) -> bool:
        return all(self.has(_with(box, dim, code)) for code in sorted(dict(box)[dim]))

    def _is_left_over(self, box: Box, dim: int) -> bool:
        others = set(range(len(self._made.values[dim]))) - dict(box)[dim]
        whole = tuple((other, codes) for other, codes in box if other != dim)
        return self.has(whole) and all(self.has(_with(box, dim, code)) for code in sorted(others))


def _with(box: Box, dim: int, code: int) -> Box:
    return tuple((one, frozenset({code}) if one == dim else codes) for one, codes in box)
