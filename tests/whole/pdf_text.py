"""The text of a PDF as Chromium writes it: glyphs are looked up in the tables that stand with each font."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_FONTS = re.compile(rb"/Font\s*<<(.*?)>>", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>|(?<![\w])(T[Jj]|Td|TD|Tm|T\*)(?!\w)")


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in millimetres."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [
        (round(float(wide) / 72 * 25.4), round(float(high) / 72 * 25.4)) for wide, high in found
    ]


def text(pdf: bytes) -> str:
    """All words of the PDF, without blanks: glyphs are placed one by one, so blanks are not told."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {
        name: _glyphs(objects, int(number))
        for body in objects.values()
        for found in _FONTS.findall(body)
        for name, number in re.findall(rb"/(\w+)\s+(\d+) 0 R", found)
    }
    return "".join(
        _words(content, fonts)
        for content in map(_stream, objects.values())
        if content is not None and b" Tf" in content
    )


def _stream(body: bytes) -> bytes | None:
    began = re.search(rb"stream\r?\n", body)
    if began is None or b"FlateDecode" not in body[: began.start()]:
        return None
    return zlib.decompressobj().decompress(body[began.end() :])


def _glyphs(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """The letters of a font's glyphs, by its ToUnicode table."""
    named = re.search(rb"/ToUnicode\s+(\d+) 0 R", objects[font])
    table = _stream(objects[int(named[1])]) if named else None
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table or b"", re.DOTALL):
        for code, letters in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = _letters(letters)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table or b"", re.DOTALL):
        for first, last, start in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = chr(int(start, 16) + code - int(first, 16))
    return found


def _letters(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")


def _words(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    glyphs: dict[int, str] = {}
    told = []
    for font, shown, _placed in _SHOWN.findall(content):
        if font:
            glyphs = fonts.get(font, {})
        codes = [int(shown[place : place + 4], 16) for place in range(0, len(shown), 4)]
        told += [glyphs.get(code, "") for code in codes]
    return "".join("".join(told).split())
