"""What the core says about a file, in the reader's language."""

from django.utils.translation import gettext

from luister.errors import LuisterError


def error_words(error: LuisterError) -> str:
    """The error and its cure; a sentence that holds facts of the file is shown as the core wrote it."""
    return f"{gettext(error.problem)} {gettext(error.hint) if error.hint else ''}".strip()


def note_words(what: str) -> str:
    """What came of a part of a file that was not taken over as it was."""
    return gettext(what)
