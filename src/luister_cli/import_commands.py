"""`luister propose`, `import`, `imports` and `undo`: files come in, and go out again."""

import argparse
import csv
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from luister.errors import LuisterError, MappingError
from luister.events.import_result import ImportResult
from luister.loop import collect, keep
from luister_cli.terminal import Terminal


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    propose = commands.add_parser(
        "propose", help="write down what the columns of a file seem to mean"
    )
    propose.add_argument("file", type=Path, metavar="FILE")
    propose.add_argument("--survey", help="try the mapping of this survey first")
    propose.add_argument(
        "--out", type=Path, metavar="MAP.toml", help="write the mapping to this file"
    )
    propose.add_argument("--json", action="store_true")
    propose.set_defaults(run=_propose)
    bring = commands.add_parser("import", help="bring in files of answers")
    bring.add_argument("files", type=Path, nargs="+", metavar="FILE")
    bring.add_argument("--survey", required=True, help="name of the survey that the files answer")
    bring.add_argument("--map", type=Path, metavar="FILE.toml", help="what the columns mean")
    bring.add_argument(
        "--dry-run", action="store_true", help="say what would happen; keep nothing"
    )
    bring.add_argument("--rejects", type=Path, metavar="FILE.csv", help="write rejected rows here")
    bring.add_argument("--json", action="store_true")
    bring.set_defaults(run=_import)
    listing = commands.add_parser("imports", help="list what was brought in")
    listing.add_argument("--json", action="store_true")
    listing.set_defaults(run=_imports)
    undo = commands.add_parser("undo", help="take an import out again")
    undo.add_argument("id", type=int, metavar="IMPORT")
    undo.add_argument("--json", action="store_true")
    undo.set_defaults(run=_undo)


def _propose(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    proposal = collect.propose_file(home, chosen.file, survey=chosen.survey)
    home.close()
    text = collect.mapping_text(proposal)
    if chosen.out:
        chosen.out.write_text(text, encoding="utf-8")
    for ask in proposal.asks:
        terminal.say(f"# To answer: {ask.text}")
    terminal.say(text if not chosen.out else f"Written to {chosen.out}. Correct it there.")
    terminal.answer({"mapping": text, "asks": [ask.text for ask in proposal.asks]})
    return 0


def _import(chosen: argparse.Namespace, terminal: Terminal) -> int:
    mapping = _text_of(chosen.map) if chosen.map else None
    home = keep.open_home(chosen.home)
    try:
        results = [
            collect.import_file(
                home,
                path,
                survey=chosen.survey,
                mapping_text=mapping,
                dry_run=chosen.dry_run,
                now=datetime.now(UTC),
                progress=terminal.progress,
            )
            for path in chosen.files
        ]
        for result in results:
            if chosen.rejects and result.id is not None:
                _write_rejects(home, result.id, chosen.rejects)
    finally:
        home.close()
    _tell(results, chosen, terminal)
    return 0


def _tell(results: list[ImportResult], chosen: argparse.Namespace, terminal: Terminal) -> None:
    for path, one in zip(chosen.files, results, strict=True):
        trial = " (a trial: nothing was kept)" if chosen.dry_run else ""
        terminal.say(
            f"{path.name}: {one.read} read, {one.kept} kept ({one.added} new, {one.replaced} replaced, "
            f"{one.unchanged} unchanged), {one.rejected} rejected{trial}"
        )
        for note in one.notes:
            terminal.say(f"  {note}")
        for reject in one.rejects[:20]:
            terminal.say(f"  row {reject.row}, {reject.column or 'whole row'}: {reject.reason}")
        if one.rejected > 20:
            terminal.say(f"  ... and {one.rejected - 20} more; --rejects FILE.csv writes them all")
    terminal.answer(_as_json(results, chosen))


def _as_json(results: list[ImportResult], chosen: argparse.Namespace) -> dict[str, object]:
    """One object for all files together; `files` holds each apart."""
    names = ("read", "kept", "rejected", "added", "replaced", "unchanged")
    total: dict[str, object] = {name: sum(getattr(one, name) for one in results) for name in names}
    files = [
        {"file": path.name, "import": one.id, **{name: getattr(one, name) for name in names}}
        for path, one in zip(chosen.files, results, strict=True)
    ]
    rejects = [
        {"row": reject.row, "column": reject.column, "reason": reject.reason}
        for one in results
        for reject in one.rejects
    ]
    notes = [note for one in results for note in one.notes]
    more = {"dry_run": chosen.dry_run, "notes": notes, "files": files}
    return {**total, "rejects": rejects, "survey": chosen.survey, **more}


def _imports(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    found = collect.imports(home)
    home.close()
    heads = ("import", "survey", "file", "state", "read", "kept", "rejected", "started")
    terminal.table(
        heads,
        [
            (
                str(one.id),
                one.survey,
                one.file_name,
                one.state,
                str(one.read),
                str(one.kept),
                str(one.rejected),
                f"{one.started_at:%Y-%m-%d %H:%M}",
            )
            for one in found
        ],
    )
    terminal.answer([asdict(one) for one in found])
    return 0


def _undo(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    undone = collect.undo(home, chosen.id, now=datetime.now(UTC))
    home.close()
    terminal.say(f"Import {undone.id} ({undone.file_name}) does not count any more.")
    terminal.answer({"import": undone.id, "state": undone.state})
    return 0


def _write_rejects(home: keep.Home, import_id: int, path: Path) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(collect.rejected_lines(home, import_id))
    except OSError as error:
        raise LuisterError(
            f"{path} cannot be written: {error.strerror}.", hint="Name another file."
        ) from None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(
            f"{path} cannot be read: {error}.", hint="Give a TOML file in UTF-8."
        ) from None
