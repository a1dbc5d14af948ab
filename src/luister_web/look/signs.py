"""How a number stands, as colour, sign and word together: nobody needs to see the colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister.estimates.estimate import Difference

_Words = str | Promise


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands beside a number: `kind` picks the colour, `mark` and `words` say the same."""

    kind: str
    mark: str
    words: _Words


UP, UP_MAYBE, NEAR = "\N{BLACK UP-POINTING TRIANGLE}", "\N{WHITE UP-POINTING TRIANGLE}", "●"
DOWN = "\N{BLACK DOWN-POINTING TRIANGLE}"
DOWN_MAYBE = "\N{WHITE DOWN-POINTING TRIANGLE}"

NO_TARGET = Sign("calm", "", "")
STATUS_SIGNS = {
    "on target": Sign("good", UP, _("On target")),
    "probably on target": Sign("good", UP_MAYBE, _("Probably on target")),
    "near target": Sign("fair", NEAR, _("Near target")),
    "probably under": Sign("poor", DOWN_MAYBE, _("Probably under target")),
    "surely under": Sign("poor", DOWN, _("Under target")),
}
SEVERITY = ("surely under", "probably under", "near target", "probably on target", "on target")
"""The statuses from the worst to the best."""

# Direction of the verdict, whether it is sure -> mark and words
_VERDICTS: dict[str, tuple[int, str, _Words]] = {
    "higher": (1, "↑", _("higher, surely")),
    "probably higher": (1, "↗", _("probably higher")),
    "no difference shown": (0, "→", _("no difference shown")),
    "probably lower": (-1, "↘", _("probably lower")),
    "lower": (-1, "↓", _("lower, surely")),
}


def status_sign(status: str | None) -> Sign:
    """The sign of a status; a calm one without words where there is no target.

    >>> status_sign("surely under").kind, status_sign(None).kind
    ('poor', 'calm')
    """
    return STATUS_SIGNS.get(status or "", NO_TARGET)


def change_sign(difference: Difference, *, higher_is_better: bool = True) -> Sign:
    """The sign of a change: better, worse, or none where chance may explain it.

    >>> change_sign(Difference(2.0, 0.5, 3.5, "higher"), higher_is_better=False).kind
    'worse'
    """
    direction, mark, words = _VERDICTS[difference.verdict]
    if not direction:
        return Sign("none", mark, words)
    return Sign("better" if (direction > 0) == higher_is_better else "worse", mark, words)


def severity(status: str | None) -> int:
    """The place of a status from the worst on; what has no target comes last.

    >>> severity("surely under"), severity(None)
    (0, 5)
    """
    return SEVERITY.index(status) if status in SEVERITY else len(SEVERITY)
