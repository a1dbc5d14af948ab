"""What a person reads above each column of a file."""

from collections.abc import Callable, Sequence


def headings(names: Sequence[str], translate: Callable[[str], str]) -> dict[str, str]:
    """From each column to the heading a person reads; two are never the same.

    >>> headings(["compare_n", "answers_9", "region"], str)
    {'compare_n': 'Compared n', 'answers_9': 'Answers 9', 'region': 'Region'}
    """
    found: dict[str, str] = {}
    for name in names:
        heading = _heading(name, translate)
        found[name] = heading if heading not in found.values() else f"{heading} ({name})"
    return found


def _heading(name: str, translate: Callable[[str], str]) -> str:
    if name.startswith("answers_"):
        return f"{translate('Answers')} {name.removeprefix('answers_')}"
    plain = HEADINGS.get(name) or DIMENSION_HEADINGS.get(name)
    return translate(plain) if plain else name[:1].upper() + name[1:]


HEADINGS = {
    "metric": "Metric",
    "unit": "Unit",
    "period": "Period",
    "from": "From",
    "to": "To",
    "value": "Value",
    "low": "Low",
    "high": "High",
    "n": "n",
    "suppressed": "Hidden",
    "effective_n": "Effective n",
    "design_effect": "Design effect",
    "target": "Target",
    "lower_bound": "Lower bound",
    "status": "Status",
    "compare_period": "Compared period",
    "compare_from": "Compared from",
    "compare_to": "Compared to",
    "compare_value": "Compared value",
    "compare_n": "Compared n",
    "difference": "Difference",
    "difference_low": "Difference low",
    "difference_high": "Difference high",
    "verdict": "Verdict",
}
"""What a person reads above the fixed columns, to be translated."""

DIMENSION_HEADINGS = {
    "survey": "Survey",
    "question": "Question",
    "wave": "Wave",
    "process": "Process",
    "touchpoint": "Touchpoint",
    "channel": "Channel",
    "team": "Team",
    "employee": "Employee",
    "language": "Language",
    "response": "Response",
    "occurred_at": "Time",
    "customer": "Customer",
    "weight": "Weight",
    "complete": "Complete",
}
"""What a person reads above the built-in dimensions and the fixed columns of answers."""
