"""What a person types of words in two languages: root causes and templates of replies."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luister.loop.arrange_cases import ReplyTemplate, ReplyText, RootCause

LANGUAGES = ("nl", "en")


def causes_from(given: Mapping[str, str], causes: tuple[RootCause, ...]) -> list[RootCause]:
    """The taxonomy with the words that were typed, and the new cause at its end where one was."""
    found = [
        replace(
            one,
            words={
                language: text
                for language in LANGUAGES
                if (text := given.get(f"{language}:{one.id}", "").strip()[:200])
            }
            or one.words,
            retired=given.get(f"retired:{one.id}") == "on",
        )
        for one in causes
    ]
    new = {
        language: text
        for language in LANGUAGES
        if (text := given.get(f"new:{language}", "").strip()[:200])
    }
    if new:
        parent = given.get("new:parent", "")
        stem = re.sub(r"\W+", "_", (new.get("en") or new["nl"]).lower()).strip("_") or "cause"
        found.append(RootCause(f"{parent}.{stem}" if parent else stem, new, parent))
    return found


class TemplateForm(forms.Form):
    """A template in Dutch and English; a language without a text is left out."""

    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, template: ReplyTemplate | None = None
    ) -> None:
        """Begins with what is kept."""
        key = template.name if template else "new"
        super().__init__(data, auto_id=f"template_{re.sub(r'[^0-9A-Za-z]', '', key)}_%s")
        self.fields["name"].initial = template.name if template else ""
        for language, label in (("nl", _("Dutch")), ("en", _("English"))):
            kept = template.texts.get(language) if template else None
            subject = forms.CharField(label=label, required=False, max_length=200)
            text = forms.CharField(
                label=_("Text"),
                required=False,
                max_length=20_000,
                widget=forms.Textarea({"rows": 9}),
            )
            nameless = forms.CharField(label=_("Without a name"), required=False, max_length=80)
            for part, field in (("subject", subject), ("text", text), ("nameless", nameless)):
                field.initial = getattr(kept, part) if kept else ""
                self.fields[f"{part}_{language}"] = field

    def languages(self) -> list[dict[str, Any]]:
        """The fields of each language."""
        return [
            {part: self[f"{part}_{language}"] for part in ("subject", "text", "nameless")}
            for language in LANGUAGES
        ]

    def template(self) -> ReplyTemplate:
        """The template that was typed."""
        given = self.cleaned_data
        texts = {
            language: ReplyText(
                given[f"subject_{language}"],
                given[f"text_{language}"],
                given[f"nameless_{language}"],
            )
            for language in LANGUAGES
            if given[f"text_{language}"].strip()
        }
        return ReplyTemplate(given["name"].strip(), texts)
