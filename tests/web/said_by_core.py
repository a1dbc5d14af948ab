"""The sentences that the core may say, found in its sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

import luister

CORE = Path(luister.__file__).parent


def texts(node: ast.expr | None) -> Iterator[str]:
    """The text of an expression, `{}` for each fact in it."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(one.value if isinstance(one, ast.Constant) else "{}" for one in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from (*texts(one), *texts(other))


def refusals(path: Path, *, also: tuple[str, ...] = ()) -> Iterator[tuple[int, str]]:
    """The line and the words of each error of a module and of its hint; empty words where the source does not tell.

    `also` are functions of its own that make an error of their words.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        if not (name.endswith("Error") or name in also):
            continue
        hints = [given.value for given in node.keywords if given.arg == "hint"]
        own = node.args if name in also else node.args[:1]
        for one in (*own, *hints):
            found = list(texts(one))
            if not found and not (name in also and not isinstance(one, ast.Name)):
                yield node.lineno, ""
            yield from ((node.lineno, text) for text in found)
