"""The live line: who may hold it, and what it tells."""

import asyncio

import pytest

from luister_web import live
from luister_web.live import Live, stream, watch


class Line:
    """A reader of the live line."""

    def __init__(self):
        self.texts: list[str] = []
        self.left = asyncio.Event()

    async def receive(self):
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.texts.append(message.get("body", b"").decode())

    def versions(self) -> list[int]:
        return [version for version, _rest in self.told()]

    def told(self) -> list[tuple[int, int]]:
        news = [text.split("data: ")[1].split() for text in self.texts if "data: " in text]
        return [(int(version), int(rest)) for version, rest in news]


async def _soon(condition):
    for _ in range(200):
        if condition():
            return
        await asyncio.sleep(0.01)


def test_a_reader_is_told_the_version_now_and_every_next_one():
    async def scene():
        news, line = Live(), Line()
        news.tell(7)
        reading = asyncio.ensure_future(stream(news, line.receive, line.send))
        await _soon(lambda: line.versions() == [7])
        news.tell(8)
        await _soon(lambda: line.versions() == [7, 8])
        line.left.set()
        await asyncio.wait_for(reading, 1)
        return line.versions()

    assert asyncio.run(scene()) == [7, 8]


async def _told_of(version, *, readers):
    """The news and the lines of so many readers, all of whom were told of the version before it closed."""
    news, lines = Live(), [Line() for _ in range(readers)]
    reading = [asyncio.ensure_future(stream(news, one.receive, one.send)) for one in lines]
    await _soon(lambda: all(one.versions() for one in lines))
    news.tell(version)
    await _soon(lambda: all(version in one.versions() for one in lines))
    news.close()
    await asyncio.wait_for(asyncio.gather(*reading), 1)
    return news, lines


def test_all_readers_are_told():
    async def scene():
        _, lines = await _told_of(3, readers=50)
        return {tuple(one.versions()) for one in lines}

    assert asyncio.run(scene()) == {(0, 3)}


@pytest.mark.parametrize(("readers", "rest"), [(1, 1000), (50, 1000), (120, 2400), (400, 5000)])
def test_the_more_read_the_longer_each_is_to_rest(readers, rest):
    async def scene():
        news, lines = await _told_of(3, readers=readers)
        return {one.told()[1] for one in lines}, news.readers

    assert asyncio.run(scene()) == ({(3, rest)}, 0)


def test_what_is_told_while_a_reader_is_being_told_reaches_it_next():
    class Slow(Line):
        async def send(self, message):
            await super().send(message)
            if "data: 1 " in self.texts[-1]:
                news.tell(2)
            await asyncio.sleep(0)

    news, line = Live(), Slow()

    async def scene():
        news.tell(1)
        reading = asyncio.ensure_future(stream(news, line.receive, line.send))
        await _soon(lambda: line.versions() == [1, 2])
        line.left.set()
        await asyncio.wait_for(reading, 1)
        return line.versions()

    assert asyncio.run(scene()) == [1, 2]


def test_silence_is_broken_by_a_heartbeat(monkeypatch):
    monkeypatch.setattr(live, "_HEARTBEAT", 0.01)

    async def scene():
        news, line = Live(), Line()
        reading = asyncio.ensure_future(stream(news, line.receive, line.send))
        await _soon(lambda: line.texts.count(":\n\n") > 2)
        line.left.set()
        await reading
        return line.texts.count(":\n\n") > 2

    assert asyncio.run(scene())


def test_a_line_ends_by_itself_so_that_the_reader_is_asked_again(monkeypatch):
    monkeypatch.setattr(live, "_LONGEST", 0.0)

    async def scene():
        line = Line()
        await asyncio.wait_for(stream(Live(), line.receive, line.send), 1)
        return line.texts

    assert asyncio.run(scene())[-1] == ""


def test_a_look_that_fails_is_tried_again(monkeypatch, caplog):
    monkeypatch.setattr(live, "_EVERY", 0.01)
    looks = iter([OSError("away"), OSError("away"), 5])

    def version():
        found = next(looks, 5)
        if isinstance(found, OSError):
            raise found
        return found

    async def scene():
        news = Live()
        looking = asyncio.ensure_future(watch(news, version))
        await _soon(lambda: news.version == 5)
        news.close()
        await looking
        return news.version

    assert asyncio.run(scene()) == 5
    assert caplog.text.count("cannot be looked at") == 1


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [("GET", "/live", True), ("POST", "/live", False), ("GET", "/live/", False)],
)
def test_the_line_has_one_address(method, path, asked):
    assert live.is_asked({"method": method, "path": path}) is asked
