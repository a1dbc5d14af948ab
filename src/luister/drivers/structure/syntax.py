"""Reads a model in lavaan's syntax: `=~ <~ ~ ~~ ~1 | ~*~ := ==`, labels, fixed and start values, groups.

Source: Rosseel (2012), lavaan: an R package for structural equation modeling, Journal of Statistical
Software 48(2); https://lavaan.ugent.be/tutorial/syntax1.html. What we do not read is refused with its
line: inequalities, levels, blocks, products of variables.
"""

from dataclasses import dataclass, replace

from luister.drivers.structure.model_text import (
    DEPENDS_ON,
    INTERCEPT,
    MEASURED_BY,
    VARIES_WITH,
    Defined,
    Equality,
    Formula,
    ModelText,
)
from luister.drivers.structure.tokens import ModelSyntaxError, Sentence, Token, sentences

_CALLS = frozenset({"c", "start", "label", "equal"})


@dataclass(frozen=True, slots=True)
class _Said:
    """What the signs before a variable say of its parameter."""

    fixed: tuple[float | None, ...] = ()
    starts: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()
    equal: str = ""


def model_text(text: str) -> ModelText:
    """The model that the text describes.

    Raises:
        ModelSyntaxError: a line that cannot be read, with what to change.

    >>> model = model_text("image =~ q1 + q2 + q3; loyalty ~ a*image")
    >>> model.latents, model.observed, model.formulas[-1].labels
    (('image',), ('q1', 'q2', 'q3', 'loyalty'), ('a',))
    """
    formulas: dict[tuple[str, str, str], Formula] = {}
    equal: list[tuple[Formula, str]] = []
    defined: list[Defined] = []
    equalities: list[Equality] = []
    for sentence in sentences(text):
        operator = sentence.operator.text
        if operator == ":=":
            defined.append(_defined(text, sentence))
        elif operator == "==":
            equalities.append(_equality(text, sentence))
        else:
            for formula, other in _formulas(sentence):
                key = _key(formula)
                formulas[key] = _joined(formulas.get(key), formula)
                equal += [(formula, other)] if other else []
    for formula, other in equal:
        _make_equal(formulas, formula, other)
    if not formulas:
        raise ModelSyntaxError(
            "there is no formula.",
            line=1,
            hint='Write for instance "satisfaction =~ item1 + item2 + item3".',
        )
    return ModelText(text, tuple(formulas.values()), tuple(defined), tuple(equalities))


def _key(formula: Formula) -> tuple[str, str, str]:
    """What names a parameter; a covariance is the same both ways."""
    lhs, op, rhs = formula.lhs, formula.op, formula.rhs
    return (rhs, op, lhs) if op == VARIES_WITH and rhs < lhs else (lhs, op, rhs)


def _formulas(sentence: Sentence) -> list[tuple[Formula, str]]:
    operator = sentence.operator
    if operator.text in {"<", ">"}:
        raise ModelSyntaxError(
            f'bounds ("{operator.text}") are not estimated here.',
            line=operator.line,
            hint="Take the line out; a bound that matters is a sign that the model does not fit.",
        )
    found = []
    for left in _cut(sentence.left, "+"):
        name = _name(left, operator)
        for right in _cut(sentence.right, "+"):
            found.append(_formula(name, operator, right))
    return found


def _formula(lhs: str, operator: Token, right: tuple[Token, ...]) -> tuple[Formula, str]:
    if not right:
        raise ModelSyntaxError(
            'a "+" has nothing beside it.',
            line=operator.line,
            hint='Name a variable on both sides of every "+".',
        )
    said, last = _said(right)
    op, rhs = operator.text, _unquoted(last.text)
    if op == DEPENDS_ON and last.kind == "number":
        if float(rhs) not in {0.0, 1.0}:
            raise _not_a_variable(last)
        said = replace(said, fixed=(0.0,)) if float(rhs) == 0.0 else said
        op, rhs = INTERCEPT, ""
    elif last.kind == "number":
        raise _not_a_variable(last)
    if lhs == rhs and op in {MEASURED_BY, DEPENDS_ON}:
        raise ModelSyntaxError(
            f'"{lhs}" stands on both sides of "{op}".',
            line=last.line,
            hint=f'Write "{lhs} ~~ {lhs}" for its variance, or take it out.',
        )
    formula = Formula(lhs, op, rhs, last.line, said.fixed, said.starts, said.labels)
    return formula, said.equal


def _said(right: tuple[Token, ...]) -> tuple[_Said, Token]:
    """What is said of the parameter, and the variable itself, which stands last."""
    said = _Said()
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
    for part in _cut(tokens, "*"):
        pieces = _cut(part, "?")
        parts += [
            (*piece, Token("sign", "?", piece[0].line, 0, 0)) for piece in pieces[:-1] if piece
        ]
        parts.append(pieces[-1])
    return parts


def _also(said: _Said, tokens: tuple[Token, ...], near: Token) -> _Said:
    if tokens and tokens[-1].text == "?":
        return replace(said, starts=_numbers(tokens[:-1], near))
    call = tokens[0].text if len(tokens) > 2 and tokens[1].text == "(" else ""
    if call == "start":
        return replace(said, starts=_numbers(_inside(tokens), near))
    if call == "label":
        return replace(said, labels=tuple(_word(one, near) for one in _listed(_inside(tokens))))
    if call == "equal":
        return replace(said, equal=_unquoted(_inside(tokens)[0].text))
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
        return _cut(_inside(tokens), ",")
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
    return _unquoted(tokens[0].text)


def _name(tokens: tuple[Token, ...], operator: Token) -> str:
    if len(tokens) != 1 or tokens[0].kind not in {"name", "quoted"}:
        shown = " ".join(one.text for one in tokens)
        is_block = any(one.text == ":" for one in tokens)
        raise ModelSyntaxError(
            f'"{shown}" left of "{operator.text}" is no variable.',
            line=operator.line,
            hint="Write the model once; groups are chosen with the group column."
            if is_block
            else f'Put values and labels on the right of "{operator.text}".',
        )
    return _unquoted(tokens[0].text)


def _cut(tokens: tuple[Token, ...], sign: str) -> list[tuple[Token, ...]]:
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


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] in {"`", '"', "'"} else text


def _defined(text: str, sentence: Sentence) -> Defined:
    name = _name(sentence.left, sentence.operator)
    return Defined(name, _source(text, sentence.right), sentence.operator.line)


def _equality(text: str, sentence: Sentence) -> Equality:
    left, right = _source(text, sentence.left), _source(text, sentence.right)
    return Equality(left, right, sentence.operator.line)


def _source(text: str, tokens: tuple[Token, ...]) -> str:
    """The words as they were typed, comments left out."""
    return " ".join(text[one.began : one.ended] for one in tokens)


def _joined(first: Formula | None, second: Formula) -> Formula:
    """What was said of one parameter in two places; the last word counts where both say something."""
    if first is None:
        return second
    return replace(
        first,
        fixed=second.fixed or first.fixed,
        starts=second.starts or first.starts,
        labels=second.labels or first.labels,
    )


def _make_equal(
    formulas: dict[tuple[str, str, str], Formula], formula: Formula, other: str
) -> None:
    """Gives both one label: that is what equal("f=~x") means."""
    wanted = "".join(other.split())
    found = [key for key, one in formulas.items() if "".join(str(one).split()) == wanted]
    if not found:
        raise ModelSyntaxError(
            f'equal("{other}") names a parameter that is not in the model.',
            line=formula.line,
            hint='Name it as it is written, such as equal("f=~x2").',
        )
    label = formulas[found[0]].labels or (f".{wanted}.",)
    for key in (found[0], _key(formula)):
        formulas[key] = replace(formulas[key], labels=label)


def _not_a_variable(token: Token) -> ModelSyntaxError:
    return ModelSyntaxError(
        f'the number "{token.text}" stands where a variable is expected.',
        line=token.line,
        hint='Write "x ~ 1" for an intercept, and "0.5*x" for a value.',
    )
