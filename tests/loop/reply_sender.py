"""A process that sends replies until none is due, or until it is killed; run by the test of kill -9."""

from datetime import timedelta

from tests.loop.sender import OFFICE, by_mail

from luister.loop.send_replies import send_replies
from luister.store.home import Store


def send_all_replies(told, folder, port, now):
    store = Store(folder)
    told.send("ready")
    while send_replies(store, by_mail(port), OFFICE, now=now, limit=50):
        now += timedelta(seconds=1)
    store.close()
    told.send("done")
