"""What a case is about, and what a note says to whom."""

import re

from luister.errors import MappingError

COMPLAINT, CALL_BACK, QUESTION, PRAISE, CHANGE, OTHER = (
    "complaint",
    "call_back",
    "question",
    "praise",
    "change",
    "other",
)
ABOUTS = (COMPLAINT, CALL_BACK, QUESTION, PRAISE, CHANGE, OTHER)
"""A complaint; a wish to be called; a question; a very content customer; a figure that moved; else."""

_LONGEST_NOTE = 20_000
_MENTION = re.compile(r"(?<![\w.@])@([\w][\w.+-]*(?:@[\w.-]+)?)")


def checked_about(name: str) -> str:
    """`name`, once it is sure that a case may be about it; MappingError where it may not."""
    if name not in ABOUTS:
        raise MappingError(
            f"A case cannot be about {name!r}.", hint=f"It is about one of {', '.join(ABOUTS)}."
        )
    return name


def mentions(text: str) -> tuple[str, ...]:
    """The names that a note calls with an @, each once.

    >>> mentions("@an, can you and @bo.de-vries look? Mail info@example.org. @an")
    ('an', 'bo.de-vries')
    """
    return tuple(dict.fromkeys(name.rstrip(".-") for name in _MENTION.findall(text)))


def checked_words(words: str) -> str:
    """The words of a note, once it is sure that they are not too long; MappingError where they are."""
    if len(words) > _LONGEST_NOTE:
        raise MappingError("The note is too long.", hint=f"Keep to {_LONGEST_NOTE} signs.")
    return words.strip()
