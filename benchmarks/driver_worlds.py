"""Made-up answers of which the drivers are known, for what measures drivers against them."""

import numpy as np

from luister.drivers.design import Design, design
from luister.drivers.effects import MOST_ROWS, outcome_model
from luister.drivers.importance import importance
from luister.drivers.slopes import sloped
from luister.estimates.driver_request import DriverRequest
from luister.estimates.outcome_model import OutcomeModel
from luister.events.rated_answers import RatedAnswers, RatedColumn

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def correlated(rows: int, columns: int, rng: np.random.Generator, r: float = 0.5) -> Floats:
    """Normal columns, each pair correlated by r."""
    matrix = np.full((columns, columns), r)
    np.fill_diagonal(matrix, 1)
    return rng.standard_normal((rows, columns)) @ np.linalg.cholesky(matrix).T


def rated(
    values: Floats,
    *,
    scale: str = "number",
    status: Floats | None = None,
    low: float | None = 1,
    weights: Floats | None = None,
) -> RatedAnswers:
    """Columns d0, d1, ... and the outcome y last."""
    high = 7 if low is not None else None
    columns = (
        *(RatedColumn(name, name, low, high, "rating") for name in names_of(values)),
        RatedColumn("y", "y", scale=scale),
    )
    kinds = np.zeros(values.shape, np.int8) if status is None else status.astype(np.int8)
    return RatedAnswers(columns, values, kinds, weights=weights)


def names_of(values: Floats) -> tuple[str, ...]:
    """The names of the drivers in these columns."""
    return tuple(f"d{place}" for place in range(values.shape[1] - 1))


def told(
    values: Floats,
    *,
    scale: str = "number",
    status: Floats | None = None,
    low: float | None = 1,
    weights: Floats | None = None,
) -> Design:
    """The design of columns of which the last is the outcome."""
    answers = rated(values, scale=scale, status=status, low=low, weights=weights)
    asked = DriverRequest(
        survey="", outcome="y", drivers=names_of(values), weighted=weights is not None
    )
    return design(answers, asked)


def model_of(
    values: Floats, rng: np.random.Generator, *, scale: str, unit: str
) -> tuple[Design, OutcomeModel]:
    """The design and the model of these columns."""
    one = told(values, scale=scale)
    moments = importance(one, replicates=2, rng=rng).moments
    columns = sloped(one, moments, most_rows=MOST_ROWS, rng=rng)
    return one, outcome_model(one, columns, unit=unit, rng=rng)
