"""Arithmetic of labels, such as `a*b + c`: worked out by our own reading, never run as code."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

from luister.drivers.structure.tokens import ModelSyntaxError

_NAME = re.compile(r"[^\W\d][\w.]*")
_SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "abs": abs,
}


def evaluated(expression: str, known: Mapping[str, float], *, line: int) -> float:
    """What the expression comes to; NaN where it has no value (a root of less than nought).

    Raises:
        ModelSyntaxError: a label that is not known, or what is no arithmetic.

    >>> evaluated("a * b + c^2", {"a": 2.0, "b": 3.0, "c": 2.0}, line=1)
    10.0
    """
    aliases = {name: f"label{place}" for place, name in enumerate(known)}
    plain = _NAME.sub(lambda found: aliases.get(found.group(), found.group()), expression)
    text = plain.replace("^", "**")
    values = {aliases[name]: value for name, value in known.items()}
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise _refused(expression, line) from error
    try:
        return float(_value(tree, values, expression, line))
    except (ValueError, ZeroDivisionError, OverflowError):
        return math.nan


def _value(node: ast.expr, values: Mapping[str, float], said: str, line: int) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.Name):
        if node.id not in values:
            raise ModelSyntaxError(
                f'"{node.id}" in "{said}" is not a label of the model.',
                line=line,
                hint=f'Give the path that label: "y ~ {node.id}*x".',
            )
        return values[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        left, right = (_value(one, values, said, line) for one in (node.left, node.right))
        found = _SIGNS[type(node.op)](left, right)
        return math.nan if isinstance(found, complex) else found
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        value = _value(node.operand, values, said, line)
        return -value if isinstance(node.op, ast.USub) else value
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    if isinstance(node, ast.Call) and is_call and len(node.args) == 1 and not node.keywords:
        function = _FUNCTIONS.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if function is not None:
            return function(_value(node.args[0], values, said, line))
    raise _refused(said, line)


def _refused(said: str, line: int) -> ModelSyntaxError:
    return ModelSyntaxError(
        f'"{said}" cannot be worked out.',
        line=line,
        hint="Known are labels, numbers, + - * / ^ ( ), sqrt, exp, log and abs.",
    )
