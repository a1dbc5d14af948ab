"""A fitted path model as lines that a door can show."""

from itertools import combinations

import numpy as np

from luister.drivers.components.effects import effect_sizes, inflation, total_effects
from luister.drivers.components.figures import Figures, figures
from luister.drivers.components.fit import Fit
from luister.drivers.components.implied import root_mean_residual
from luister.drivers.components.path_model import Floats
from luister.drivers.components.problems import problems
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
    srmr = root_mean_residual(
        fit.correlations[0], fit.found, fit.layout, is_consistent=fit.is_consistent
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
        items=_items(fit) if holds else (),
        arrows=_arrows(fit) if holds else (),
        effects=_effects(fit) if holds else (),
        constructs=_constructs(fit) if holds else (),
        pairs=_pairs(fit) if holds else (),
        problems=problems(fit),
    )


def _figures(fit: Fit, name: str) -> Figures:
    found: Floats = getattr(fit.found, name)[0]
    return figures(found, getattr(fit.drawn, name), is_sure=fit.has_intervals)


def _items(fit: Fit) -> tuple[ItemLine, ...]:
    model = fit.layout.model
    weights, loadings = _figures(fit, "weights"), _figures(fit, "loadings")
    inside = item_inflation(fit.correlations[0], fit.layout)
    owners = [one.name for one in model.constructs for _ in one.items]
    return tuple(
        ItemLine(
            construct=owners[place],
            item=item,
            weight=weights.at(place),
            loading=loadings.at(place),
            inflation=float(inside[place]),
        )
        for place, item in enumerate(model.items)
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


def _constructs(fit: Fit) -> tuple[ConstructLine, ...]:
    layout = fit.layout
    reliability, r2 = _figures(fit, "reliability"), _figures(fit, "r2")
    alpha = standard_alpha(fit.correlations, layout)[0]
    rho_c = composite_reliability(fit.found.loadings, layout)[0]
    extracted = variance_extracted(fit.found.loadings, layout)[0]
    lines = []
    for place, one in enumerate(layout.model.constructs):
        is_factor, causes = bool(layout.is_corrected[place]), len(layout.causes_of(place))
        lines.append(
            ConstructLine(
                name=one.name,
                mode=one.mode,
                items=len(one.items),
                alpha=float(alpha[place]) if is_factor else None,
                rho_a=reliability.at(place) if is_factor else None,
                rho_c=float(rho_c[place]) if is_factor else None,
                extracted=float(extracted[place]) if is_factor else None,
                r2=r2.at(place) if causes else None,
                adjusted_r2=_adjusted(fit, place, causes) if causes else None,
            )
        )
    return tuple(lines)


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
