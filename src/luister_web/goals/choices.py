"""The metrics and processes that there are to choose from, by the names people know."""

from luister.events.answer import Scale
from luister.loop import measure
from luister_web.current_home import home
from luister_web.dashboard.metric_words import metric_label
from luister_web.goals.forms import MetricChoice
from luister_web.goals.own_metric_form import values_of


def metric_choices() -> list[MetricChoice]:
    """Every metric a person may choose, built in and own: id, label, unit, direction."""
    return [
        (metric.id, metric_label(metric.id), metric.unit, metric.higher_is_better)
        for metric in measure.metrics(home())
    ]


def processes() -> list[str]:
    """The processes that answers were given about, by name."""
    return list(measure.values(home(), "process"))


def scales() -> list[Scale]:
    """The scales with countable answers that questions were asked on, by their code."""
    found = {
        question.scale.code: question.scale
        for survey in measure.surveys(home())
        for question in survey.questions
        if question.scale.is_numeric and values_of(question.scale)
    }
    return [found[code] for code in sorted(found)]
