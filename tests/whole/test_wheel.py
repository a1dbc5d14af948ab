"""The wheel holds everything that is needed at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUN_TIME = {".css", ".js", ".woff2", ".svg", ".html", ".mo", ".toml", ".gz", ".txt", ".typed"}


def test_every_file_that_is_not_code_is_in_the_wheel(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    held = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "src"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\n")
    needed = {name.removeprefix("src/") for name in tracked if Path(name).suffix in RUN_TIME}
    assert len(needed) > 100
    assert needed <= held
