"""What a person types on how a survey invites: its letters, hours, pace and reminders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.errors import LuisterError
from luister.loop.standing import HowToInvite, plan_from
from luister_web.contacts.first_words import first_words
from luister_web.goals.fields import NumberField
from luister_web.imports.core_words import in_words
from luister_web.surveys.words import language as language_name
from luister_web.surveys.words import survey_kinds

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]
_SHORT: "Mapping[str, _StrPromise]" = {
    "subject": _("Subject"),
    "button": _("Words on the button"),
    "unsubscribe": _("Words under which one opts out"),
    "nameless": _("Instead of a name that is not known"),
    "question": _("The first question, for {scale}"),
    "lowest": _("At the low end of the scale"),
    "highest": _("At the high end of the scale"),
}
_MORE = ("button", "unsubscribe", "nameless", "question", "lowest", "highest")


@dataclass(frozen=True, slots=True)
class LetterFields:
    """The fields of one language: the letter, what stands around it, and the reminder."""

    code: str
    name: str
    subject: forms.BoundField
    text: forms.BoundField
    more: list[forms.BoundField]
    reminder: list[forms.BoundField]
    has_errors: bool


class PlanForm(forms.Form):
    """The letter in each language, when it leaves, and who is reminded."""

    kind = forms.ChoiceField(
        label=_("The rules of rest take it for"),
        required=False,
    )
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=-1000,
        max_value=1000,
        help_text=_("Of two surveys that want the same person, the higher goes first."),
    )
    segment = forms.CharField(
        label=_("Attribute that tells the segment"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "attributes-known", "autocomplete": "off"}),
    )
    dimensions = forms.MultipleChoiceField(
        label=_("Attributes that go along with the answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first = forms.TimeField(
        label=_("Not before"), widget=forms.TimeInput({"type": "time"}, "%H:%M")
    )
    last = forms.TimeField(label=_("Not after"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    days = forms.MultipleChoiceField(
        label=_("On these days"), choices=_DAYS, widget=forms.CheckboxSelectMultiple
    )
    per_minute = forms.IntegerField(
        label=_("Letters a minute, at most"), min_value=1, max_value=100_000
    )
    reminders = forms.IntegerField(
        label=_("Reminders to who did not answer"), min_value=0, max_value=5
    )
    reminder_days = NumberField(label=_("Days before each reminder"))
    valid_days = NumberField(label=_("Days that a link takes answers"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        plan: HowToInvite,
        languages: Sequence[str],
        attributes: Sequence[str],
        question: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Shows `plan`; `question` gives the survey's first question by language, for a new letter."""
        self.plan, self.languages = plan, languages
        super().__init__(data, initial=_initial(plan, languages, question))
        self.fields["kind"].choices = [("", _("what the survey says")), *survey_kinds()]  # type: ignore[attr-defined]
        known = sorted({*attributes, *plan.dimensions})
        self.fields["dimensions"].choices = [(name, name) for name in known]  # type: ignore[attr-defined]
        for code in languages:
            self._add_letter(code)

    def letters(self) -> Iterator[LetterFields]:
        """The fields of each language."""
        for code in self.languages:
            fields = [self[f"{code}-{name}"] for name in (*_SHORT, "text", *_reminder_names())]
            yield LetterFields(
                code,
                language_name(code),
                self[f"{code}-subject"],
                self[f"{code}-text"],
                [self[f"{code}-{name}"] for name in _MORE],
                [self[f"{code}-{name}"] for name in _reminder_names()],
                any(field.errors for field in fields),
            )

    def clean(self) -> dict[str, Any]:
        """The plan, once each letter can be sent; a language without subject and text has no letter."""
        given = super().clean() or {}
        messages = {code: self._letter(code) for code in self.languages if self._is_written(code)}
        if not messages and not self.errors:
            raise forms.ValidationError(_("Write the letter in one language at least."))
        for code, words in messages.items():
            self._check(code, "", words)
        reminder = self._reminders(messages)
        if not self.errors:
            try:
                given["plan"] = plan_from(
                    {**self._rest(given), "messages": messages, "reminder": reminder}
                )
            except LuisterError as error:
                raise forms.ValidationError(in_words(str(error))) from None
        return given

    def typed_letter(self, code: str, *, is_reminder: bool) -> dict[str, str]:
        """The letter as it was typed, finished or not."""
        words = self._letter(code)
        return {**words, **self._reminder_of(code)} if is_reminder else words

    def _reminders(self, messages: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """The reminders with words of their own; where one language has them, all need some."""
        own = {code: {**words, **self._reminder_of(code)} for code, words in messages.items()}
        if own == messages:
            return {}
        for code, words in own.items():
            self._check(code, "again_", words)
        return own

    def _check(self, code: str, kind: str, words: Mapping[str, str]) -> None:
        try:
            plan_from({"messages": {code: words}})
        except LuisterError as error:
            self.add_error(f"{code}-{kind}text", in_words(str(error)))

    def _is_written(self, code: str) -> bool:
        return any(self._said(code, name) for name in ("subject", "text"))

    def _letter(self, code: str) -> dict[str, str]:
        return {name: self._said(code, name) for name in (*_SHORT, "text")}

    def _reminder_of(self, code: str) -> dict[str, str]:
        own = {name: self._said(code, f"again_{name}") for name in ("subject", "text")}
        return {name: words for name, words in own.items() if words}

    def _said(self, code: str, name: str) -> str:
        # Browsers send line ends as two signs.
        text = str(self.data.get(self.add_prefix(f"{code}-{name}"), ""))
        return text.replace("\r\n", "\n").strip()

    def _rest(self, given: Mapping[str, Any]) -> dict[str, Any]:
        window = {
            "first": f"{given['first']:%H:%M}",
            "last": f"{given['last']:%H:%M}",
            "days": [int(day) for day in given["days"]],
        }
        names = ("kind", "priority", "per_minute", "reminders", "reminder_days", "valid_days")
        return {
            **{name: given[name] for name in names},
            "sender": self.plan.sender,
            "segment": given["segment"].strip() or "segment",
            "dimensions": given["dimensions"],
            "window": window,
        }

    def _add_letter(self, code: str) -> None:
        for name, label in _SHORT.items():
            self.fields[f"{code}-{name}"] = forms.CharField(
                label=label,
                max_length=1000,
                required=False,
                widget=forms.TextInput({"lang": code}),
            )
        for name, label in (("text", _("Text")), ("again_text", _("Text of the reminder"))):
            self.fields[f"{code}-{name}"] = forms.CharField(
                label=label,
                max_length=20_000,
                required=False,
                widget=forms.Textarea({"lang": code, "rows": 12 if name == "text" else 6}),
            )
        self.fields[f"{code}-again_subject"] = forms.CharField(
            label=_("Subject of the reminder"),
            max_length=1000,
            required=False,
            widget=forms.TextInput({"lang": code}),
        )


def _reminder_names() -> tuple[str, str]:
    return "again_subject", "again_text"


def _initial(
    plan: HowToInvite, languages: Sequence[str], question: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": plan.kind,
        "priority": plan.priority,
        "segment": plan.segment,
        "dimensions": list(plan.dimensions),
        "first": plan.window.first,
        "last": plan.window.last,
        "days": [str(day) for day in plan.window.days],
        "per_minute": plan.per_minute,
        "reminders": plan.reminders,
        "reminder_days": f"{plan.reminder_days:g}",
        "valid_days": f"{plan.valid_days:g}",
    }
    for code in languages:
        kept = asdict(plan.messages[code]) if code in plan.messages else {}
        words = kept or ({} if plan.messages else first_words(code, question.get(code, {})))
        found |= {f"{code}-{name}": text for name, text in words.items()}
        again = asdict(plan.reminder[code]) if code in plan.reminder else {}
        for name in ("subject", "text"):
            is_own = again.get(name) != kept.get(name)
            found[f"{code}-again_{name}"] = again.get(name, "") if is_own else ""
    return found
