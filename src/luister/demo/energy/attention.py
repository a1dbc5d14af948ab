"""Which single customers the made-up company looks at, and what it knows of its costs."""

from collections.abc import Mapping
from typing import Any

RULES: tuple[Mapping[str, Any], ...] = (
    {
        "name": "Cijfer 3 of lager",
        "conditions": ({"kind": "mark", "number": 3},),
        "days": 7,
    },
    {
        "name": "Klacht en nog geen antwoord",
        "survey": "complaints",
        "conditions": ({"kind": "detractor"}, {"kind": "mark", "number": 4}),
        "wait_days": 3,
        "unless": ("closed", "solved"),
        "days": 5,
    },
    {
        "name": "Bedank een promotor die iets schreef",
        "conditions": ({"kind": "promoter"}, {"kind": "words"}),
        "days": 0,
    },
)
"""In the company's own language.

Few enough to work through: only the last days of the answers that are there from the start make signals.
"""

WEIGHTS: Mapping[str, Any] = {
    "contacts_per_customer": 0.12,
    "cost_per_contact": 7.5,
    "value_per_customer": 180.0,
    "hours_alarm": 24.0,
    "hours_answer": 0.5,
}
"""Made up, like the company; what a silent feed takes to mend it does not know."""
