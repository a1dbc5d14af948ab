"""PLS and PLSc give the figures of semPLS, SmartPLS, plspm and seminr."""

import json
from pathlib import Path

import numpy as np
import pytest

from drivers.components.reference import (
    BANK,
    BANK_ARROWS,
    ECSI_ARROWS,
    PREFIXES,
    TO_SATISFACTION,
    answers,
    model_of,
    paths_of,
    solved,
    table,
)
from luister.drivers.components.effects import effect_sizes, explained, inflation, total_effects
from luister.drivers.components.fit import Settings, fitted, questions
from luister.drivers.components.path_model import Construct, PathModel, layout
from luister.drivers.components.regressions import path_slopes
from luister.drivers.components.reporting import reported
from luister.drivers.components.resampling import correlations_of
from luister.drivers.components.solution import solution
from luister.drivers.components.validity import (
    composite_reliability,
    item_inflation,
    standard_alpha,
    variance_extracted,
)
from luister.drivers.components.weighing import construct_correlations, cross_loadings, weighing

SCHEMES = {"centroid": "centroid", "factorial": "factorial", "path": "pathWeighting"}
FOUR = {name: PREFIXES[name] for name in ("Image", "Expectation", "Value", "Satisfaction")}


def near(found, expected, within):
    apart = np.abs(np.asarray(found, float) - np.asarray(expected, float))
    assert apart.size > 0
    assert apart.max() <= within


@pytest.mark.parametrize(
    "key",
    [
        "mobi_ecsi_centroid",
        "mobi_ecsi_factorial",
        "mobi_ecsi_path",
        "satisfaction_centroid_standardised",
        "satisfaction_path_standardised",
    ],
)
def test_sempls_gives_the_same_paths_loadings_weights_and_r2(models: Path, key):
    one = json.loads((models / "reference" / "pls_textbook.json").read_text())[key]
    model = PathModel(
        tuple(Construct(name, tuple(b["items"]), b["mode"]) for name, b in one["blocks"].items()),
        tuple(tuple(arrow.split("->")) for arrow in one["paths"]),
    )
    found = solved(models / f"{key.split('_')[0]}.csv", model, one["scheme"])
    near(list(paths_of(found, layout(model)).values()), list(one["paths"].values()), 1e-10)
    near(found.loadings[0], [one["loadings"][item] for item in model.items], 1e-10)
    near(found.weights[0], [one["weights"][item] for item in model.items], 1e-10)
    near(
        [found.r2[0, model.names.index(name)] for name in one["r2"]], [*one["r2"].values()], 1e-10
    )


@pytest.mark.parametrize("scheme", SCHEMES)
def test_smartpls_gives_the_same_of_every_scheme(models: Path, scheme):
    model = model_of(models / "mobi.csv", PREFIXES, ECSI_ARROWS)
    folder = models / "reference" / "smartpls2_ecsi_mobi" / SCHEMES[scheme]
    found = solved(models / "mobi.csv", model, scheme)
    moments = correlations_of(answers(models / "mobi.csv", model.items))
    crossed = cross_loadings(moments, weighing(moments, layout(model), scheme).weights)[0]
    for file, matrix, rows in (
        ("pathCoefficients.txt", found.paths[0], model.names),
        ("totalEffects.txt", found.totals[0], model.names),
        ("crossLoadings.txt", crossed, model.items),
        ("outerWeights.txt", found.weights[0][:, None] * layout(model).members, model.items),
    ):
        head, *lines = (folder / file).read_text().replace(",", ".").splitlines()
        columns = head.split()
        for line in (one for one in lines if one.split()):
            name, *values = line.split()
            expected = [float(values[columns.index(column)]) for column in model.names]
            near(matrix[rows.index(name)], expected, 1e-7)


@pytest.mark.parametrize(
    ("scheme", "file"),
    [
        ("centroid", "plspmR_satisfaction.outer-model.csv"),
        ("path", "plspmR_satisfaction.outer-model-path.csv"),
        ("factorial", "plspmR_satisfaction.outer-model-factorial.csv"),
    ],
)
def test_plspm_gives_the_same_for_items_as_they_are(models: Path, scheme, file):
    """Its published figures are for items that keep their own spread; it stops a little earlier."""
    model = model_of(models / "satisfaction.csv", BANK, BANK_ARROWS)
    rows = answers(models / "satisfaction.csv", model.items)
    moments, placed = np.cov(rows, rowvar=False, bias=True)[None], layout(model)
    weights = weighing(moments, placed, scheme).weights
    expected = table(models / "reference" / file)
    own = cross_loadings(moments, weights)[0][placed.members]
    near(own, [expected.column("loading")[item] for item in model.items], 2e-6)
    near(
        weights[0][placed.members],
        [expected.column("weight")[item] for item in model.items],
        2e-6,
    )
    if scheme == "centroid":
        _check_inner_part(models, moments, weights, placed)


def _check_inner_part(models, moments, weights, placed):
    names = placed.model.names
    constructs = construct_correlations(moments, weights)
    paths = path_slopes(constructs, placed)
    effects = table(models / "reference" / "plspmR_satisfaction.effects.csv")
    totals = total_effects(paths)[0]
    for row, values in effects.rows.items():
        cause, effect = (names.index(name) for name in row.split(" -> "))
        near([paths[0, cause, effect], totals[cause, effect]], [values[2], values[4]], 2e-6)
    summary = table(models / "reference" / "plspmR_satisfaction.inner-summary.csv")
    loadings = cross_loadings(moments, weights)
    near(explained(constructs, paths)[0], list(summary.column("r_squared").values()), 2e-6)
    near(
        variance_extracted((loadings * placed.members).sum(axis=2), placed)[0],
        list(summary.column("ave").values()),
        2e-6,
    )
    crossed = table(models / "reference" / "plspmR_satisfaction.crossloadings.csv")
    for item, values in crossed.rows.items():
        place = placed.model.items.index(item)
        near(cross_loadings(moments, weights)[0, place], values[1:], 2e-6)


def test_plspm_gives_the_same_r2_where_all_constructs_are_formed(models: Path):
    model = model_of(models / "satisfaction.csv", BANK, BANK_ARROWS, tuple(BANK))
    rows = answers(models / "satisfaction.csv", model.items)
    moments, placed = np.cov(rows, rowvar=False)[None], layout(model)
    weights = weighing(moments, placed, "centroid").weights
    constructs = construct_correlations(moments, weights)
    expected = table(models / "reference" / "plspmR_satisfaction.modeb.inner-summary.csv")
    r2 = explained(constructs, path_slopes(constructs, placed))[0]
    near(r2, list(expected.column("r_squared").values()), 1e-5)


def test_plspm_gives_the_same_alpha(models: Path):
    model = model_of(models / "satisfaction.csv", BANK, BANK_ARROWS)
    correlations = correlations_of(answers(models / "satisfaction.csv", model.items))
    expected = table(models / "reference" / "plspmR_satisfaction_unidim.csv")
    near(
        standard_alpha(correlations, layout(model))[0],
        list(expected.column("cronbach_alpha").values()),
        1e-10,
    )


def test_plspm_gives_the_same_for_inequality_and_instability(models: Path):
    """Items that point against one another; plspm stops where the scores moved by 1e-7 squared."""
    model = PathModel(
        (
            Construct("AGRI", ("gini", "farm", "rent")),
            Construct("IND", ("gnpr", "labo")),
            Construct("POLINS", ("inst", "ecks", "death", "demo")),
        ),
        (("AGRI", "POLINS"), ("IND", "POLINS")),
    )
    found = solved(models / "russa.csv", model, "centroid")
    expected = table(models / "reference" / "plspmR_russa.outer_model.csv")
    near(found.loadings[0], [expected.column("loading")[one] for one in model.items], 1e-6)
    near(found.weights[0], [expected.column("weight")[one] for one in model.items], 2e-6)
    inner = table(models / "reference" / "plspmR_russa.inner_model.csv").column("estimate")
    near(list(paths_of(found, layout(model)).values()), list(inner.values()), 1e-6)
    summary = table(models / "reference" / "plspmR_russa.inner_summary.csv")
    near(found.r2[0, 2], summary.rows["POLINS"][1], 1e-6)
    near(
        variance_extracted(found.loadings, layout(model))[0],
        list(summary.column("ave").values()),
        1e-6,
    )


def test_seminr_gives_the_same_with_a_construct_that_is_formed(models: Path):
    names = ("Image", "Expectation", "Quality", "Complaints", "Loyalty")
    arrows = (
        ("Expectation", "Loyalty"),
        ("Quality", "Loyalty"),
        ("Image", "Expectation"),
        ("Complaints", "Loyalty"),
    )
    prefixes = {name: PREFIXES[name] for name in names}
    model = model_of(models / "mobi.csv", prefixes, arrows, formed=("Quality",))
    found = solved(models / "mobi.csv", model)
    outer = table(models / "reference" / "seminr-mobi-basic-outer-model.csv")
    near(found.weights[0], [outer.column("weight")[one] for one in model.items], 1e-6)
    near(found.loadings[0], [outer.column("loading")[one] for one in model.items], 1e-6)
    paths = table(models / "reference" / "seminr-mobi-basic-paths.csv")
    for (cause, effect), value in paths_of(found, layout(model)).items():
        near(value, paths.column(effect)[cause], 1e-6)


def test_seminr_gives_the_same_for_a_construct_of_constructs(models: Path):
    names = ("Expectation", "Quality", "Image", "Value", "Complaints", "Loyalty")
    lower = model_of(
        models / "mobi.csv", {name: PREFIXES[name] for name in names}, (), formed=("Quality",)
    )
    arrows = (
        ("Expectation", "Satisfaction"),
        ("Quality", "Satisfaction"),
        ("Satisfaction", "Complaints"),
        ("Satisfaction", "Loyalty"),
    )
    model = PathModel((*lower.constructs, Construct("Satisfaction", ("Image", "Value"))), arrows)
    rows = answers(models / "mobi.csv", questions(model))
    report = reported(fitted(model, rows, Settings(is_consistent=False, replicates=50)), seed=1)
    paths = table(models / "reference" / "seminr-mobi-hoc-ts-paths.csv")
    for line in report.arrows:
        near(line.path.value, paths.rows[line.cause][paths.columns.index(line.effect)], 1e-6)
    outer = table(models / "reference" / "seminr-mobi-hoc-ts-outer-model.csv")
    own = [line for line in report.items if line.construct not in {"Image", "Value"}]
    near([line.weight.value for line in own], [outer.column("weight")[x.item] for x in own], 1e-5)
    near(
        [line.loading.value for line in own], [outer.column("loading")[x.item] for x in own], 1e-5
    )
    assert {line.item for line in report.items} == {*questions(model), "Image", "Value"}


def test_seminr_gives_the_same_plsc(models: Path):
    model = model_of(models / "mobi.csv", FOUR, TO_SATISFACTION)
    found = solved(models / "mobi.csv", model, "factorial", is_consistent=True)
    folder = models / "reference" / "seminr_fixtures_mobi"
    expected = table(folder / "path_coef1.csv").column("Satisfaction")
    for (cause, _), value in paths_of(found, layout(model)).items():
        near(value, expected[cause], 1e-6)
    loadings = table(folder / "loadings1.csv")
    near(found.loadings[0], [sum(loadings.rows[item]) for item in model.items], 1e-6)
    near(found.reliability[0], [*table(folder / "rho1.csv").column("rhoA").values()], 1e-6)
    near(found.r2[0, 3], table(folder / "rsquaredplsc.csv").rows["Rsq"][0], 1e-6)
    assert found.is_proper[0]


def test_seminr_gives_the_same_reliability_and_validity(models: Path):
    model = model_of(models / "mobi.csv", FOUR, TO_SATISFACTION)
    placed, folder = layout(model), models / "reference" / "seminr_fixtures_mobi"
    correlations = correlations_of(answers(models / "mobi.csv", model.items))
    found = solved(models / "mobi.csv", model)
    expected = table(folder / "reliability.csv")
    near(standard_alpha(correlations, placed)[0], [*expected.column("alpha").values()], 1e-6)
    near(
        composite_reliability(found.loadings, placed)[0], [*expected.column("rhoC").values()], 1e-6
    )
    extracted = variance_extracted(found.loadings, placed)[0]
    near(extracted, [*expected.column("AVE").values()], 1e-6)
    near(found.reliability[0], [*expected.column("rhoA").values()], 1e-6)
    near(found.r2[0, 3], table(folder / "rsquared1.csv").rows["Rsq"][0], 1e-6)


def test_seminr_gives_the_same_htmt_and_collinearity(models: Path):
    model = model_of(models / "mobi.csv", FOUR, TO_SATISFACTION)
    placed, folder = layout(model), models / "reference" / "seminr_fixtures_mobi"
    correlations = correlations_of(answers(models / "mobi.csv", model.items))
    found = solved(models / "mobi.csv", model)
    for row, values in table(folder / "htmt.csv").rows.items():
        for column, value in enumerate(values):
            if value is not None:
                near(found.htmt[0, model.names.index(row), column], value, 1e-6)
    with (folder / "vifs_flat_item_vifs1.csv").open() as file:
        head, values = (line.strip().replace('"', "").split(",") for line in file)
    near(
        item_inflation(correlations[0], placed),
        [float(values[place]) for place in range(len(head))],
        1e-6,
    )
    with (folder / "vifs_flat_vif_antecedents1.csv").open() as file:
        _, values = (line.strip().split(",") for line in file)
    near(inflation(found.constructs, placed)[0, :3, 3], [float(one) for one in values], 1e-6)


def test_seminr_gives_the_same_effect_size_where_the_model_is_solved_again(models: Path):
    """Ours leaves the weights as they are, as textbooks do; seminr solves the smaller model anew."""
    model = model_of(models / "mobi.csv", FOUR, TO_SATISFACTION)
    found, placed = solved(models / "mobi.csv", model), layout(model)
    smaller = solved(models / "mobi.csv", PathModel(model.constructs[1:], model.arrows[1:]))
    expected = table(models / "reference" / "seminr_fixtures_mobi" / "fsquared1.csv").rows["1"][0]
    anew = (found.r2[0, 3] - smaller.r2[0, 2]) / (1 - found.r2[0, 3])
    near(anew, expected, 1e-6)
    near(effect_sizes(found.constructs, placed)[0, 0, 3], expected, 2e-3)


def test_seminr_gives_the_same_where_effects_depend_on_one_another(models: Path):
    """Products of items, freed of the items themselves, are items like others.

    seminr scales paths from such products otherwise in later versions, and turns them otherwise.
    """
    model = model_of(models / "mobi.csv", FOUR, TO_SATISFACTION)
    rows, folder = answers(models / "mobi.csv", model.items), models / "reference"
    rows = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    constructs, columns = list(model.constructs), [rows]
    for other in ("Expectation", "Value"):
        names, products = _freed_products(rows, model, "Image", other)
        constructs.append(Construct(f"Image*{other}", names))
        columns.append(products)
    arrows = [(one.name, "Satisfaction") for one in constructs if one.name != "Satisfaction"]
    wide = PathModel(tuple(constructs), tuple(arrows))
    correlations = correlations_of(np.column_stack(columns))
    plain, freed = (
        solution(correlations, layout(wide), scheme="factorial", is_consistent=is_consistent)
        for is_consistent in (False, True)
    )
    expected = table(folder / "seminr_fixtures_mobi" / "path_coef2.csv").column("Satisfaction")
    near(np.abs(freed.paths[0, :, 3]), [abs(expected[one.name]) for one in constructs], 1e-6)
    expected = table(folder / "seminr_fixtures_mobi" / "coefficients.csv").column("Satisfaction")
    near(plain.paths[0, :3, 3], [expected[one] for one in model.names[:3]], 1e-6)
    weights = table(folder / "seminr_fixtures_mobi" / "weights.csv")
    near(plain.weights[0, :13], [sum(weights.rows[item]) for item in model.items], 1e-6)


def _freed_products(rows, model, first, second):
    one, two = (
        rows[:, [item.startswith(PREFIXES[name]) for item in model.items]]
        for name in (first, second)
    )
    products = np.einsum("ni,nj->nij", one, two).reshape(len(rows), -1)
    own = np.column_stack([np.ones(len(rows)), one, two])
    freed = products - own @ np.linalg.lstsq(own, products, rcond=None)[0]
    return tuple(f"{first}*{second} {place}" for place in range(products.shape[1])), freed


def test_the_spread_of_samples_drawn_anew_is_that_of_other_programs(models: Path):
    """500 samples of seminr, 1,000 here: the spreads themselves are known to 3 %."""
    model = model_of(models / "mobi.csv", FOUR, TO_SATISFACTION)
    found = fitted(model, answers(models / "mobi.csv", model.items), Settings(is_consistent=False))
    folder = models / "reference" / "seminr_fixtures_mobi"
    drawn = found.drawn.paths[:, :3, 3]
    for place, row in enumerate(table(folder / "boot_report_paths.csv").rows.values()):
        near(found.found.paths[0, place, 3], row[0], 1e-6)
        near(drawn[:, place].mean(), row[1], 0.01)
        near(drawn[:, place].std(ddof=1) / row[2], 1, 0.12)
        near(np.quantile(drawn[:, place], [0.025, 0.975]), row[4:6], 0.03)
    for first, row in enumerate(table(folder / "boot_HTMT.csv").rows.values()):
        for second in range(first + 1, 4):
            ratios = found.drawn.htmt[:, first, second]
            near(found.found.htmt[0, first, second], row[second], 1e-6)
            near(ratios.mean(), row[4 + second], 0.02)
            near(ratios.std(ddof=1) / row[8 + second], 1, 0.12)


def test_the_spread_of_plspm_is_found_too(models: Path):
    """Of standardised items here, of raw ones there: the spreads are alike, not the same."""
    model = model_of(models / "satisfaction.csv", BANK, BANK_ARROWS)
    rows = answers(models / "satisfaction.csv", model.items)
    found = fitted(model, rows, Settings("centroid", is_consistent=False))
    names = model.names
    for row, values in table(
        models / "reference" / "plspmR_satisfaction_boot_paths.csv"
    ).rows.items():
        cause, effect = (names.index(name) for name in row.split(" -> "))
        near(found.drawn.paths[:, cause, effect].std(ddof=1), values[2], 0.025)
    for name, values in table(
        models / "reference" / "plspmR_satisfaction_boot_rsquared.csv"
    ).rows.items():
        near(found.drawn.r2[:, names.index(name)].std(ddof=1), values[2], 0.02)
    loadings = table(models / "reference" / "plspmR_satisfaction_boot_loadings.csv")
    own = found.drawn.loadings.std(axis=0, ddof=1)
    near(own, [loadings.rows[item][2] for item in model.items], 0.035)
