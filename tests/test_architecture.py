"""ARCHITECTURE.md quotes each package's own sentence, and knows all of them."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGES = sorted(
    path.parent.relative_to(ROOT / "src").as_posix().replace("/", ".")
    for path in [*ROOT.glob("src/*/__init__.py"), *ROOT.glob("src/luister/*/__init__.py")]
)


def test_the_map_quotes_every_packages_sentence():
    for name in PACKAGES:
        source = (ROOT / "src" / name.replace(".", "/") / "__init__.py").read_text(
            encoding="utf-8"
        )
        assert f"| `{name}` | {ast.get_docstring(ast.parse(source))} |" in MAP


def test_the_page_stays_short():
    assert len(MAP.splitlines()) < 150


def test_every_file_the_page_names_is_there():
    named = {word for word in MAP.split("`") if word.endswith(".py") and "<" not in word}
    for name in named:
        assert any((ROOT / "src" / base / name).exists() for base in (".", "luister")), name


def test_corridor_files_stay_thin():
    for path in (ROOT / "src/luister/loop").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 240, path.name
