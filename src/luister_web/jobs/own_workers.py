"""The workers of this process: the core's handlers and those that only the web door can do."""

import os
import random
import secrets
import socket
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from luister.loop import bounce, order_run, read_mail, work, write_back
from luister.loop.keep import Home
from luister.loop.send import send_due
from luister.loop.send_replies import send_replies
from luister_web import post
from luister_web.current_home import home
from luister_web.digests.sending import tell_people
from luister_web.imports.background_import import take_up
from luister_web.jobs.workers import Workers

_LETTERS = 100  # in one go, so that a worker that is told to stop does so soon
_COUNT = 2  # so that a long job holds nothing up that is due meanwhile


def send_digests(store: Home, _payload: Mapping[str, Any], task: work.Work) -> None:
    """Tells people by mail and chat what is theirs to know."""
    close_old_connections()
    tell_people(store, task)


def take_up_imports(_home: Home, _payload: Mapping[str, Any], task: work.Work) -> int:
    """How many imports go on that a killed server had left."""
    close_old_connections()
    return take_up(task.now())


def send_invitations(store: Home, _payload: Mapping[str, Any], task: work.Work) -> None:
    """Sends the letters that are due, by the ways that the configuration names."""
    ways, sender = post.channels(settings.LUISTER), post.office(settings.LUISTER)
    while not task.should_stop():
        if not send_due(store, ways, sender, now=task.now(), limit=_LETTERS).letters:
            return
        task.renew()


def case_letters(store: Home, _payload: Mapping[str, Any], task: work.Work) -> None:
    """Sends the replies to customers that are due."""
    ways, sender = post.channels(settings.LUISTER), post.office(settings.LUISTER)
    send_replies(store, ways, sender, now=task.now(), limit=_LETTERS)


def read_bounces(store: Home, _payload: Mapping[str, Any], task: work.Work) -> None:
    """Reads the mails that came back, and answers to cases, where the configuration names their place."""
    if settings.LUISTER.mail.maildir:
        folder = Path(settings.LUISTER.mail.maildir)
        bounce.read_maildir(store, folder, now=task.now())
        write_back.read_mailbox(store, folder, now=task.now())
    if box := post.mailbox(settings.LUISTER):
        read_mail.read_mailbox(store, box, now=task.now(), should_stop=task.should_stop)


def understand(store: Home, _payload: Mapping[str, Any], task: work.Work) -> None:
    """Has a calculation made that somebody ordered, by another process: what it loads never stays in this one."""
    order_run.see_through(
        store,
        task.job.id,
        command=(
            sys.executable,
            "-m",
            "luister_cli.main",
            "--home",
            str(store.folder),
            "understand",
        ),
        should_stop=task.should_stop,
        tell=task.progress,
    )


HANDLERS: Mapping[str, work.Handler] = {
    **work.HANDLERS,
    "case_letters": case_letters,
    "read_bounces": read_bounces,
    "send_digests": send_digests,
    "send_invitations": send_invitations,
    "take_up_imports": take_up_imports,
    order_run.KIND: understand,
}
EVERY: Mapping[str, int] = {
    **work.EVERY,
    "case_letters": 5,
    "read_bounces": 300,
    "send_digests": 30,
    "send_invitations": 5,
    "take_up_imports": 15,
}


def own_workers() -> Workers | None:
    """The workers that the server starts; None where luister.toml leaves the jobs to `luister work`."""
    return workers(_COUNT) if settings.LUISTER.jobs == "here" else None


def workers(count: int) -> Workers:
    """So many workers, each of a name that no other worker has."""
    process = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def serve(place: int, stop: threading.Event) -> None:
        name = f"{process}:{place}"
        who = work.Worker(name, timezone.now, random.random, HANDLERS, EVERY)
        work.serve_jobs(home(), stop, who)

    return Workers(serve, count)


def do_what_is_due() -> int:
    """How many jobs were tried, by this thread's worker: for a timer outside that calls now and then."""
    return work.run_due(
        home(), HANDLERS, clock=timezone.now, worker=secrets.token_hex(8), chance=random.random
    )
