"""Processes that tell people, each a fork of one that has loaded everything, and killed at a moment by name.

A line on standard input is the time on the clock, and for a process that is to die the moment at which SIGKILL
strikes; it first makes something happen that is to be told. A line on standard output is how the process ended.
"""

import importlib
import os
import signal
import smtplib
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

from luister.store import notices
from luister.store.send_journal import SendJournal
from luister_web import start

MOMENTS = {
    "while it is settled who is told": (notices, "add", 3, "after"),
    "when the letters are taken": (notices, "take_due", 1, "after"),
    "when the text is out and the dot not noted": (SendJournal, "handing", 3, "before"),
    "when the dot is noted and not sent": (SendJournal, "handing", 3, "after"),
    "when the dot is sent": (smtplib.SMTP, "send", 3, "after the dot"),
    "when the answer is noted": (SendJournal, "answered", 3, "after"),
}
"""Where it strikes: in what, at which call, and on which side of it."""


def set_trap(moment):
    """Puts SIGKILL where the moment says."""
    place, name, wanted, side = MOMENTS[moment]
    real, calls = getattr(place, name), []

    def trapped(*given, **named):
        if side != "after the dot" or given[1] == b".\r\n":
            calls.append(name)
        if len(calls) < wanted:
            return real(*given, **named)
        if side != "before":
            real(*given, **named)
        return os.kill(os.getpid(), signal.SIGKILL)

    setattr(place, name, trapped)


def tell(now, moment):
    """The duty itself, as a worker does it."""
    if moment:
        importlib.import_module("tests.web.digests.told").happened(now)
        set_trap(moment)
    sending = importlib.import_module("luister_web.digests.sending")
    home = importlib.import_module("luister_web.current_home").home()
    work = SimpleNamespace(now=lambda: now, should_stop=lambda: False, renew=lambda: None)
    sending.tell_people(home, work)


def in_turn(home):
    start.prepare(home)
    for part in ("luister_web.digests.sending", "luister_web.urls"):
        importlib.import_module(part)
    importlib.import_module("tests.web.digests.told").people()
    importlib.import_module("django.db").connections.close_all()
    for line in sys.stdin:
        at, moment = line.rstrip("\n").split("\t")
        print(_ended(datetime.fromisoformat(at), moment), flush=True)


def _ended(now, moment):
    child = os.fork()
    if not child:
        code = 1
        try:
            tell(now, moment)
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    in_turn(Path(sys.argv[1]))
