from luister_web.api.rate_limit import RateLimit


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_calls_up_to_the_burst_pass_and_the_next_must_wait():
    limit = RateLimit(per_minute=60, burst=3, clock=Clock())
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 1]


def test_time_gives_calls_back_but_never_more_than_the_burst():
    clock = Clock()
    limit = RateLimit(per_minute=60, burst=2, clock=clock)
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 1]
    clock.now += 1
    assert [limit.wait("a") for _ in range(2)] == [0, 1]
    clock.now += 3600
    assert [limit.wait("a") for _ in range(3)] == [0, 0, 1]


def test_one_key_does_not_pay_for_another():
    limit = RateLimit(per_minute=60, burst=1, clock=Clock())
    assert [limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0, 1, 0]
