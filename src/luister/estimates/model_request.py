"""What is asked when somebody wants a structural model estimated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Scope = Mapping[str, tuple[str, ...]]

COVARIANCE_ESTIMATORS = ("ml", "mlr", "fiml", "wlsmv")
COMPONENT_ESTIMATORS = ("pls", "plsc")
MODEL_ESTIMATORS = (*COVARIANCE_ESTIMATORS, *COMPONENT_ESTIMATORS)

INVARIANCE_STEPS = ("configural", "metric", "scalar", "strict")
"""What is held equal across groups, each step with all before it: nothing, loadings, intercepts, residuals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """A model in lavaan's syntax, and how it is estimated.

    `group` is a column or dimension that makes groups, of which `equal` names the step of invariance that is
    held; `unit_variances` gives constructs variance 1 instead of their first item's unit. PLS and PLSc weigh by a
    `scheme` (path, centroid, factorial) and take intervals from `replicates` samples drawn anew. `survey`, `first`,
    `last` and `where` choose forms of the store; `scope` is what the asker may see.
    """

    text: str
    estimator: str = "ml"
    group: str = ""
    equal: str = "configural"
    unit_variances: bool = False
    survey: str = ""
    seed: int = 1
    scheme: str = "path"
    replicates: int = 1000
    samples: int = 0
    hints: bool = False
    steps: bool = False
    first: date | None = None
    last: date | None = None
    where: Scope = field(default_factory=dict)
    scope: Scope = field(default_factory=dict)
