"""A process that sends replies until none is due, or until it is killed; run by the test of kill -9."""

import sys
import time
from datetime import timedelta
from pathlib import Path

from tests.loop.sender import OFFICE, by_mail

from luister.loop.send_replies import send_replies
from luister.store.home import Store

if __name__ == "__main__":
    from tests.loop.test_write_back import NOW

    store = Store(Path(sys.argv[1]))
    print("ready", flush=True)
    now = NOW
    while send_replies(store, by_mail(int(sys.argv[2])), OFFICE, now=now, limit=50):
        now += timedelta(seconds=1)
        time.sleep(0)
    store.close()
    print("done", flush=True)
