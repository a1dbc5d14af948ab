"""The audit log is added to and never changed."""

from datetime import UTC, datetime

import pytest

from luister_web.access.audit import record
from luister_web.access.models import Action, AuditEntry, AuditError

pytestmark = pytest.mark.django_db


def test_an_entry_is_never_changed(cast):
    record(cast.director, Action.EXPORTED, "report nps")
    entry = AuditEntry.objects.get()
    entry.detail = "nothing"
    with pytest.raises(AuditError):
        entry.save()


def test_an_entry_is_never_removed(cast):
    record(cast.director, Action.EXPORTED, "report nps")
    with pytest.raises(AuditError):
        AuditEntry.objects.get().delete()


def test_entries_are_never_changed_or_removed_many_at_once(cast):
    record(cast.director, Action.EXPORTED, "report nps")
    with pytest.raises(AuditError):
        AuditEntry.objects.all().delete()
    with pytest.raises(AuditError):
        AuditEntry.objects.filter(who="director").update(who="manager")


def test_an_action_that_nobody_defined_is_refused(cast):
    with pytest.raises(ValueError, match="flown"):
        record(cast.director, "flown", "home")


def test_a_request_tells_who_asks(rf, cast):
    request = rf.get("/")
    request.user = cast.director
    record(request, Action.IMPORTED, "file.csv", "12 rows")
    entry = AuditEntry.objects.get()
    assert (entry.who, entry.detail) == ("director", "12 rows")


def shown(browser, query: str) -> list[str]:
    return [entry.object for entry in browser.get(f"/people/audit/?{query}").context["page"]]


def test_the_log_is_filtered_by_person_action_subject_and_day(signed_in, cast):
    for user, action, subject, day in (
        (cast.director, Action.EXPORTED, "report nps", 1),
        (cast.director, Action.CHANGED, "target nps", 2),
        (cast.analyst, Action.EXPORTED, "report ces", 3),
    ):
        entry = {"at": datetime(2026, 3, day, 12, tzinfo=UTC), "who": user.username}
        AuditEntry.objects.create(action=action, object=subject, **entry)
    browser = signed_in("administrator")
    assert shown(browser, "who=director") == ["target nps", "report nps"]
    assert shown(browser, "action=exported") == ["report ces", "report nps"]
    assert shown(browser, "subject=nps&action=changed") == ["target nps"]
    assert shown(browser, "first=2026-03-02&last=2026-03-02") == ["target nps"]
    assert shown(browser, "first=nonsense") == []


def test_a_long_log_comes_in_pages(signed_in, cast):
    for number in range(150):
        record(cast.director, Action.EXPORTED, f"report {number}")
    browser = signed_in("administrator")
    assert len(shown(browser, "who=director")) == 100
    assert len(shown(browser, "who=director&page=2")) == 50
