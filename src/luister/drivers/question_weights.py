"""Which questions matter most for the outcome of a structural model: the weights that are used all year."""

from collections.abc import Mapping, Sequence

from luister.estimates.model_solution import Estimated
from luister.estimates.model_watch import ModelWeights, WatchedQuestion

Paths = Mapping[tuple[str, str], float]


def question_weights(rows: Sequence[Estimated], r2: Mapping[str, float]) -> ModelWeights | None:
    """The weight of each question for the model's outcome, largest first; None where no arrow leads to one.

    A construct counts by its total effect on the outcome, a question by its share in the construct: its part
    of the weights (PLS) or of the standardised loadings. The outcome is the end of the arrows; of several, the
    one that is explained best. Its own questions and those of effects beside it have no weight. Of one group.

    Source: Ringle & Sarstedt (2016), "Gain more insight from your PLS-SEM results", importance-performance maps.

    >>> def row(lhs, op, rhs, std):
    ...     return Estimated(lhs, op, rhs, 1, "", std, 0.1, 0.0, 0.0, std)
    >>> found = question_weights(
    ...     [row("care", "=~", "q1", 0.9), row("care", "=~", "q2", 0.6), row("nps", "~", "care", 0.5)], {}
    ... )
    >>> found.target, [(one.question, round(one.weight, 2)) for one in found.questions]
    ('nps', [('q1', 0.3), ('q2', 0.2)])
    """
    paths = {(one.rhs, one.lhs): one.std for one in rows if one.op == "~"}
    target = _target(paths, r2)
    if target is None:
        return None
    shares = _shares(rows)
    named = dict.fromkeys(cause for cause, _ in paths)
    found = [
        WatchedQuestion(question=question, construct=construct, weight=share * effect)
        for construct in named
        if (effect := _total(paths, construct, target))
        for question, share in _questions(shares, construct).items()
    ]
    return ModelWeights(
        target=target, questions=tuple(sorted(found, key=lambda one: -abs(one.weight)))
    )


def _target(paths: Paths, r2: Mapping[str, float]) -> str | None:
    causes = {cause for cause, _ in paths}
    ends = [effect for _, effect in paths if effect not in causes]
    return max(ends, key=lambda name: r2.get(name, 0.0), default=None)


def _total(paths: Paths, cause: str, target: str, seen: frozenset[str] = frozenset()) -> float:
    """The effect along all ways; a way that comes back on itself is left."""
    return sum(
        size * (1.0 if effect == target else _total(paths, effect, target, seen | {cause}))
        for (begins, effect), size in paths.items()
        if begins == cause and effect not in seen | {cause}
    )


def _shares(rows: Sequence[Estimated]) -> dict[str, dict[str, float]]:
    """Each item's part in its construct: of the weights where there are any, else of the loadings."""
    operator = "<~" if any(one.op == "<~" for one in rows) else "=~"
    found: dict[str, dict[str, float]] = {}
    for one in rows:
        if one.op == operator:
            found.setdefault(one.lhs, {})[one.rhs] = one.std
    return {name: _of_one(parts) for name, parts in found.items()}


def _of_one(parts: Mapping[str, float]) -> dict[str, float]:
    whole = sum(abs(part) for part in parts.values())
    return {name: part / whole for name, part in parts.items()} if whole else dict(parts)


def _questions(shares: Mapping[str, Mapping[str, float]], name: str) -> dict[str, float]:
    """The questions below a construct with their parts, through constructs it is made of; itself where it is one."""
    inside = shares.get(name, {})
    if not inside or set(inside) == {name}:
        return {name: 1.0}
    return {
        question: share * part
        for item, share in inside.items()
        for question, part in _questions(shares, item).items()
    }
