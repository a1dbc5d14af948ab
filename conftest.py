"""What holds for every test and every doctest, wherever it stands."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def settled_language() -> Iterator[None]:
    """Each test starts in the settings' language, whichever one the test before it left on."""
    translation.deactivate()
    yield
    translation.deactivate()
