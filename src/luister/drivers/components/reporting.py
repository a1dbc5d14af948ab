"""A fitted path model as lines that a door can show."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from luister.drivers.components.effects import effect_sizes, inflation, total_effects
from luister.drivers.components.figures import Figures, figures
from luister.drivers.components.fit import Fit, Stage
from luister.drivers.components.implied import root_mean_residual
from luister.drivers.components.path_model import Floats
from luister.drivers.components.problems import is_reliability, problems
from luister.drivers.components.validity import (
    composite_reliability,
    item_inflation,
    standard_alpha,
    variance_extracted,
)
from luister.estimates.component_report import (
    ArrowLine,
    ComponentReport,
    ConstructLine,
    EffectLine,
    ItemLine,
    PairLine,
)


def reported(fit: Fit, *, seed: int, left_out: int = 0) -> ComponentReport:
    """The fit as lines; `left_out` is how many forms had an answer missing.

    Where the fit does not hold there are no lines, but what is wrong.
    """
    holds = fit.is_proper
    last = fit.stages[-1]
    srmr = root_mean_residual(
        last.correlations[0], last.found, last.layout, is_consistent=fit.is_consistent
    )
    return ComponentReport(
        estimator="plsc" if fit.is_consistent else "pls",
        scheme=fit.scheme,
        n=fit.n,
        left_out=left_out,
        has_converged=fit.has_converged,
        is_proper=holds,
        is_attenuated=fit.is_attenuated,
        drawn=len(fit.drawn.weights) + fit.failed,
        held=len(fit.drawn.weights),
        seed=seed,
        srmr=srmr if holds else None,
        items=tuple(_items(fit)) if holds else (),
        arrows=_arrows(fit) if holds else (),
        effects=_effects(fit) if holds else (),
        constructs=tuple(_constructs(fit)) if holds else (),
        pairs=_pairs(fit) if holds else (),
        problems=problems(fit),
    )


def _figures(fit: Fit, name: str, stage: Stage | None = None) -> Figures:
    at = stage or fit.stages[-1]
    found: Floats = getattr(at.found, name)[0]
    return figures(found, getattr(at.drawn, name), is_sure=fit.has_intervals)


def _told(fit: Fit) -> Iterator[tuple[Stage, frozenset[str]]]:
    """Each stage, the model itself first, with the constructs that are told of from it."""
    *lower, last = fit.stages
    named = frozenset(last.layout.model.names)
    yield last, named
    for stage in lower:
        parts = frozenset(stage.layout.model.names) & frozenset(last.layout.model.items)
        yield stage, parts - named


def _items(fit: Fit) -> Iterator[ItemLine]:
    for stage, told in _told(fit):
        model = stage.layout.model
        weights, loadings = _figures(fit, "weights", stage), _figures(fit, "loadings", stage)
        inside = item_inflation(stage.correlations[0], stage.layout)
        owners = [one.name for one in model.constructs for _ in one.items]
        for place, item in enumerate(model.items):
            if owners[place] in told:
                yield ItemLine(
                    construct=owners[place],
                    item=item,
                    weight=weights.at(place),
                    loading=loadings.at(place),
                    inflation=float(inside[place]),
                )


def _arrows(fit: Fit) -> tuple[ArrowLine, ...]:
    names, paths = fit.layout.model.names, _figures(fit, "paths")
    sizes = effect_sizes(fit.found.constructs, fit.layout)[0]
    inside = inflation(fit.found.constructs, fit.layout)[0]
    places = [(names.index(one), names.index(other)) for one, other in fit.layout.model.arrows]
    return tuple(
        ArrowLine(
            cause=names[place[0]],
            effect=names[place[1]],
            path=paths.at(*place),
            effect_size=float(sizes[place]),
            inflation=float(inside[place]),
        )
        for place in places
    )


def _effects(fit: Fit) -> tuple[EffectLine, ...]:
    names = fit.layout.model.names
    direct, total = _figures(fit, "paths"), _figures(fit, "totals")
    indirect = figures(
        fit.found.totals[0] - fit.found.paths[0],
        fit.drawn.totals - fit.drawn.paths,
        is_sure=fit.has_intervals,
    )
    leads = fit.layout.leads
    through = total_effects(leads[None].astype(float))[0] > leads
    return tuple(
        EffectLine(
            cause=names[cause],
            effect=names[effect],
            direct=direct.at(cause, effect) if leads[cause, effect] else None,
            indirect=indirect.at(cause, effect) if through[cause, effect] else None,
            total=total.at(cause, effect),
        )
        for cause, effect in np.argwhere(leads | through).tolist()
    )


def _constructs(fit: Fit) -> Iterator[ConstructLine]:
    for stage, told in _told(fit):
        layout = stage.layout
        reliability, r2 = _figures(fit, "reliability", stage), _figures(fit, "r2", stage)
        has_reliability = [is_reliability(one) for one in stage.found.reliability[0].tolist()]
        alpha = standard_alpha(stage.correlations, layout)[0]
        rho_c = composite_reliability(stage.found.loadings, layout)[0]
        extracted = variance_extracted(stage.found.loadings, layout)[0]
        for place, one in enumerate(layout.model.constructs):
            if one.name not in told:
                continue
            is_factor = bool(layout.is_corrected[place])
            causes = len(layout.causes_of(place)) if stage is fit.stages[-1] else 0
            yield ConstructLine(
                name=one.name,
                mode=one.mode,
                items=len(one.items),
                alpha=float(alpha[place]) if is_factor else None,
                rho_a=reliability.at(place) if is_factor and has_reliability[place] else None,
                rho_c=float(rho_c[place]) if is_factor else None,
                extracted=float(extracted[place]) if is_factor else None,
                r2=r2.at(place) if causes else None,
                adjusted_r2=_adjusted(fit, place, causes) if causes else None,
            )


def _adjusted(fit: Fit, place: int, causes: int) -> float:
    return 1 - (1 - float(fit.found.r2[0, place])) * (fit.n - 1) / (fit.n - causes - 1)


def _pairs(fit: Fit) -> tuple[PairLine, ...]:
    layout, names = fit.layout, fit.layout.model.names
    between, htmt = _figures(fit, "constructs"), _figures(fit, "htmt")
    extracted = variance_extracted(fit.found.loadings, layout)[0]
    return tuple(
        PairLine(
            first=names[one],
            second=names[other],
            correlation=between.at(one, other),
            htmt=None if layout.is_formed[[one, other]].any() else htmt.at(one, other),
            is_told_apart=(
                None
                if layout.is_formed[[one, other]].any()
                else bool(between.values[one, other] ** 2 < min(extracted[one], extracted[other]))
            ),
        )
        for one, other in combinations(range(len(names)), 2)
    )
