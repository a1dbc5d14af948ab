"""From ./run in a fresh clone to the first page."""

import os
import signal
import subprocess
import time
from pathlib import Path

from measured import Finding, Work
from server import free_port, wait_for

_ROOT = Path(__file__).resolve().parents[1]


def findings(work: Work) -> list[Finding]:
    """Seconds from the command to the sign-in page: environment, packages, demo and server.

    The package cache is as it is: run it twice for a warm one.
    """
    clone = work.folder / "clone"
    if not clone.exists():
        subprocess.run(["git", "clone", "--quiet", str(_ROOT), str(clone)], check=True)
    port = free_port()
    command = ["./run", "--home", str(work.folder / "first-home"), "--port", str(port)]
    # A screen would open a browser, and an environment in use would be taken for the clone's own.
    quiet = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV", "LUISTER_HOME"}
    }
    started = time.perf_counter()
    with (work.folder / "run.log").open("wb") as output:
        process = subprocess.Popen(
            command, cwd=clone, env=quiet, stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/account/login/", process, patience=600.0)
        seconds = time.perf_counter() - started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    note = "environment, packages, demo of 40,000 forms, server"
    return [Finding("./run to the first page", seconds, None, "s", 120.0, False, note)]
