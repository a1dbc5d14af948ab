"""The logic of a Qualtrics file: display logic, skip logic and branches, as groups of checks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from luister.surveys.condition import Check
from luister.surveys.condition_groups import (
    ALWAYS_GROUPS,
    NEVER,
    Groups,
    both,
    either,
    is_whole,
    negated,
)
from luister.surveys.converted import UnsayableError
from luister.surveys.foreign_fields import Place, said
from luister.surveys.qsf_asked import Made
from luister.surveys.qsf_parts import Plain, keyed

_COMPARED = {
    "EqualTo": "=",
    "NotEqualTo": "!=",
    "GreaterThan": ">",
    "GreaterThanOrEqual": ">=",
    "LessThan": "<",
    "LessThanOrEqual": "<=",
    "Empty": "empty",
    "NotEmpty": "filled",
}
_MOST = 500


@dataclass(slots=True)
class Logic:
    """What "selected" means of every choice, and which fields there are, as Qualtrics names them."""

    chosen: dict[str, Groups] = field(default_factory=dict)
    fields: dict[str, Place] = field(default_factory=dict)
    recoded: dict[str, dict[str, str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def learn(self, made: Made) -> None:
        """Takes in what a question became."""
        self.chosen |= made.chosen
        self.fields |= made.fields
        self.recoded |= made.recoded
        for item in made.items:
            self.whole |= set(item.fields) if is_whole(item) else set()

    def opposite(self, groups: Groups) -> Groups:
        """Holds where these groups do not."""
        return negated(groups, self.whole.__contains__)

    def groups(self, logic: Plain) -> Groups:
        """The groups that a BooleanExpression says.

        In a set, `And` binds before `Or`; the sets are joined one after another, as their type says (If, AndIf, OrIf).

        Raises:
            UnsayableError: a part of it cannot be said.
        """
        sets = [one for key, one in keyed(dict(logic)).items() if key.isdigit()]
        if not sets:
            raise UnsayableError("It holds no condition.")
        found: Groups | None = None
        for one in sets[:_MOST]:
            groups = self._set(one)
            kind = str(one.get("Type", "If"))
            joins_or = kind in {"OrIf", "ElseIf", "Or"}
            found = groups if found is None else (either if joins_or else both)(found, groups)
        return found or NEVER

    def _set(self, found: Plain) -> Groups:
        any_of: Groups = NEVER
        all_of: Groups = ALWAYS_GROUPS
        expressions = [one for key, one in keyed(dict(found)).items() if key.isdigit()]
        if not expressions:
            raise UnsayableError("It holds no condition.")
        for place, one in enumerate(expressions[:_MOST]):
            joint = str(one.get("Conjuction") or one.get("Conjunction") or "And").lower()
            if place and joint == "or":
                any_of, all_of = either(any_of, all_of), ALWAYS_GROUPS
            all_of = both(all_of, self.expression(one))
        return either(any_of, all_of)

    def expression(self, one: Mapping[str, object]) -> Groups:
        """The groups that one comparison says.

        Raises:
            UnsayableError: it looks at something else than an answer, or compares it in a way we cannot.
        """
        kind = str(one.get("LogicType") or "Question")
        if kind != "Question":
            raise UnsayableError(f"It looks at {kind}, not at an answer.")
        operator = str(one.get("Operator"))
        locator = _locator(one.get("LeftOperand") or one.get("ChoiceLocator"))
        if operator in {"Selected", "NotSelected", "Is", "IsNot"}:
            groups = self.chosen.get(locator) or self.chosen.get(
                _locator(one.get("ChoiceLocator"))
            )
            if groups is None:
                raise UnsayableError(f"{locator} is no choice here.")
            return groups if operator in {"Selected", "Is"} else self.opposite(groups)
        if operator not in _COMPARED:
            raise UnsayableError(f"{operator} cannot be said.")
        return self._compared(locator, _COMPARED[operator], str(one.get("RightOperand", "")))

    def _compared(self, locator: str, operator: str, value: str) -> Groups:
        place = self.fields.get(locator)
        if place is None:
            raise UnsayableError(f"{locator} is not asked here.")
        if operator in {"empty", "filled"} or locator not in self.recoded:
            return said(place, operator, (value,))
        try:
            codes = tuple(
                code
                for code, recode in self.recoded[locator].items()
                if _passes(float(recode), operator, float(value))
            )
        except ValueError:
            raise UnsayableError("The recode values are no numbers.") from None
        if not codes:
            raise UnsayableError("No option has such a value.")
        return ((Check(place.field, "is", codes),),)


def _passes(number: float, operator: str, bound: float) -> bool:
    return {
        "=": number == bound,
        "!=": number != bound,
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
    }[operator]


def _locator(found: object) -> str:
    """The name of a choice or field without its scheme: `q://QID1/SelectableChoice/2` is `QID1/SelectableChoice/2`."""
    return unquote(str(found or "")).removeprefix("q://").strip("/")
