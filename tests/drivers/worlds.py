"""Made-up answers whose drivers are known."""

import numpy as np

from luister.estimates.driver_request import DriverRequest
from luister.events.rated_answers import RatedAnswers, RatedColumn

NAMES = tuple("abcdefgh")


def rated(values, *, status=None, low=1, high=7, outcome="y", scale="number"):
    """Columns a, b, ... and the outcome last."""
    names = NAMES[: values.shape[1] - 1]
    columns = (
        *(RatedColumn(name, f"Item {name}", low, high, "rating") for name in names),
        RatedColumn(outcome, "Outcome", scale=scale),
    )
    if status is None:
        status = np.where(np.isnan(values), 1, 0).astype(np.int8)
    return RatedAnswers(columns, values, status)


def request(drivers=NAMES, **more):
    return DriverRequest(survey="s", outcome="y", drivers=tuple(drivers), **more)


def correlated(rows, columns, rng, *, r=0.5):
    """Normal columns, each pair correlated by r."""
    matrix = np.full((columns, columns), r)
    np.fill_diagonal(matrix, 1)
    return rng.standard_normal((rows, columns)) @ np.linalg.cholesky(matrix).T


def graded(normal, *, middle=4.2, spread=1.4):
    """Answers from 1 to 7."""
    return np.clip(np.rint(middle + spread * normal), 1, 7)


def factor_covariance(columns, rng):
    """Covariances with three things in common, the outcome last."""
    loadings = rng.normal(size=(columns + 1, 3))
    return loadings @ loadings.T + np.diag(rng.uniform(0.5, 2, columns + 1))
