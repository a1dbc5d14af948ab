"""What holds for every test and every doctest, wherever it stands."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def settled_language():
    """Each test starts in the settings' language, whichever one the test before it left on."""
    translation.deactivate()
    yield
    translation.deactivate()
