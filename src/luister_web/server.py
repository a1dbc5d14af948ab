"""Serves a home: one process, one port."""

import asyncio
import gc
import signal
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from luister.errors import LuisterError
from luister.loop import keep
from luister_web import asgi
from luister_web.configuration import Configuration, ConfigurationError
from luister_web.start import prepare
from luister_web.static_files import collect

_COLLECTED_AFTER = (
    20_000,
    20,
    20,
)  # objects made since, and collections of the younger generation
_TURN = 0.002  # seconds for which a thread reckons before another may
_LOGS = {
    "loggers": {"_granian": {"propagate": True}}
}  # What fails outside the pages stands where all errors do.
_SETTLE = 0.3  # seconds that granian's own threads need to see that the loop has ended


class PortError(LuisterError):
    """The port cannot be listened at."""


def serve(home: Path, *, host: str = "127.0.0.1", port: int = 8000, threads: int = 4) -> None:
    """Serves `home` until it is told to stop: tables and files first, then the address is printed.

    Raises:
        PortError: somebody else listens at the port, or this host has no such address.
        ConfigurationError: a setting is not understood, or a check found a fault.
    """
    keep.share_memory()
    _check_port(host, port)
    prepare(home)
    _check()
    _tell_of_hosts(host)
    call_command("clearsessions")
    collect()
    door = asgi.door(threads)
    _keep_for_good()
    sys.stdout.write(f"Luister is at {_address(host, port)}\n")
    sys.stdout.flush()
    asyncio.run(_served(door, host, port))


async def _served(door: asgi.Door, host: str, port: int) -> None:
    server = Server(
        door,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        backpressure=4096,  # live lines count too: one for every open page
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=_LOGS,
    )

    def stop() -> None:
        door.live.close()
        server.stop()  # type: ignore[no-untyped-call]

    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop)
    await server.serve()
    await asyncio.sleep(_SETTLE)


def _keep_for_good() -> None:
    """What was loaded stays, so the garbage collector need not look through it each time while everybody waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)
    # Who waits for the database gives way to who reckons, and would then wait five milliseconds each time.
    sys.setswitchinterval(_TURN)


def _check_port(host: str, port: int) -> None:
    # granian shares a port in silence with whoever has it: two servers would take turns to answer.
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise PortError(
            f"Port {port} of {host} cannot be listened at: {error.strerror}.",
            hint="Stop what listens there, or choose another with --port.",
        ) from None


def _check() -> None:
    """Stops at what is wrong; what is wrong but bearable is told on standard error."""
    for found in run_checks():
        if found.is_serious():
            raise ConfigurationError(f"{found.id}: {found.msg}", hint=found.hint or "Mend this.")
        if not found.is_silenced():
            sys.stderr.write(f"{found.id}: {found.msg} {found.hint or ''}\n")


def _tell_of_hosts(host: str) -> None:
    own = Configuration(home=Path()).allowed_hosts
    if host not in own and settings.LUISTER.allowed_hosts == own:
        sys.stderr.write(
            "Browsers on other machines are refused until luister.toml names this server: "
            'allowed_hosts = ["luister.example.org"].\n'
        )


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
