"""The words of a text that another tool keeps as HTML."""

import re
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
_SILENT = frozenset({"script", "style", "head", "template"})
_LONGEST = 20_000


def plain_words(text: object) -> str:
    r"""The words of a piece of HTML, without tags, scripts and styles; a paragraph becomes a line.

    >>> plain_words("<p>How <b>likely</b>&nbsp;is it?</p><script>alert(1)</script><div>Really</div>")
    'How likely is it?\nReally'
    >>> plain_words("a < b")
    'a < b'
    """
    if not isinstance(text, str | int | float) or isinstance(text, bool):
        return ""
    reader = _Reader()
    reader.feed(str(text)[:_LONGEST])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).replace("\n\n", "\n").strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data.replace("\xa0", " "))
