"""What holds for every test and every doctest, wherever it stands."""

from collections.abc import Iterator

import pytest
from django.utils import translation

# A worker takes whole files; what takes minutes begins first, so that none is left with one at the end.
LONG = (
    "tests/whole/",
    "tests/store/test_killed.py",
    "tests/loop/test_send_killed.py",
    "tests/web/imports/test_import_in_browser.py",
    "tests/web/respond/test_in_browser.py",
    "tests/web/surveys/test_editor_in_browser.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take longest first."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(autouse=True)
def settled_language() -> Iterator[None]:
    """Each test starts in the settings' language, whichever one the test before it left on."""
    translation.deactivate()
    yield
    translation.deactivate()
