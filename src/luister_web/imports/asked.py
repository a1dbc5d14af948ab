"""The questions that only a person can answer before a file is read, as radio choices."""

from collections.abc import Mapping
from dataclasses import dataclass

from luister.loop.preview import Proposal


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the name of its field and the answers to choose from."""

    field: str
    column: str
    text: str
    options: tuple[str, ...]


def asked(proposal: Proposal | None) -> list[Asked]:
    """The questions of a proposal, as the page puts them."""
    if proposal is None:
        return []
    return [
        Asked(f"ask-{place}", ask.column or "", ask.text, ask.options)
        for place, ask in enumerate(proposal.asks)
    ]


def answered(text: str, proposal: Proposal | None, given: Mapping[str, str]) -> str:
    """The mapping after the answers that were given."""
    del proposal, given
    return text
