"""A home with the demo in it, made once and used by several benchmarks."""

import subprocess
import time
from pathlib import Path

from measured import Work
from server import LUISTER


def demo_home(work: Work) -> Path:
    """The folder of a home with so many forms; made where it is not there yet."""
    folder = work.folder / f"home-{work.answers}"
    if (folder / "demo-logins.txt").exists():
        return folder
    started = time.perf_counter()
    command = [str(LUISTER), "--home", str(folder), "demo", "--answers", str(work.answers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The demo could not be made:\n{done.stderr[-2000:]}")
    print(f"made a home with {work.answers:,} forms in {time.perf_counter() - started:.1f} s")
    return folder
