"""Makes this process ready to work on a home: settings, apps and tables."""

import os
from pathlib import Path

import django
from django.core.management import call_command

from luister_web.configuration import ConfigurationError


def prepare(home: Path, *, migrate: bool = True) -> None:
    """Sets Django up on `home`, which is made where it is missing, and brings its tables up to date.

    A process works on one home: a second call with another one is refused.

    Raises:
        ConfigurationError: luister.toml is not understood, or another home was prepared before.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("LUISTER_HOME")
    if _is_ready() and Path(before or "").absolute() != home:
        raise ConfigurationError(
            f"This process already works on {before}.", hint="Start another process."
        )
    os.environ["LUISTER_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luister_web.settings")
    django.setup()
    if migrate:
        call_command("migrate", interactive=False, verbosity=0)


def _is_ready() -> bool:
    return django.apps.apps.ready
