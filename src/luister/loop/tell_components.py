"""What PLS finds beside its numbers, as scripts read it: reliability, validity, effects, what to mind."""

from luister.estimates.component_report import (
    ArrowLine,
    ComponentFigure,
    ComponentReport,
    ConstructLine,
    EffectLine,
    PairLine,
)
from luister.loop.tell_numbers import Told, number_told


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
            {"construct": one.construct, "item": one.item, "vif": number_told(one.inflation)}
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
        **_ends(line),
        **_numbers(line.path),
        "f2": number_told(line.effect_size),
        "vif": number_told(line.inflation),
    }


def _effect(line: EffectLine) -> Told:
    return {
        **_ends(line),
        "direct": _figure(line.direct),
        "indirect": _figure(line.indirect),
        "total": _figure(line.total),
    }


def _ends(line: ArrowLine | EffectLine) -> Told:
    return {"from": line.cause, "to": line.effect}


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
        "est": number_told(figure.value),
        "se": figure.error,
        "low": figure.low,
        "high": figure.high,
    }
