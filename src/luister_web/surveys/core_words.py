"""What the core says about a file, in the reader's language."""

import re

from luister.errors import LuisterError
from luister_web.imports.core_words import in_words

_WHY = re.compile(r"\((?P<why>[^()]*\.)\)$")


def error_words(error: LuisterError) -> str:
    """The error and its cure."""
    return f"{in_words(error.problem)} {in_words(error.hint) if error.hint else ''}".strip()


def note_words(what: str) -> str:
    """What came of a part of a file that was not taken over as it was."""
    return in_words(what)


def detail_words(detail: str) -> str:
    """The part of the file that a note is about, as it stands there, and why it could not be said."""
    return _WHY.sub(lambda found: f"({in_words(found['why'])})", detail)
