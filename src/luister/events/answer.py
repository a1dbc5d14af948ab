"""What a customer answered: a question, its scale, and whether there is a value."""

from dataclasses import dataclass, field
from enum import IntEnum


class AnswerStatus(IntEnum):
    """Why a value is there, or is not; each of the four has another cause."""

    ANSWERED = 0
    NOT_ANSWERED = 1
    NOT_APPLICABLE = 2
    NOT_ASKED = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """The form of an answer: its kind and, for numbers, the ends of the scale.

    Kinds: `nps` (0-10), `ces` (1-7 or 1-5, high is easy), `cas` (1-5), `csat` (1-5), `mark` (1-10
    rapportcijfer), `rating` (any other numeric scale), `number` (no ends: minutes, euros),
    `choice` (one of named options), `text`.

    >>> Scale("nps", 0, 10).code
    'nps:0-10'
    >>> Scale("text").code
    'text'
    >>> Scale.from_code("rating:1-5").high
    5.0
    """

    kind: str
    low: float | None = None
    high: float | None = None

    @property
    def code(self) -> str:
        """The scale in one word, as it stands in facts and files."""
        if self.low is None or self.high is None:
            return self.kind
        return f"{self.kind}:{self.low:g}-{self.high:g}"

    @property
    def is_numeric(self) -> bool:
        """True where an answer is a number that can be counted and averaged."""
        return self.kind not in {"choice", "text"}

    @classmethod
    def from_code(cls, code: str) -> "Scale":
        """The scale that `code` names."""
        kind, _, ends = code.partition(":")
        if not ends:
            return cls(kind)
        low, _, high = ends[1:].partition("-")
        return cls(kind, float(ends[0] + low), float(high))


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: a stable id, the wording, its version, and the scale of the answer.

    `process` and `touchpoint` say what the question is about where one survey asks about several;
    they go before the row's own. `labels` names the values, such as {1: "very difficult", 7: "very
    easy"}.
    `is_headline` marks the question that stands for its survey or process where several fit a
    metric.
    """

    id: str
    label: str
    scale: Scale
    wording: int = 1
    process: str | None = None
    touchpoint: str | None = None
    labels: dict[float, str] = field(default_factory=dict)
    is_headline: bool = False
