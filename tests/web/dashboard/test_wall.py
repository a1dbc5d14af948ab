"""The wall goes round by itself and bears any number."""


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
