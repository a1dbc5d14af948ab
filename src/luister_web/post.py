"""Who sends letters and by what, as the configuration says."""

from pathlib import Path

from django.conf import settings

from luister.errors import UnknownNameError
from luister.loop import read_mail, ways
from luister.loop.send import Channels
from luister.loop.write import Office
from luister_web.configuration import Configuration
from luister_web.look.demo_notice import DEMO_FILE

_LETTERS = "letters"


def is_demo(found: Configuration) -> bool:
    """True where the home is that of the demo."""
    return (found.home / DEMO_FILE).exists()


def office(found: Configuration) -> Office:
    """The sender of all letters."""
    return Office(address=found.address, organisation=found.name, sender=found.mail.sender)


def office_now() -> Office:
    """The sender of all letters of this server."""
    return office(settings.LUISTER)


def mailbox(found: Configuration) -> read_mail.Mailbox | None:
    """The mailbox that returned mail is read from; None where none is named, and in a demo."""
    return found.mailbox if found.mailbox.host and not is_demo(found) else None


def check_channel(found: Configuration, name: str) -> None:
    """Refuses a way of sending that nobody set up; mail is always one, and waits for its server.

    Raises:
        UnknownNameError: there is no such way, so that its letters would wait for ever.
    """
    known = sorted({ways.MAIL_WAY, *channels(found)})
    if name not in known:
        raise UnknownNameError(
            f"There is no way of sending {name!r}.",
            hint=f"There are: {', '.join(known)}. Others stand in luister.toml under [channels].",
        )


def channels(found: Configuration) -> Channels:
    """The ways of sending; no mail where no mail server is named.

    A demo mails nobody: its letters are files in the folder `letters`, or go to a catcher of letters.
    """
    mail = found.mail
    if is_demo(found) and not mail.catcher:
        return ways.ways(folders={ways.MAIL_WAY: found.home / _LETTERS})
    smtp = ways.Smtp(
        host=mail.host,
        port=mail.port,
        user=mail.user,
        password=mail.password,
        encryption=mail.encryption,
        bounces=mail.bounces,
    )
    return ways.ways(
        smtp=smtp if mail.host else None,
        gateways={
            name: ways.Gateway(url=one.url, token=one.token)
            for name, one in found.channels.items()
            if one.url and not is_demo(found)
        },
        folders={
            name: found.home / Path(one.folder)
            for name, one in found.channels.items()
            if one.folder
        },
    )
