"""What holds for every test and every doctest, wherever it stands."""

from collections.abc import Iterator

import pytest
from django.utils import translation

# A worker takes whole files; the longest begin first, so that no worker is left with one at the end.
LONG = (
    "tests/whole/test_accessibility.py",
    "tests/whole/test_from_alarm_to_closed_case.py",
    "tests/web/respond/test_in_browser.py",
    "tests/web/imports/test_import_in_browser.py",
    "tests/web/surveys/test_editor_in_browser.py",
    "tests/web/dashboard/test_in_browser.py",
    "tests/whole/",
    "tests/web/contacts/test_contacts_in_browser.py",
    "tests/loop/test_send_killed.py",
    "tests/store/test_killed.py",
    "tests/test_tutorial.py",
    "tests/web/test_server.py",
    "tests/loop/test_write_back.py",
    "tests/loop/test_watch.py",
    "tests/web/digests/test_tell_killed.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take longest first."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    begins = (place for place, name in enumerate(LONG) if item.nodeid.startswith(name))
    return next(begins, len(LONG))


@pytest.fixture(autouse=True)
def settled_language() -> Iterator[None]:
    """Each test starts in the settings' language, whichever one the test before it left on."""
    translation.deactivate()
    yield
    translation.deactivate()
