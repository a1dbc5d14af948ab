"""What a digest says of a signal, in one line."""

from dataclasses import dataclass, field

import pytest
from django.utils import translation

from luister.estimates.estimate import Estimate
from luister_web.digests.words import signal_line


@dataclass
class Told:
    """A signal, as far as a line needs it."""

    kind: str
    process: str = "complaints"
    metric: str = "nps"
    group: dict[str, str] = field(default_factory=dict)
    effect: Estimate | None = None


GROUP = {"process": "complaints", "team": "West", "employee": "Roos van Leeuwen", "language": "nl"}


@pytest.mark.parametrize(
    ("signal", "english", "dutch"),
    [
        (
            Told("alarm", group={"team": "West"}, effect=Estimate(-20.0, -30.0, -9.5, 40, "nps")),
            "NPS fell by 20.0 (−30.0 to −9.5): complaints, West.",
            "NPS daalde met 20,0 (−30,0 tot −9,5): complaints, West.",
        ),
        (
            Told("alarm", group={"team": "West"}),
            "NPS moved: complaints, West.",
            "NPS veranderde: complaints, West.",
        ),
        (
            Told("answer", group=GROUP),
            "An answer that asks for attention: complaints, West.",
            "Een antwoord dat aandacht vraagt: complaints, West.",
        ),
    ],
    ids=["with its numbers", "without numbers", "a single answer names no employee"],
)
def test_a_signal_is_told_as_what_it_is(signal, english, dutch):
    with translation.override("en"):
        assert signal_line(signal) == english
    with translation.override("nl"):
        assert signal_line(signal) == dutch
