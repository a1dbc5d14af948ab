"""Reads a model in lavaan's syntax: `=~ <~ ~ ~~ ~1 | ~*~ := ==`, labels, fixed and start values, groups.

Source: Rosseel (2012), lavaan: an R package for structural equation modeling, Journal of Statistical
Software 48(2); https://lavaan.ugent.be/tutorial/syntax1.html. What we do not read is refused with its
line: inequalities, levels, blocks, products of variables.
"""

from dataclasses import replace

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
from luister.drivers.structure.modifiers import cut, said_of, unquoted
from luister.drivers.structure.tokens import ModelSyntaxError, Sentence, Token, sentences


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
    for left in cut(sentence.left, "+"):
        name = _name(left, operator)
        for right in cut(sentence.right, "+"):
            found.append(_formula(name, operator, right))
    return found


def _formula(lhs: str, operator: Token, right: tuple[Token, ...]) -> tuple[Formula, str]:
    if not right:
        raise ModelSyntaxError(
            'a "+" has nothing beside it.',
            line=operator.line,
            hint='Name a variable on both sides of every "+".',
        )
    said, last = said_of(right)
    op, rhs = operator.text, unquoted(last.text)
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
    return unquoted(tokens[0].text)


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
