"""The wall goes round by itself; an employee's own page is calm and own."""


def test_the_wall_goes_on_to_the_next_process_and_round(board, signed_in):
    client = signed_in("director")
    first = client.get("/wall?seconds=20").content.decode()
    assert 'data-next="/wall?tile=1&amp;seconds=20" data-seconds="20"' in first
    last = client.get("/wall?tile=1").content.decode()
    assert 'data-next="/wall?tile=0' in last


def test_the_wall_bears_any_number(board, signed_in):
    client = signed_in("director")
    for query in ("tile=99", "tile=x", "seconds=0", "seconds=99999999", "tile=-1"):
        assert client.get(f"/wall?{query}").status_code == 200


def test_an_employee_sees_the_own_results_with_comments(board, signed_in):
    response = signed_in("employee").get("/mine?period=all")
    tiles = response.context["tiles"]
    assert [tile.row.estimate.n for tile in tiles] == [40, 60]
    assert response.context["answers"]


def test_who_is_no_employee_is_told_whom_the_page_is_for(board, signed_in):
    client = signed_in("director")
    client.cookies["luister_language"] = "en"
    assert "This page is for who helps customers" in client.get("/mine").content.decode()
