"""The words of the pages: found in the sources, kept in catalogues, held against each other.

Run it to bring catalogues up to date after changing words, translate what is empty, run it again:

    python tests/web/words.py access
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[2] / "src" / "luister_web"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = b"""msgid ""
msgstr ""
"Project-Id-Version: luister\\n"
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_DAY = datetime(2026, 1, 1, tzinfo=UTC)
Word = tuple[str, str | tuple[str, ...]]
"""The context of a text, and the text; singular and plural where it counts."""


def apps() -> list[str]:
    """The apps of the web door; what lies beside them belongs to access."""
    return sorted(path.parent.name for path in WEB.glob("*/apps.py"))


def words(app: str) -> dict[Word, str]:
    """Every text of an app that is to be translated, with the place where it stands first."""
    found: dict[Word, str] = {}
    for path in sorted(_sources(app)):
        for line, text, context in _texts(path):
            found.setdefault((context, text), f"{path.relative_to(WEB)}:{line}")
    return found


def catalogue_path(app: str) -> Path:
    """Where the Dutch words of an app are kept."""
    return WEB / app / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def catalogue(app: str) -> Catalog:
    """The Dutch words of an app; empty where there are none yet."""
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale="nl", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="nl")


def compiled(kept: Catalog) -> bytes:
    """The catalogue as the machine reads it."""
    target = BytesIO()
    # A day that never moves, so that the same words are the same bytes.
    kept.creation_date = kept.revision_date = _DAY
    write_mo(target, kept)
    return target.getvalue()


def update(app: str) -> list[str]:
    """The texts still without Dutch, after bringing the catalogue up to date and compiling it."""
    before, after = catalogue(app), Catalog(locale="nl", charset="utf-8")
    for (context, text), place in words(app).items():
        key = text[0] if isinstance(text, tuple) else text
        known = before.get(key, context or None)
        file, _, _line = place.rpartition(":")
        given = known.string if known else ("", "") if isinstance(text, tuple) else ""
        flags = ("python-format",) if "%(" in str(text) else ()
        after.add(text, given, [(file, 0)], context=context or None, flags=flags)
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER)
        write_po(file, after, width=100, omit_header=True, include_lineno=False)
    path.with_suffix(".mo").write_bytes(compiled(catalogue(app)))
    return [str(message.id) for message in after if message.id and not _is_translated(message)]


def _is_translated(message: object) -> bool:
    string = getattr(message, "string", "")
    return all(string) if isinstance(string, tuple) else bool(string)


def _sources(app: str) -> Iterator[Path]:
    for kind in ("*.py", "*.html", "*.txt"):
        yield from (WEB / app).rglob(kind)
        if app == "access":
            yield from WEB.glob(kind)
            yield from (WEB / "templates").rglob(kind)


def _texts(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _texts_of_python(source)
        return
    # In parentheses, so that the blanks of a template are no indentation.
    template = BytesIO(f"({templatize(source)}\n)".encode())
    for line, text, _comments, context in extract("python", template, KEYWORDS):
        yield line, text, context or ""


def _texts_of_python(source: str) -> Iterator[tuple[int, str | tuple[str, ...], str]]:
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and _name(node.func) in KEYWORDS):
            continue
        given = [one.value for one in node.args if isinstance(one, ast.Constant)]
        texts = [text for text in given if isinstance(text, str)]
        name = _name(node.func)
        context = texts.pop(0) if texts and name.startswith(("pgettext", "npgettext")) else ""
        if texts:
            counts = name.startswith(("ngettext", "npgettext"))
            yield node.lineno, tuple(texts[:2]) if counts else texts[0], context


def _name(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


if __name__ == "__main__":
    for app in sys.argv[1:] or apps():
        missing = update(app)
        print(f"{app}: {len(missing)} to translate")
        for text in missing:
            print(f"  {text}")
