"""What other systems may be told of: the type of each message."""

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    "answer.received": "A filled-in form was kept",
    "survey.published": "A version of a survey was published",
    "import.finished": "A file was taken in",
    "invitation.sent": "An invitation was sent",
    "invitation.bounced": "An invitation came back",
    "contact.opted_out": "Somebody does not want to be asked any more",
    "signal.raised": "Something deserves attention",
    "case.opened": "A case was opened",
    "case.closed": "A case was closed",
    "case.overdue": "A case passed its deadline",
    "alarm.raised": "A number moved, or a group went silent",
    "webhook.test": "A test that somebody asked for",
}
"""What other systems may be told of."""
