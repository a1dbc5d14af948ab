"""A path model out of a model in lavaan's syntax; what PLS cannot do is refused with its line."""

from luister.drivers.components.path_model import FORMED, REFLECTED, Construct, PathModel
from luister.drivers.structure.model_text import (
    COMPOSED_OF,
    DEPENDS_ON,
    INTERCEPT,
    MEASURED_BY,
    SCALED_BY,
    THRESHOLD,
    VARIES_WITH,
    Formula,
    ModelText,
)
from luister.drivers.structure.tokens import ModelSyntaxError


def path_model(text: ModelText) -> PathModel:
    """The constructs and arrows of a model in lavaan's syntax.

    `=~` makes a construct that its items reflect (mode A), `<~` one that they form (mode B). A question
    on an arrow that belongs to no construct becomes a construct of its own. Labels change nothing, and
    a first loading fixed at 1 is let go: in PLS constructs have variance 1.

    Raises:
        ModelSyntaxError: covariances of what has causes, intercepts, thresholds, fixed or equal numbers.

    >>> from luister.drivers.structure.syntax import model_text
    >>> found = path_model(model_text("image =~ q1 + q2; loyalty ~ image"))
    >>> [one.name for one in found.constructs], found.arrows
    (['image', 'loyalty'], (('image', 'loyalty'),))
    """
    effects = {one.lhs for one in text.formulas if one.op == DEPENDS_ON}
    for formula in text.formulas:
        _check(formula, effects)
    if text.equalities:
        raise _refused(text.equalities[0].line, "an equality is not kept", "Take it out.")
    composites = set(text.composites)
    named = tuple(
        Construct(name, text.items(name), FORMED if name in composites else REFLECTED)
        for name in text.constructs
    )
    arrows = tuple((one.rhs, one.lhs) for one in text.formulas if one.op == DEPENDS_ON)
    known = set(text.constructs)
    alone = dict.fromkeys(name for arrow in arrows for name in arrow if name not in known)
    return PathModel((*named, *(Construct(name, (name,)) for name in alone)), arrows)


def _check(formula: Formula, effects: set[str]) -> None:
    if formula.op in {INTERCEPT, THRESHOLD, SCALED_BY}:
        raise _refused(
            formula.line,
            f'"{formula}" has no place: PLS works on correlations, without means and thresholds',
            "Take the line out, or estimate with ML.",
        )
    is_own = formula.lhs == formula.rhs
    if formula.op == VARIES_WITH and not is_own and {formula.lhs, formula.rhs} & effects:
        raise _refused(
            formula.line,
            f'"{formula}" is not estimated: what arrows leave unexplained is taken as unrelated',
            "Take the line out, or estimate with ML.",
        )
    if formula.op in {DEPENDS_ON, COMPOSED_OF, MEASURED_BY} and _is_fixed(formula):
        raise _refused(
            formula.line,
            f'"{formula}" has a fixed value, and PLS estimates every arrow and weight',
            "Take the value out, or estimate with ML.",
        )


def _is_fixed(formula: Formula) -> bool:
    fixed = {value for value in formula.fixed if value is not None}
    return bool(fixed - {1.0}) if formula.op == MEASURED_BY else bool(fixed)


def _refused(line: int, problem: str, hint: str) -> ModelSyntaxError:
    return ModelSyntaxError(f"{problem}.", line=line, hint=hint)
