"""One message as chat programs take it at an incoming webhook: Slack blocks, and a Teams card."""

import json
import re
from dataclasses import dataclass
from typing import Any

SLACK, TEAMS = "slack", "teams"
SHAPES = (SLACK, TEAMS)
_LONGEST_HEAD, _LONGEST_TEXT = 150, 2900


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A head, a few lines, and the link with its words; all plain text."""

    head: str
    lines: tuple[str, ...]
    link: str
    link_words: str


def body_of(shape: str, message: ChatMessage) -> str:
    """The message as JSON for one of SHAPES."""
    made = _slack(message) if shape == SLACK else _teams(message)
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _slack(message: ChatMessage) -> dict[str, Any]:
    """Block Kit: a header of plain text, a section, a button that opens the page.

    Source: Slack API, "Sending messages using incoming webhooks" and "Formatting text": &, < and >
    are escaped, and nothing of ours is markup.
    """
    text = "\n".join(message.lines)[:_LONGEST_TEXT]
    head = message.head[:_LONGEST_HEAD]
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": head}},
    ]
    if text:
        section = {"type": "plain_text", "text": text}
        blocks.append({"type": "section", "text": section})
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": message.link_words[:75]},
        "url": message.link,
    }
    blocks.append({"type": "actions", "elements": [button]})
    return {"text": _tame(head), "blocks": blocks}


def _teams(message: ChatMessage) -> dict[str, Any]:
    """An Adaptive Card in the envelope that a Teams workflow ("When a Teams webhook request is received") takes.

    It stays below the 28 kB that Teams allows.

    Source: Microsoft Learn, "Create incoming webhooks with Workflows for Microsoft Teams".
    """
    head = {
        "type": "TextBlock",
        "text": _plain(message.head[:_LONGEST_TEXT]),
        "weight": "Bolder",
        "wrap": True,
    }
    lines = [
        {
            "type": "TextBlock",
            "text": _plain(line[:_LONGEST_TEXT]),
            "wrap": True,
            "spacing": "Small",
        }
        for line in message.lines
    ]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [head, *lines],
        "actions": [{"type": "Action.OpenUrl", "title": message.link_words, "url": message.link}],
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def _tame(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    """The text with what a TextBlock would read as markdown made tame."""
    return re.sub(r"([\\`*_\[\]()#])", r"\\\1", text)
