"""Something that deserves attention: an alarm, an answer of one customer, a feed that went silent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from luister.estimates.estimate import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSignal:
    """A signal as it is raised. `key` is unique for ever: the same thing is raised once.

    `kind` is alarm, answer or silence; later kinds need nothing else. `raised_at` is aware, in UTC. `group` holds the
    dimension values it is about; empty is the whole process. `team` and `employee` are filled where it is wholly
    inside one of them: they decide who sees it. `customers` counts those it touches (of an alarm: in the last 28 days).
    `effect` is the change of the metric, after minus before, in its own unit. `details` holds facts of the kind that
    JSON can carry, such as an alarm's numbers; never sentences of ours, which are worded where they are shown.
    """

    kind: str
    key: str
    raised_at: datetime
    survey: str = ""
    process: str = ""
    metric: str = ""
    group: Mapping[str, str] = field(default_factory=dict)
    team: str = ""
    employee: str = ""
    customer_key: str = ""
    response: str = ""
    customers: int = 0
    effect: Estimate | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
