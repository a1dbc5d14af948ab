"""Which single customers the made-up company looks at, and what it knows of its costs."""

from collections.abc import Mapping
from typing import Any

RULES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "Mark of 3 or lower",
        "conditions": ({"kind": "mark", "number": 3},),
        "days": 7,
    },
    {
        "name": "Complained and still no answer",
        "survey": "complaints",
        "conditions": ({"kind": "detractor"}, {"kind": "mark", "number": 4}),
        "wait_days": 3,
        "unless": ("closed", "solved"),
        "days": 5,
    },
    {
        "name": "Thank a promoter who wrote something",
        "conditions": ({"kind": "promoter"}, {"kind": "words"}),
        "days": 0,
    },
)
"""Few enough to work through: only the last days of the answers that are there from the start make signals."""

WEIGHTS: Mapping[str, Any] = {
    "contacts_per_customer": 0.12,
    "cost_per_contact": 7.5,
    "value_per_customer": 180.0,
    "hours_alarm": 24.0,
    "hours_answer": 0.5,
}
"""Made up, like the company; what a silent feed takes to mend it does not know."""
