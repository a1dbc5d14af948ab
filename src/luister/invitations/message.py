"""The words of an invitation: one subject and text a language, with a few places to fill in."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from luister.errors import MappingError

PLACES = ("name", "link", "organisation", "scale")
"""What may stand in braces: {scale} is the first question, to be answered with one click."""

_PLACE = re.compile(r"\{([A-Za-z_]+)\}")
_LONGEST_SUBJECT, _LONGEST_TEXT = 200, 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said in one language. The text is plain; an empty line begins a new paragraph.

    `nameless` stands for the name of who has none. `question`, `lowest` and `highest` are the
    first question and the words at the ends of its scale, for {scale}. `button` is the text on the
    link, `unsubscribe` the words under which one opts out.
    """

    subject: str
    text: str
    button: str
    unsubscribe: str
    nameless: str = ""
    question: str = ""
    lowest: str = ""
    highest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What goes into the places for one person: `link` and `unsubscribe` are whole addresses."""

    link: str
    unsubscribe: str
    organisation: str
    name: str | None = None


def checked(message: Message) -> Message:
    """The message, once it is sure that it can be sent.

    Raises:
        MappingError: it lacks a subject or a link, is too long, or has a place that we do not know.
    """
    subject = " ".join(message.subject.split())
    if not subject or len(subject) > _LONGEST_SUBJECT:
        raise MappingError(
            f"A subject of {len(subject)} signs.", hint=f"Write 1 to {_LONGEST_SUBJECT}."
        )
    if len(message.text) > _LONGEST_TEXT:
        raise MappingError("The text is too long.", hint=f"Keep to {_LONGEST_TEXT} signs.")
    used = set(_PLACE.findall(message.text))
    unknown = sorted((used | set(_PLACE.findall(subject))) - set(PLACES))
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        raise MappingError(f"There is no place {{{unknown[0]}}}.", hint=f"There are {known}.")
    if not used & {"link", "scale"}:
        raise MappingError("The text has no link.", hint="Write {link} where it belongs.")
    if "scale" in used and not message.question.strip():
        raise MappingError("{scale} has no question.", hint="Write the question of the scale.")
    for name in ("button", "unsubscribe"):
        if not getattr(message, name).strip():
            raise MappingError(f"The message has no {name}.", hint="Write its words.")
    return message


def subject(message: Message, filling: Filling) -> str:
    """The subject, on one line.

    >>> said = Message(subject="{name}, a word?", text="{link}", button="Open", unsubscribe="No more")
    >>> subject(said, Filling(link="x", unsubscribe="y", organisation="z", name="An {link}"))
    'An {link}, a word?'
    """
    return " ".join(_filled(message.subject, _plain_values(message, filling)).split())


def plain_text(message: Message, filling: Filling) -> str:
    """The text for those who read without markup, with whole addresses; also the text of an SMS."""
    values = _plain_values(message, filling)
    values["scale"] = f"{message.question}\n{filling.link}".strip()
    body = _filled(message.text, values).strip()
    return f"{body}\n\n-- \n{message.unsubscribe}: {filling.unsubscribe}\n"


def short_text(message: Message, filling: Filling) -> str:
    """The text of an SMS: without what stands under a letter."""
    values = _plain_values(message, filling)
    values["scale"] = f"{message.question} {filling.link}".strip()
    return " ".join(_filled(message.text, values).split())


def html_text(message: Message, filling: Filling, *, language: str) -> str:
    """The text as a small page of its own: no picture, no script, nothing loaded from elsewhere.

    What people filled in (a name) is text and stays text.
    """
    values = {
        "name": html.escape(_name(message, filling)),
        "organisation": html.escape(filling.organisation),
        "link": _button(message, filling),
        "scale": _scale(message, filling),
    }
    paragraphs = [
        _paragraph(_filled(html.escape(part.strip()), values))
        for part in re.split(r"\n\s*\n", message.text.strip())
    ]
    direction = "rtl" if language.split("-")[0] in {"ar", "fa", "he", "ur"} else "ltr"
    unsubscribe = html.escape(filling.unsubscribe, quote=True)
    return (
        f'<!DOCTYPE html><html lang="{html.escape(language, quote=True)}" dir="{direction}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(subject(message, filling))}</title></head>"
        '<body style="margin:0;padding:16px;font:16px/1.5 sans-serif;color:#1a1a1a;background:#fff">'
        f'<main style="max-width:560px;margin:0 auto">{"".join(paragraphs)}'
        f'<p style="font-size:13px"><a style="color:#444" href="{unsubscribe}">'
        f"{html.escape(message.unsubscribe)}</a></p></main></body></html>"
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled in one pass, so that what is filled in is never read again."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _plain_values(message: Message, filling: Filling) -> dict[str, str]:
    return {
        "name": _name(message, filling),
        "organisation": filling.organisation,
        "link": filling.link,
    }


def _name(message: Message, filling: Filling) -> str:
    return filling.name or message.nameless


def _paragraph(inner: str) -> str:
    # No <p>: a scale is a table, which a paragraph cannot hold.
    lines = inner if "<table" in inner else inner.replace("\n", "<br>")
    return f'<div style="margin:0 0 16px">{lines}</div>'


def _button(message: Message, filling: Filling) -> str:
    return (
        '<a style="display:inline-block;padding:10px 20px;border-radius:6px;background:#1a3c6e;'
        f'color:#fff;text-decoration:none" href="{html.escape(filling.link, quote=True)}">'
        f"{html.escape(message.button)}</a>"
    )


def _scale(message: Message, filling: Filling) -> str:
    """All eleven steps in one row: a scale that is wrapped or hidden measures something else."""
    join = "&amp;" if "?" in filling.link else "?"
    link = html.escape(filling.link, quote=True)
    steps = "".join(
        f'<td style="padding:0;width:9%"><a style="display:block;min-width:24px;line-height:40px;'
        'text-align:center;border:1px solid #767676;color:#1a1a1a;text-decoration:none" '
        f'href="{link}{join}score={step}">{step}</a></td>'
        for step in range(11)
    )
    ends = (
        f'<tr><td colspan="5" style="text-align:left;font-size:13px">{html.escape(message.lowest)}</td>'
        f'<td colspan="6" style="text-align:right;font-size:13px">{html.escape(message.highest)}</td></tr>'
    )
    return (
        f'<p style="margin-bottom:8px"><strong>{html.escape(message.question)}</strong></p>'
        '<table role="presentation" style="width:100%;border-collapse:collapse;table-layout:fixed">'
        f"<tr>{steps}</tr>{ends}</table>"
    )
