"""A page is made of one look: what it needs many times over it asks the database for once."""

from luister.store.projection import Projection
from luister_web.dashboard import measured
from luister_web.dashboard.kept_board import BOARDS


def test_a_page_looks_once_how_far_the_facts_go(board, signed_in, monkeypatch):
    looks = []
    head = Projection._head
    monkeypatch.setattr(Projection, "_head", lambda facts: looks.append(1) or head(facts))
    director = signed_in("director")
    for forget in (BOARDS, measured.CACHE):
        forget.clear()
    looks.clear()
    assert director.get("/?period=all").status_code == 200
    assert len(looks) == 1
