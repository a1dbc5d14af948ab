"""What stands before a variable of a model: a value or start value, a label, or what it is held equal to."""

from dataclasses import dataclass, replace

from luister.drivers.structure.tokens import ModelSyntaxError, Token

_CALLS = frozenset({"c", "start", "label", "equal"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the signs before a variable say of its parameter."""

    fixed: tuple[float | None, ...] = ()
    starts: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    equal: str = ""


def said_of(right: tuple[Token, ...]) -> tuple[Said, Token]:
    """What is said of the parameter, and the variable itself, which stands last.

    Raises:
        ModelSyntaxError: what no parameter can be told, or anything but one variable at the end.
    """
    said = Said()
    *before, last = _cut_at_signs(right)
    for one in before:
        said = _also(said, one, right[0])
    if len(last) != 1:
        shown = " ".join(one.text for one in last)
        what = "a product of variables" if any(one.text == ":" for one in last) else "no variable"
        raise ModelSyntaxError(
            f'"{shown}" is {what}.',
            line=right[0].line,
            hint='Put "+" between variables and "*" between a value or label and its variable.',
        )
    return said, last[0]


def _cut_at_signs(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """Cut at "*"; "0.5?x" says a start value, as start(0.5)*x does."""
    parts: list[tuple[Token, ...]] = []
    for part in cut(tokens, "*"):
        pieces = cut(part, "?")
        parts += [
            (*piece, Token("sign", "?", piece[0].line, 0, 0)) for piece in pieces[:-1] if piece
        ]
        parts.append(pieces[-1])
    return parts


def _also(said: Said, tokens: tuple[Token, ...], near: Token) -> Said:
    if tokens and tokens[-1].text == "?":
        return replace(said, starts=_numbers(tokens[:-1], near))
    call = tokens[0].text if len(tokens) > 2 and tokens[1].text == "(" else ""
    if call == "start":
        return replace(said, starts=_numbers(_inside(tokens), near))
    if call == "label":
        return replace(said, labels=tuple(_word(one, near) for one in _listed(_inside(tokens))))
    if call == "equal":
        return replace(said, equal=unquoted(_inside(tokens)[0].text))
    if call and call not in _CALLS:
        raise ModelSyntaxError(
            f'"{call}()" is not known.',
            line=near.line,
            hint="Known are c(), start(), label() and equal().",
        )
    listed = _listed(tokens)
    if all(_is_number(one) or _is_free(one) for one in listed):
        return replace(said, fixed=_numbers(tokens, near))
    return replace(said, labels=tuple(_word(one, near) for one in listed))


def _inside(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    if tokens[-1].text != ")" or len(tokens) < 4:
        raise ModelSyntaxError(
            f'"{tokens[0].text}()" is empty.',
            line=tokens[0].line,
            hint="Put a value between its parentheses.",
        )
    return tokens[2:-1]


def _listed(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """The values of c(a, b), or the one value itself."""
    if len(tokens) > 2 and tokens[0].text == "c" and tokens[1].text == "(":
        return cut(_inside(tokens), ",")
    return [tokens]


def _numbers(tokens: tuple[Token, ...], near: Token) -> tuple[float | None, ...]:
    return tuple(_number(one, near) for one in _listed(tokens))


def _number(tokens: tuple[Token, ...], near: Token) -> float | None:
    if _is_free(tokens):
        return None
    if not _is_number(tokens):
        shown = " ".join(one.text for one in tokens)
        raise ModelSyntaxError(
            f'"{shown}" is no number.', line=near.line, hint="Write a number such as 0.5, or NA."
        )
    return float("".join(one.text for one in tokens))


def _is_free(tokens: tuple[Token, ...]) -> bool:
    return len(tokens) == 1 and tokens[0].text == "NA"


def _is_number(tokens: tuple[Token, ...]) -> bool:
    *sign, last = tokens or (Token("", "", 0, 0, 0),)
    return last.kind == "number" and [one.text for one in sign] in ([], ["-"], ["+"])


def _word(tokens: tuple[Token, ...], near: Token) -> str:
    if len(tokens) == 1 and _is_free(tokens):
        return ""
    if len(tokens) != 1 or tokens[0].kind not in {"name", "quoted"}:
        shown = " ".join(one.text for one in tokens)
        raise ModelSyntaxError(
            f'"{shown}" is no label.', line=near.line, hint="A label is a word such as a or path1."
        )
    return unquoted(tokens[0].text)


def cut(tokens: tuple[Token, ...], sign: str) -> list[tuple[Token, ...]]:
    """Cut at a sign that stands outside parentheses; a number's own sign is no cut."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for one in tokens:
        depth += {"(": 1, ")": -1}.get(one.text, 0)
        if one.text == sign and depth == 0:
            parts.append([])
        else:
            parts[-1].append(one)
    return [tuple(part) for part in parts]


def unquoted(text: str) -> str:
    """The name without the quotes or backticks that it stands in."""
    return text[1:-1] if text[:1] in {"`", '"', "'"} else text
