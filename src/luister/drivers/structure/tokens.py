"""The words of lavaan's syntax, each with its line; and how they are cut into formulas."""

import re
from dataclasses import dataclass

from luister.errors import LuisterError

OPERATORS = ("=~", "<~", "~*~", "~~", "~", ":=", "==", "|", "<", ">")
"""Longest first where one begins another."""

_TOKEN = re.compile(
    r"""(?P<space>[^\S\n]+)
      | (?P<comment>[\#!][^\n]*)
      | (?P<end>[\n;])
      | (?P<operator>=~|<~|~\*~|~~|~|:=|==|\||<|>)
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
      | (?P<name>[^\W\d][\w.]*|\.[^\W\d][\w.]*|\d[\w.]*)
      | (?P<quoted>`[^`\n]+`|"[^"\n]*"|'[^'\n]*')
      | (?P<sign>[-+*/^?:(),])
    """,
    re.VERBOSE,
)


class ModelSyntaxError(LuisterError):
    """A model that cannot be read, with the line where it goes wrong."""

    def __init__(self, problem: str, *, line: int, hint: str) -> None:
        """Puts the line before the problem."""
        super().__init__(f"Line {line} of the model: {problem}", hint=hint)
        self.line = line


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of the model."""

    kind: str
    text: str
    line: int
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What stands left and right of one operator."""

    left: tuple[Token, ...]
    operator: Token
    right: tuple[Token, ...]


def sentences(text: str) -> tuple[Sentence, ...]:
    """The text cut at its operators; a line without an operator goes on with the line before.

    Raises:
        ModelSyntaxError: a sign that the syntax does not know, or text before the first operator.
    """
    found: list[list[Token]] = []
    for line in _lines(_tokens(text)):
        has_operator = any(one.kind == "operator" for one in line)
        if has_operator and not _goes_on(found):
            found.append(line)
        elif found:
            found[-1] += line
        else:
            raise ModelSyntaxError(
                f'"{_told(line)}" is no formula.',
                line=line[0].line,
                hint='Begin with a formula such as "satisfaction =~ item1 + item2 + item3".',
            )
    return tuple(_sentence(one) for one in found)


def _goes_on(found: list[list[Token]]) -> bool:
    """Whether the last line stops in the middle: at an operator, plus or comma."""
    last = found[-1][-1] if found else None
    return last is not None and (last.kind == "operator" or last.text in {"+", ",", "*", "("})


def _tokens(text: str) -> list[Token]:
    tokens, place, line = [], 0, 1
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise ModelSyntaxError(
                f'the sign "{text[place]}" has no meaning here.',
                line=line,
                hint="Put a name with other signs than letters, digits, . and _ between backticks.",
            )
        kind = match.lastgroup or ""
        if kind not in {"space", "comment"}:
            tokens.append(Token(kind, match.group(), line, place, match.end()))
        line += match.group() == "\n"
        place = match.end()
    return tokens


def _lines(tokens: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    for one in tokens:
        if one.kind == "end":
            lines.append([])
        else:
            lines[-1].append(one)
    return [line for line in lines if line]


def _sentence(line: list[Token]) -> Sentence:
    places = [place for place, one in enumerate(line) if one.kind == "operator"]
    operator = line[places[0]]
    if len(places) > 1:
        second = line[places[1]]
        raise ModelSyntaxError(
            f'"{operator.text}" is followed by a second "{second.text}" in the same formula.',
            line=second.line,
            hint="Give every formula its own line.",
        )
    left, right = tuple(line[: places[0]]), tuple(line[places[0] + 1 :])
    if not left or not right:
        side = "left" if not left else "right"
        raise ModelSyntaxError(
            f'nothing stands {side} of "{operator.text}".',
            line=operator.line,
            hint=f'Name what stands {side} of "{operator.text}", or take the line out.',
        )
    _check_closed(line)
    return Sentence(left, operator, right)


def _check_closed(line: list[Token]) -> None:
    depth = 0
    for one in line:
        depth += {"(": 1, ")": -1}.get(one.text, 0)
        if depth < 0:
            break
    if depth:
        raise ModelSyntaxError(
            "a parenthesis is not closed, or closed twice.",
            line=line[-1].line,
            hint='Every "(" needs its ")", as in start(0.5)*x.',
        )


def _told(line: list[Token]) -> str:
    return " ".join(one.text for one in line)[:60]
