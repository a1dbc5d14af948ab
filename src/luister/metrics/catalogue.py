"""All metrics by name."""

import re
from collections.abc import Sequence

from luister.errors import UnknownNameError
from luister.metrics.box import bottom_box, top_box
from luister.metrics.cas import CAS
from luister.metrics.ces import CES, CES_EASY
from luister.metrics.csat import CSAT
from luister.metrics.mark import MARK, MARK_HIGH, MARK_LOW
from luister.metrics.mean import MEAN
from luister.metrics.metric import Metric
from luister.metrics.nps import NPS
from luister.metrics.partial_rate import PARTIAL_RATE
from luister.metrics.responses import RESPONSES

BUILT_IN: tuple[Metric, ...] = (
    NPS,
    CES,
    CES_EASY,
    CAS,
    CSAT,
    MARK,
    MARK_HIGH,
    MARK_LOW,
    top_box(1),
    top_box(2),
    top_box(3),
    bottom_box(1),
    bottom_box(2),
    MEAN,
    RESPONSES,
    PARTIAL_RATE,
)
"""Every metric that needs no definition; boxes of another size are made when asked for."""

_BOX = re.compile(r"(top|bottom)_?([1-9][0-9]?)_?box")


def metric(name: str, own: Sequence[Metric] = ()) -> Metric:
    """The metric called `name`, built in or one of the organisation's `own`.

    Capitals, and hyphens for underscores, make no difference; a box of any size may be asked for.

    Raises UnknownNameError, which lists the names there are.

    >>> metric("top-2-box").id, metric("Top_2_Box").id, metric("bottom4box").id
    ('top2box', 'top2box', 'bottom4box')
    """
    wanted = name.strip().lower().replace("-", "_")
    known = {one.id: one for one in (*BUILT_IN, *own)}
    if wanted in known:
        return known[wanted]
    box = _BOX.fullmatch(wanted)
    if box is not None:
        make = top_box if box[1] == "top" else bottom_box
        return known.get(f"{box[1]}{box[2]}box") or make(int(box[2]))
    raise UnknownNameError(
        f"There is no metric called '{name}'.", hint=f"Choose one of {', '.join(known)}."
    )


def is_taken(name: str) -> bool:
    """True where a built-in metric, or a box of any size, has this name.

    >>> is_taken("top_9_box"), is_taken("promise_kept")
    (True, False)
    """
    return name in {one.id for one in BUILT_IN} or _BOX.fullmatch(name) is not None
