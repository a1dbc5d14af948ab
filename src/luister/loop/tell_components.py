"""What PLS finds beside its numbers, as scripts read it: reliability, validity, effects, what to mind."""

from math import isfinite

from luister.estimates.component_report import (
    ArrowLine,
    ComponentFigure,
    ComponentReport,
    ConstructLine,
    EffectLine,
    PairLine,
)

Told = dict[str, object]


def components_told(report: ComponentReport) -> Told:
    """The report of one group; lists are empty where there is no result to rely on."""
    return {
        "scheme": report.scheme,
        "n": report.n,
        "left_out": report.left_out,
        "paths_are": "attenuated" if report.is_attenuated else "consistent",
        "drawn": report.drawn,
        "held": report.held,
        "seed": report.seed,
        "srmr": report.srmr,
        "constructs": [_construct(one) for one in report.constructs],
        "items": [
            {"construct": one.construct, "item": one.item, "vif": _number(one.inflation)}
            for one in report.items
        ],
        "paths": [_arrow(one) for one in report.arrows],
        "effects": [_effect(one) for one in report.effects],
        "pairs": [_pair(one) for one in report.pairs],
        "problems": [
            {"kind": one.kind, "about": list(one.names), "value": one.value}
            for one in report.problems
        ],
    }


def _construct(line: ConstructLine) -> Told:
    return {
        "name": line.name,
        "mode": line.mode,
        "items": line.items,
        "alpha": line.alpha,
        "rho_a": _figure(line.rho_a),
        "rho_c": line.rho_c,
        "ave": line.extracted,
        "r2": _figure(line.r2),
        "r2_adjusted": line.adjusted_r2,
    }


def _arrow(line: ArrowLine) -> Told:
    return {
        "from": line.cause,
        "to": line.effect,
        **_numbers(line.path),
        "f2": _number(line.effect_size),
        "vif": _number(line.inflation),
    }


def _effect(line: EffectLine) -> Told:
    return {
        "from": line.cause,
        "to": line.effect,
        "direct": _figure(line.direct),
        "indirect": _figure(line.indirect),
        "total": _figure(line.total),
    }


def _pair(line: PairLine) -> Told:
    return {
        "first": line.first,
        "second": line.second,
        "correlation": _figure(line.correlation),
        "htmt": _figure(line.htmt),
        "fornell_larcker": line.is_told_apart,
    }


def _figure(figure: ComponentFigure | None) -> Told | None:
    return None if figure is None else _numbers(figure)


def _numbers(figure: ComponentFigure) -> Told:
    return {
        "est": _number(figure.value),
        "se": figure.error,
        "low": figure.low,
        "high": figure.high,
    }


def _number(value: float) -> float | None:
    """The number, or nothing where there is none: JSON knows neither NaN nor infinity."""
    return value if isfinite(value) else None
