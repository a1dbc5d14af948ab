from datetime import date

import pytest

from luister.loop import measure
from luister_web.current_home import home
from web.imports.some_answers import take_in

pytestmark = pytest.mark.django_db


def test_a_mark_is_kept_and_removed(signed_in):
    browser = signed_in("manager")
    given = {"day": "2026-02-03", "label": "new telephone menu", "process": ""}
    assert browser.post("/goals/marks/", given).status_code == 302
    (mark,) = measure.marks(home())
    assert (mark.day, mark.label, mark.process) == (date(2026, 2, 3), "new telephone menu", None)
    assert "new telephone menu" in browser.get("/goals/marks/").content.decode()
    browser.post(f"/goals/marks/{mark.id}/remove/")
    assert measure.marks(home()) == []


def test_a_mark_without_words_is_explained(signed_in):
    answer = signed_in("manager").post("/goals/marks/", {"day": "2026-02-03", "label": ""})
    assert answer.status_code == 422
    assert measure.marks(home()) == []


def test_the_words_of_a_mark_are_no_markup(signed_in):
    browser = signed_in("manager")
    browser.post("/goals/marks/", {"day": "2026-02-03", "label": "<b>bold</b>"})
    assert "<b>bold</b>" not in browser.get("/goals/marks/").content.decode()


def test_the_metric_on_a_tile_is_chosen(signed_in):
    take_in([("c1", "Noord", 9.0, 3.0, "Fine")])
    browser = signed_in("manager")
    assert browser.post("/goals/headlines/", {"process_0": "nps"}).status_code == 302
    assert measure.headlines(home()) == {"moving house": "nps"}
