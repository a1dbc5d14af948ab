"""Read mail: what came back, and answers to cases, out of the organisation's mailbox; each mail once."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from luister.invitations.imap_mailbox import ImapMailbox, ImapSettings, Place
from luister.loop import bounce, write_back
from luister.store.home import Store
from luister.store.house_settings import house_setting, keep_house_setting

Mailbox = ImapSettings
_MOST = 500


def read_mailbox(
    store: Store,
    settings: ImapSettings,
    *,
    now: datetime,
    should_stop: Callable[[], bool] = bool,
) -> Mapping[str, int]:
    """How many mails were reports, answers to cases, and others, of at most 500 that were not read yet.

    Reports and answers are put away where the settings say; all others stay as they are, unread.

    Raises:
        StoreError: the mailbox cannot be read.
    """
    count: Counter[str] = Counter()
    box = ImapMailbox(settings)
    try:
        place = _place(store, settings)
        after = place.uid if place.validity == box.validity else 0
        for number, raw in box.mails(after, most=_MOST):
            kind = _kind(store, raw, now=now)
            _keep_place(store, settings, Place(box.validity, number))
            count[kind] += 1
            if kind != "other":
                box.put_away(number)
            if should_stop():
                break
    finally:
        box.close()
    keep_house_setting(store.truth, f"{_name(settings)} at", now.isoformat())
    return dict(count)


def last_read(store: Store, settings: ImapSettings) -> datetime | None:
    """When the mailbox was read last; None where it never was."""
    kept = house_setting(store.truth, f"{_name(settings)} at")
    return datetime.fromisoformat(kept) if kept else None


def _kind(store: Store, raw: bytes, *, now: datetime) -> str:
    if bounce.take_back(store, raw, now=now):
        return "report"
    return "other" if write_back.take_mail(store, raw, now=now) is None else "answer"


def _place(store: Store, settings: ImapSettings) -> Place:
    kept = house_setting(store.truth, _name(settings), "0 0").split()
    return Place(int(kept[0]), int(kept[1]))


def _keep_place(store: Store, settings: ImapSettings, place: Place) -> None:
    keep_house_setting(store.truth, _name(settings), f"{place.validity} {place.uid}")


def _name(settings: ImapSettings) -> str:
    return f"mailbox {settings.user}@{settings.host}:{settings.port}/{settings.folder}"
