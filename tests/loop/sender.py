"""A process that sends what is due until nothing is, or until it is killed; run by the tests of kill -9."""

from datetime import timedelta

from tests.loop.invited import NOW

from luister.invitations.delivery import Way
from luister.invitations.smtp_channel import SmtpChannel, SmtpSettings
from luister.loop.send import send_due
from luister.loop.write import Office
from luister.store.home import Store

OFFICE = Office(
    address="https://luister.example.org", organisation="Noorderlicht", sender="news@example.org"
)


def by_mail(port):
    settings = SmtpSettings(host="127.0.0.1", port=port)
    return {"mail": Way(lambda: SmtpChannel(settings))}


def send_all(told, folder, port):
    store = Store(folder)
    told.send("ready")
    now, letters = NOW, True
    while letters:
        letters = send_due(store, by_mail(port), OFFICE, now=now, limit=1000).letters
        now += timedelta(seconds=61)
    store.close()
    told.send("done")
