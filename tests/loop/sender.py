"""A process that sends what is due until nothing is, or until it is killed; run by the tests of kill -9."""

import sys
import time
from datetime import timedelta
from pathlib import Path

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


def send_all(folder, port):
    store = Store(Path(folder))
    print("ready", flush=True)
    now = NOW
    while True:
        result = send_due(store, by_mail(port), OFFICE, now=now, limit=1000)
        now += timedelta(seconds=61)
        if not result.letters:
            print(f"nothing left at {now}", result.problems, file=sys.stderr)
            break
        time.sleep(0)
    store.close()
    print("done", flush=True)


if __name__ == "__main__":
    send_all(sys.argv[1], int(sys.argv[2]))
