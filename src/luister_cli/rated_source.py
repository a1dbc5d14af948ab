"""Ratings of a survey or of a file: the choice between them, and what a command makes of either."""

import argparse
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from luister.loop import keep

NO_RESULT = 3
"""The exit code where something was estimated and there is no result to rely on."""

_Found = TypeVar("_Found")


def add_source(command: argparse.ArgumentParser) -> None:
    """Adds `--survey` and `--data`, of which one must be given."""
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--survey", metavar="S", help="the survey whose answers are used")
    source.add_argument("--data", type=Path, metavar="FILE", help="a file with one row a person")


def add_seed_and_form(command: argparse.ArgumentParser) -> None:
    """Adds `--seed` and `--json`."""
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--json", action="store_true")


def found_of(
    chosen: argparse.Namespace,
    *,
    of_file: Callable[[Path], _Found],
    of_survey: Callable[[keep.Home], _Found],
) -> _Found:
    """What is found in the file that was named, else in the home that the survey is of."""
    if chosen.data:
        return of_file(chosen.data)
    with closing(keep.open_home(chosen.home)) as home:
        return of_survey(home)
