"""A fitted path model as rows with lavaan's operators, as every structural model is told."""

from collections.abc import Iterator, Mapping

import numpy as np

from luister.drivers.components.figures import figures
from luister.drivers.components.fit import Fit
from luister.drivers.components.path_model import Floats
from luister.drivers.structure.expressions import evaluated
from luister.drivers.structure.fit_measures import p_of_nought
from luister.drivers.structure.model_text import (
    COMPOSED_OF,
    DEFINED_AS,
    DEPENDS_ON,
    MEASURED_BY,
    VARIES_WITH,
    Defined,
    ModelText,
)
from luister.estimates.component_report import ComponentFigure, ComponentReport
from luister.estimates.model_solution import Estimated

What = tuple[str, str, str]
Labels = Mapping[What, str]


def labels_of(text: ModelText, group: int) -> dict[What, str]:
    """The labels that the model gives its parameters in a group, counted from 1."""
    return {
        (one.lhs, one.op, one.rhs): one.labels[(group - 1) % len(one.labels)]
        for one in text.formulas
        if one.labels and one.labels[(group - 1) % len(one.labels)]
    }


def rows(report: ComponentReport, *, group: int, labels: Labels) -> tuple[Estimated, ...]:
    """Loadings (`=~`), weights (`<~`), paths (`~`), what is left and what correlates (`~~`).

    All numbers are standardised, so that `std` is the number itself. Intervals are percentiles of samples
    drawn anew; p is that of the number by its standard error.
    """
    told = [
        *((line.construct, MEASURED_BY, line.item, line.loading) for line in report.items),
        *((line.construct, COMPOSED_OF, line.item, line.weight) for line in report.items),
        *((line.effect, DEPENDS_ON, line.cause, line.path) for line in report.arrows),
        *_variances(report),
    ]
    return tuple(
        _row((lhs, op, rhs), figure, group, labels.get((lhs, op, rhs), ""))
        for lhs, op, rhs, figure in told
        if lhs != rhs or op == VARIES_WITH
    )


def defined_rows(fit: Fit, defined: tuple[Defined, ...], labels: Labels) -> Iterator[Estimated]:
    """The numbers that the model defines (`:=`), worked out for the answers and for each sample drawn."""
    places = {label: _stack(fit, what) for what, label in labels.items()}
    for one in defined:
        values = [
            evaluated(
                one.expression,
                {name: float(column[at]) for name, column in places.items()},
                line=one.line,
            )
            for at in range(len(fit.drawn.weights) + 1)
        ]
        stack = np.array(values)
        places[one.name] = stack
        made = figures(stack[0], stack[1:], is_sure=fit.has_intervals).at()
        yield _row((one.name, DEFINED_AS, one.expression), made, 0, one.name)


def _stack(fit: Fit, what: What) -> Floats:
    """What was found for a parameter, followed by what each sample gave."""
    lhs, op, rhs = what
    for stage in reversed(fit.stages):
        names, items = stage.layout.model.names, stage.layout.model.items
        if op == DEPENDS_ON and {lhs, rhs} <= set(names):
            place: tuple[int, ...] = (names.index(rhs), names.index(lhs))
            kind = "paths"
        elif op in {MEASURED_BY, COMPOSED_OF} and lhs in names and rhs in items:
            place = (items.index(rhs),)
            kind = "loadings" if op == MEASURED_BY else "weights"
        else:
            continue
        found, drawn = getattr(stage.found, kind), getattr(stage.drawn, kind)
        return np.concatenate([found[(slice(None), *place)], drawn[(slice(None), *place)]])
    return np.full(len(fit.drawn.weights) + 1, np.nan)


def _variances(report: ComponentReport) -> Iterator[tuple[str, str, str, ComponentFigure]]:
    causes = {line.name for line in report.constructs if line.r2 is None}
    inside = {line.construct for line in report.items} & {line.item for line in report.items}
    for pair in report.pairs:
        if {pair.first, pair.second} <= causes - inside:
            yield pair.first, VARIES_WITH, pair.second, pair.correlation
    for line in report.constructs:
        if line.r2 is not None:
            yield line.name, VARIES_WITH, line.name, _left(line.r2)


def _left(share: ComponentFigure) -> ComponentFigure:
    """What is not explained."""
    return ComponentFigure(
        value=1 - share.value,
        error=share.error,
        low=None if share.high is None else 1 - share.high,
        high=None if share.low is None else 1 - share.low,
    )


def _row(what: What, figure: ComponentFigure, group: int, label: str) -> Estimated:
    lhs, op, rhs = what
    is_free = figure.error is not None and figure.error > 1e-12
    return Estimated(
        lhs=lhs,
        op=op,
        rhs=rhs,
        group=group,
        label=label,
        est=figure.value,
        se=_or_nan(figure.error),
        low=_or_nan(figure.low),
        high=_or_nan(figure.high),
        std=figure.value,
        p=p_of_nought(figure.value, figure.error or 0.0) if is_free else None,
        is_free=is_free,
    )


def _or_nan(number: float | None) -> float:
    return np.nan if number is None else number
