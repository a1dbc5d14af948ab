"""What a structural model says about which questions to watch until the next one is made."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedQuestion:
    """A question and its weight, standardised.

    How far the outcome moves with its construct, times the question's part in that construct.
    """

    question: str
    construct: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWeights:
    """The weights of a model's questions for its outcome, `target`; the largest stand first."""

    target: str
    questions: tuple[WatchedQuestion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWatch:
    """The weights of the model that was made last of a survey, with what tells its age."""

    run: int
    survey: str
    estimator: str
    n: int
    made_at: datetime
    weights: ModelWeights
