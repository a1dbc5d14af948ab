"""How one survey invites: its kind and weight, the words, the hours, the pace and the reminders."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from luister.errors import MappingError
from luister.invitations.message import Message, checked
from luister.invitations.sending_window import DAYTIME, SendingWindow, next_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What holds for all invitations of a survey.

    `kind` is what the rules of rest look at (the survey's own where it is left out). `priority`
    decides between surveys that want the same person: the higher goes first. `messages` and
    `reminder` are by language; without reminders of their own the first words are sent again.
    `segment` names the attribute that tells a contact's segment; `dimensions` are attributes that
    go along with the answers, to group and filter by (those that answers have already go along
    anyway). `valid_days` is how long a link takes answers.
    """

    kind: str = ""
    priority: int = 0
    sender: str = ""
    segment: str = "segment"
    dimensions: tuple[str, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    reminder: Mapping[str, Message] = field(default_factory=dict)
    window: SendingWindow = DAYTIME
    per_minute: int = 600
    reminders: int = 1
    reminder_days: float = 5.0
    valid_days: float = 30.0

    def __post_init__(self) -> None:
        """Refuses what cannot be meant, and messages that cannot be sent."""
        for name, low, high in (
            ("per_minute", 1, 100_000),
            ("reminders", 0, 5),
            ("reminder_days", 1, 60),
            ("valid_days", 1, 730),
        ):
            if not low <= getattr(self, name) <= high:
                raise MappingError(
                    f"{name} is {getattr(self, name):g}.", hint=f"Write {low} to {high}."
                )
        for message in (*self.messages.values(), *self.reminder.values()):
            checked(message)

    def words(self, ordinal: int) -> Mapping[str, Message]:
        """The messages for the letter with this ordinal."""
        return self.reminder if ordinal and self.reminder else self.messages


def taken_along(
    plan: Plan, attributes: Mapping[str, str], declared: Collection[str]
) -> dict[str, str]:
    """The attributes of a person that go along with the answers as dimensions."""
    wanted = {*plan.dimensions, *declared, "process", "touchpoint", "team", "employee"}
    return {name: value for name, value in attributes.items() if name in wanted}


def expiry(plan: Plan, invited_at: datetime) -> datetime:
    """When a link stops taking answers."""
    return invited_at + timedelta(days=plan.valid_days)


def reminder_moment(
    plan: Plan, sent_at: datetime, ordinal: int, *, time_zone: str
) -> datetime | None:
    """When reminder `ordinal` is due, `sent_at` being when the letter before it left; None for no more."""
    if ordinal > plan.reminders:
        return None
    return next_moment(
        plan.window, sent_at + timedelta(days=plan.reminder_days), time_zone=time_zone
    )


def as_plain(plan: Plan) -> dict[str, Any]:
    """The plan as plain values, to be kept or shown."""
    found = asdict(plan)
    window = plan.window
    found["window"] = {
        "first": f"{window.first:%H:%M}",
        "last": f"{window.last:%H:%M}",
        "days": list(window.days),
    }
    return found


def from_plain(values: Mapping[str, Any]) -> Plan:
    """The plan that plain values describe; what is left out has its default.

    Raises:
        MappingError: a name that a plan does not have, or a value of another kind.

    >>> from_plain(as_plain(Plan(priority=3))).priority
    3
    """
    unknown = sorted(set(values) - set(Plan.__dataclass_fields__))
    if unknown:
        known = ", ".join(Plan.__dataclass_fields__)
        raise MappingError(f"A plan has no {unknown[0]!r}.", hint=f"It has {known}.")
    try:
        more: dict[str, Any] = {
            name: {language: Message(**words) for language, words in values[name].items()}
            for name in ("messages", "reminder")
            if name in values
        }
        if "dimensions" in values:
            more["dimensions"] = tuple(str(name) for name in values["dimensions"])
        if "window" in values:
            more["window"] = _window(values["window"])
        return Plan(**{**values, **more})
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise MappingError(f"The plan cannot be read: {error}.", hint="See the manual.") from None


def _window(values: Mapping[str, Any]) -> SendingWindow:
    return SendingWindow(
        time.fromisoformat(values["first"]),
        time.fromisoformat(values["last"]),
        tuple(int(day) for day in values["days"]),
    )
