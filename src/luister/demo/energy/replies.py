"""What a made-up person does with a letter: leaves it, looks, begins, or answers, and what is answered."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from luister.demo.energy.live_survey import CONTACT, SURVEY

LEFT, OPENED, STARTED, FINISHED = "left", "opened", "started", "finished"
_FATES = {LEFT: 0.46, OPENED: 0.12, STARTED: 0.06, FINISHED: 0.36}
_REASONS = ("price", "waiting", "explanation", "staff", "correctness", "ease", "app", "contact")
_HOURS = 9.0  # after the letter, on average: most who answer do so on the same day
_GOOD = {
    "nl": ("Ik werd goed geholpen.", "Vriendelijk en snel.", "Alles was in één keer duidelijk."),
    "en": ("I was helped well.", "Friendly and quick.", "Everything was clear at once."),
}
_BAD = {
    "nl": (
        "Ik stond veel te lang in de wacht.",
        "Ik moest twee keer hetzelfde uitleggen.",
        "De rekening klopt nog steeds niet.",
    ),
    "en": (
        "I was on hold for far too long.",
        "I had to explain the same thing twice.",
        "My bill is still wrong.",
    ),
}
_COMMENT = 0.5


@dataclass(frozen=True, slots=True)
class Reply:
    """How far somebody goes, how long after the letter, and the fields that are filled in."""

    fate: str
    after: timedelta
    fields: dict[str, tuple[str, ...]]


def reply(survey: str, language: str, *, is_reminder: bool, rng: np.random.Generator) -> Reply:
    """What a person does with a letter of the survey; a reminder is left more often."""
    chance, names = rng.random(), tuple(_FATES)
    if is_reminder:
        chance *= rng.random()
    fate = names[int(np.searchsorted(np.cumsum(list(_FATES.values()))[:-1], chance, "right"))]
    after = timedelta(hours=round(float(rng.exponential(_HOURS)), 2))
    fields = {SURVEY: _relation, CONTACT: _contact}[survey](language, rng)
    return Reply(fate, after, {name: (value,) for name, value in fields.items() if value})


def _relation(language: str, rng: np.random.Generator) -> dict[str, str]:
    nps = round(float(np.clip(rng.normal(7.4, 2.1), 0, 10)))
    return {
        "nps": str(nps),
        "reason": _REASONS[int(rng.integers(len(_REASONS)))],
        "ces": str(round(float(np.clip(rng.normal(nps / 2 + 1.3, 1.0), 1, 7)))),
        "comment": _words(language, nps >= 8, rng),
    }


def _contact(language: str, rng: np.random.Generator) -> dict[str, str]:
    ces = round(float(np.clip(rng.normal(5.2, 1.5), 1, 7)))
    is_easy = ces >= 5
    return {
        "ces": str(ces),
        "why": _words(language, False, rng),
        "well": _words(language, True, rng),
        "solved": "yes" if is_easy else ("partly", "no")[int(rng.integers(2))],
        "csat": str(round(float(np.clip(rng.normal(4.2 if is_easy else 2.6, 0.8), 1, 5)))),
    }


def _words(language: str, is_good: bool, rng: np.random.Generator) -> str:
    pool = (_GOOD if is_good else _BAD)[language]
    text = pool[int(rng.integers(len(pool)))]
    return text if rng.random() < _COMMENT else ""
