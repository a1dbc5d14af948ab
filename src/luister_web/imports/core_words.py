"""What the core says in English, in the reader's language."""


def in_words(text: str) -> str:
    """The sentence in the reader's language."""
    return text
