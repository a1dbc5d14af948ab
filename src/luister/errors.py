"""What can go wrong, each with its cure."""


class LuisterError(Exception):
    """Something a person can mend: what is wrong, and the hint that mends it.

    >>> str(LuisterError("The file has no rows.", hint="Export it again, with answers."))
    'The file has no rows. Export it again, with answers.'
    """

    def __init__(self, problem: str, *, hint: str = "") -> None:
        """Keeps the problem and the hint apart, so that a door may lay them out."""
        super().__init__(problem)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        """The problem and its cure in one line."""
        return f"{self.problem} {self.hint}".strip()


class UnreadableFileError(LuisterError):
    """A file that cannot be read as any form we know."""


class MappingError(LuisterError):
    """A mapping that does not fit the file it is used on."""


class UnknownNameError(LuisterError):
    """A metric, dimension, survey or question that nobody defined."""


class NotEnoughError(LuisterError):
    """Too few answers to say anything honest."""


class StoreError(LuisterError):
    """The store cannot do what was asked, and nothing was changed."""


class CancelledError(LuisterError):
    """A person stopped the work; nothing of it was kept."""


class UnreadableBodyError(LuisterError):
    """What was sent cannot be read at all; nothing of it was kept."""


class TooLargeBodyError(LuisterError):
    """What was sent is larger than allowed, packed or unpacked; nothing of it was kept."""


class RefusedSenderError(LuisterError):
    """A key or signature that is missing, wrong or revoked; nothing was kept."""
