"""The words, English and Dutch, by which surveys name their columns and their missing answers."""

import re

_NOT_APPLICABLE = re.compile(
    r"not applicable|n\.?\s?/\s?a\b|^na$|n\.?v\.?t\.?|niet van toepassing|never used|not used|"
    r"nooit gebruikt|niet gebruikt|unfamiliar|no experience|geen ervaring|never visited",
    re.IGNORECASE,
)
_NOT_ANSWERED = re.compile(
    r"^(blank|missing|refused|no answer|no response|non-?response|skipped|unanswered|not answered|"
    r"geen antwoord|niet ingevuld|weigert|leeg|onbekend|unknown|null|none|nan|#n/a|-|--|\?|\.|"
    r"don'?t know.*|do not know.*|weet (ik )?niet.*|geen mening|no opinion|dk|dk/na|wn)$",
    re.IGNORECASE,
)


def is_not_applicable(text: str) -> bool:
    """True where a label or a cell says that the question did not apply.

    >>> is_not_applicable("Have never used or visited"), is_not_applicable("Blank")
    (True, False)
    """
    return bool(_NOT_APPLICABLE.search(text.strip()))


def is_not_answered(text: str) -> bool:
    """True where a label or a cell says that the question was left open.

    >>> is_not_answered("Geen antwoord"), is_not_answered("7")
    (True, False)
    """
    return bool(_NOT_ANSWERED.match(text.strip()))
