"""The same model for R's lavaan, so that anyone can make the numbers again."""

import re
from collections.abc import Mapping

from luister.drivers.structure.completion import Custom
from luister.drivers.structure.model_text import ModelText
from luister.estimates.model_request import ModelRequest

_ESTIMATORS = {
    "ml": 'estimator = "ML"',
    "mlr": 'estimator = "MLR"',
    "fiml": 'estimator = "ML", missing = "ml"',
    "wlsmv": 'estimator = "WLSMV", ordered = TRUE',
}
_PLAIN = re.compile(r"(?![\d_.])[\w.]+\Z", re.ASCII)


def r_code(text: ModelText, *, custom: Custom, request: ModelRequest) -> str:
    """R code that fits the model; names that R does not take are changed in model and data alike.

    >>> from luister.drivers.structure.syntax import model_text
    >>> said = "f =~ a + b + c"
    >>> code = r_code(model_text(said), custom=Custom(), request=ModelRequest(text=said, estimator="mlr"))
    >>> print(code.splitlines()[-2])
    fit <- sem(model, data = answers, estimator = "MLR")
    """
    options = _options(custom, request)
    names = {name: plain_name(name) for name in text.observed}
    model = text.text.strip()
    for name, made in names.items():
        if name != made:
            model = model.replace(f"`{name}`", made)
    return "\n".join(
        [
            "library(lavaan)",
            'answers <- read.csv("answers.csv", check.names = FALSE)',
            *renamed_in_r(names),
            "model <- '",
            # A quote of a label would end R's text: labels may stand in double quotes.
            *(f"  {line.strip()}" for line in model.replace("'", '"').splitlines()),
            "'",
            f"fit <- sem(model, data = answers, {', '.join(options)})",
            "summary(fit, fit.measures = TRUE, standardized = TRUE, rsquare = TRUE)",
        ]
    )


def _options(custom: Custom, request: ModelRequest) -> list[str]:
    options = [_ESTIMATORS[request.estimator]]
    if request.group:
        options.append(f"group = {quoted_in_r(request.group)}")
    if custom.equal_across:
        is_ordered = request.estimator == "wlsmv" and "intercepts" in custom.equal_across
        names = {"loadings", "thresholds"} if is_ordered else custom.equal_across
        options.append(f"group.equal = c({', '.join(quoted_in_r(one) for one in sorted(names))})")
    if custom.unit_variances:
        options.append("std.lv = TRUE")
    if request.samples:
        options.append(f'se = "bootstrap", bootstrap = {request.samples}')
    return options


def renamed_in_r(names: Mapping[str, str]) -> list[str]:
    """Lines of R that give columns of the answers their new names, where these are other ones."""
    return [
        f"names(answers)[names(answers) == {quoted_in_r(name)}] <- {quoted_in_r(made)}"
        for name, made in names.items()
        if made != name
    ]


def plain_name(name: str) -> str:
    """The name, or one that R takes."""
    return name if _PLAIN.match(name) else "v_" + re.sub(r"\W", "_", name, flags=re.ASCII)


def quoted_in_r(text: str) -> str:
    """The text as R writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
