"""Logic written as an expression, as SurveyJS and LimeSurvey do: read into groups of checks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from luister.surveys.condition_groups import (
    ALWAYS_GROUPS,
    NEVER,
    Groups,
    both,
    either,
    negated,
)
from luister.surveys.converted import UnsayableError

Looked = Callable[[str, str, Sequence[str]], Groups]
"""Says a comparison: the name of a field as it stands in the expression, an operator, the values."""

_LONGEST = 20_000
_DEEPEST = 60
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
    | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
    | \{(?P<braced>[^{}]*)\}
    | (?P<sign>&&|\|\||==|!=|<>|>=|<=|[=<>!()\[\],])
    | (?P<word>\#?[A-Za-z0-9_][\w.:\#]*)
    )""",
    re.VERBOSE,
)
_COMPARISONS = {
    "=": "=", "==": "=", "eq": "=", "equal": "=",
    "!=": "!=", "<>": "!=", "ne": "!=", "notequal": "!=",
    ">": ">", "gt": ">", "greater": ">",
    "<": "<", "lt": "<", "less": "<",
    ">=": ">=", "ge": ">=", "greaterorequal": ">=",
    "<=": "<=", "le": "<=", "lessorequal": "<=",
    "contains": "all of", "contain": "all of", "anyof": "any of", "allof": "all of",
    "notcontains": "not all of", "notcontain": "not all of", "noneof": "none of",
}  # fmt: skip
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_UNARY = {"empty": "empty", "notempty": "filled"}
_THROUGH = {"intval", "floatval", "trim"}


@dataclass(frozen=True, slots=True)
class _Field:
    name: str


@dataclass(frozen=True, slots=True)
class _Values:
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Length:
    name: str


_Operand = _Field | _Values | _Length | Groups


def groups_said(
    expression: str,
    looked: Looked,
    *,
    is_whole: Callable[[str], bool],
    bare_names_are_fields: bool,
) -> Groups:
    """The groups of checks that an expression says.

    `bare_names_are_fields`: a word without braces names a field (LimeSurvey) rather than a text (SurveyJS).

    Raises:
        UnsayableError: it calculates, calls an unknown function, or is not understood.
    """
    if len(expression) > _LONGEST:
        raise UnsayableError("It is too long.")
    parser = _Parser(_tokens(expression), looked, is_whole, bare_names_are_fields)
    found = parser.any_of()
    parser.end()
    return found


def _tokens(expression: str) -> list[tuple[str, str]]:
    found, place = [], 0
    text = expression.rstrip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise UnsayableError(f"{text[place : place + 20]!r} is not understood.")
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


class _Parser:
    """Reads tokens from left to right: `or` binds least, then `and`, then `not`, then a comparison."""

    def __init__(
        self,
        tokens: list[tuple[str, str]],
        looked: Looked,
        is_whole: Callable[[str], bool],
        bare_names_are_fields: bool,
    ) -> None:
        self._tokens, self._place, self._depth = tokens, 0, 0
        self._looked, self._is_whole, self._bare = looked, is_whole, bare_names_are_fields

    def any_of(self) -> Groups:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnsayableError("It is nested too deeply.")
        found = self._all_of()
        while self._takes("or", "||"):
            found = either(found, self._all_of())
        self._depth -= 1
        return found

    def end(self) -> None:
        if self._place < len(self._tokens):
            raise UnsayableError(f"{self._peek()!r} is not understood.")

    def _all_of(self) -> Groups:
        found = self._one()
        while self._takes("and", "&&"):
            found = both(found, self._one())
        return found

    def _one(self) -> Groups:
        turns = False
        while self._takes("not", "!"):
            turns = not turns
        found = self._comparison()
        return negated(found, self._is_whole) if turns else found

    def _comparison(self) -> Groups:
        left = self._operand()
        word = self._peek()
        if word in _UNARY and isinstance(left, _Field):
            self._place += 1
            return self._looked(left.name, _UNARY[word], ())
        if word in _COMPARISONS:
            self._place += 1
            return self._compare(left, _COMPARISONS[word], self._operand())
        if isinstance(left, tuple):
            return left
        if isinstance(left, _Values) and left.values in {("1",), ("true",), ("0",), ("false",)}:
            return ALWAYS_GROUPS if left.values[0] in {"1", "true"} else NEVER
        raise UnsayableError("It looks at an answer without comparing it.")

    def _compare(self, left: _Operand, operator: str, right: _Operand) -> Groups:
        if isinstance(right, _Field | _Length) and isinstance(left, _Values):
            left, right, operator = right, left, _FLIPPED.get(operator, operator)
        if not isinstance(right, _Values):
            raise UnsayableError("It compares two answers, or a calculation.")
        if isinstance(left, _Length):
            return self._long(left, operator, right.values)
        if not isinstance(left, _Field):
            raise UnsayableError("It compares no answer.")
        if operator == "not all of":
            return negated(self._looked(left.name, "all of", right.values), self._is_whole)
        return self._looked(left.name, operator, right.values)

    def _long(self, left: _Length, operator: str, values: tuple[str, ...]) -> Groups:
        if (operator, values) in {(">", ("0",)), ("!=", ("0",)), (">=", ("1",))}:
            return self._looked(left.name, "filled", ())
        if (operator, values) in {("=", ("0",)), ("<", ("1",)), ("<=", ("0",))}:
            return self._looked(left.name, "empty", ())
        raise UnsayableError("It counts the letters of an answer.")

    def _operand(self) -> _Operand:
        if self._place >= len(self._tokens):
            raise UnsayableError("It breaks off.")
        kind, text = self._tokens[self._place]
        self._place += 1
        if kind == "string":
            return _Values((re.sub(r"\\(.)", r"\1", text[1:-1]),))
        if kind == "number":
            return _Values((text,))
        if kind == "braced":
            return _Field(text.strip())
        if text == "(":
            found = self.any_of_or_operand()
            self._must(")")
            return found
        if text == "[":
            return self._list()
        if kind == "word":
            return self._word(text)
        raise UnsayableError(f"{text!r} is not understood.")

    def any_of_or_operand(self) -> _Operand:
        """What stands in brackets: a whole expression, or one name or value on its own."""
        start = self._place
        if self._place + 1 < len(self._tokens) and self._tokens[self._place + 1][1] == ")":
            operand = self._operand()
            if isinstance(operand, _Field | _Values) and operand != _Values(("1",)):
                return operand
            self._place = start
        return self.any_of()

    def _list(self) -> _Values:
        values: list[str] = []
        while not self._takes("]"):
            operand = self._operand()
            if not isinstance(operand, _Values):
                raise UnsayableError("A list holds what is no value.")
            values += operand.values
            self._takes(",")
        return _Values(tuple(values))

    def _word(self, text: str) -> _Operand:
        if self._peek() != "(":
            is_field = self._bare and text.lower() not in {"true", "false"}
            return _Field(text) if is_field else _Values((text,))
        self._place += 1
        inner = self._operand()
        self._must(")")
        name = text.lower()
        if isinstance(inner, _Field) and name in {"is_empty", "empty"}:
            return self._looked(inner.name, "empty", ())
        if isinstance(inner, _Field) and name == "strlen":
            return _Length(inner.name)
        if isinstance(inner, _Field) and name in _THROUGH:
            return inner
        raise UnsayableError(f"The function {text} is not known.")

    def _peek(self) -> str:
        if self._place >= len(self._tokens):
            return ""
        kind, text = self._tokens[self._place]
        return text.lower() if kind in {"word", "sign"} else ""

    def _takes(self, *wanted: str) -> bool:
        if self._peek() not in wanted:
            return False
        self._place += 1
        return True

    def _must(self, wanted: str) -> None:
        if not self._takes(wanted):
            raise UnsayableError(f"A {wanted!r} is missing.")
