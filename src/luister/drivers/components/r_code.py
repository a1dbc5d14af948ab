"""The same path model for R's cSEM, so that anyone can make the numbers again."""

from collections.abc import Iterator, Mapping

from luister.drivers.components.path_model import FORMED, Construct, PathModel
from luister.drivers.structure.r_code import plain_name, quoted_in_r, renamed_in_r
from luister.estimates.model_request import ModelRequest


def r_code(model: PathModel, request: ModelRequest) -> str:
    r"""R code that fits the model; names that R does not take are changed in model and data alike.

    A question that is a construct of its own gets a construct beside it: cSEM wants two names.

    >>> model = PathModel((Construct("a", ("x", "y")), Construct("z", ("z",))), (("a", "z"),))
    >>> code = r_code(model, ModelRequest(text="", estimator="plsc", replicates=100))
    >>> print("\n".join(code.splitlines()[3:10]))
    model <- '
      a =~ x + y
      construct_z =~ z
      construct_z ~ a
    '
    fit <- csem(answers, model, .PLS_weight_scheme_inner = "path", .disattenuate = TRUE,
      .resample_method = "bootstrap", .R = 100, .seed = 1)
    """
    questions = _question_names(model)
    used = [*questions.values(), *([request.group] if request.group else [])]
    return "\n".join(
        [
            "library(cSEM)",
            'answers <- read.csv("answers.csv", check.names = FALSE)',
            *renamed_in_r(questions),
            f"answers <- na.omit(answers[c({', '.join(quoted_in_r(one) for one in used)})])",
            "model <- '",
            *(f"  {line}" for line in _formulas(model, questions)),
            "'",
            *_fit(request),
            "verify(fit)",
            "summarize(fit)",
        ]
    )


def _question_names(model: PathModel) -> dict[str, str]:
    """Every question of the answers, with a name that R takes."""
    return {
        item: plain_name(item)
        for one in model.constructs
        for item in one.items
        if item not in model.names or _is_alone(one)
    }


def _formulas(model: PathModel, questions: Mapping[str, str]) -> Iterator[str]:
    names = {one.name: _construct_name(one) for one in model.constructs}
    items = {**names, **questions}
    for one in model.constructs:
        sign = "<~" if one.mode == FORMED else "=~"
        yield f"{names[one.name]} {sign} {' + '.join(items[item] for item in one.items)}"
    for cause, effect in model.arrows:
        yield f"{names[effect]} ~ {names[cause]}"


def _fit(request: ModelRequest) -> tuple[str, str]:
    """The call that fits, on two lines."""
    disattenuated = "TRUE" if request.estimator == "plsc" else "FALSE"
    group = f", .id = {quoted_in_r(request.group)}" if request.group else ""
    return (
        f"fit <- csem(answers, model, .PLS_weight_scheme_inner = {quoted_in_r(request.scheme)}, "
        f".disattenuate = {disattenuated}{group},",
        f'  .resample_method = "bootstrap", .R = {request.replicates}, .seed = {request.seed})',
    )


def _is_alone(one: Construct) -> bool:
    return one.items == (one.name,)


def _construct_name(one: Construct) -> str:
    return f"construct_{plain_name(one.name)}" if _is_alone(one) else plain_name(one.name)
