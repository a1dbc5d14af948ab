"""`luister survey`: list, show, import, export, publish, open and close the surveys of one's own."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from luister.errors import LuisterError
from luister.loop import design, keep
from luister_cli.terminal import Terminal

_FORMS = ("luister", "surveyjs", "qsf", "lss")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    survey = commands.add_parser(
        "survey", help="surveys of your own: import, publish, open, close"
    )
    verbs = survey.add_subparsers(dest="verb", required=True, metavar="VERB")
    listed = verbs.add_parser("list", help="every survey, with its state")
    listed.set_defaults(run=_list)
    show = _named(verbs, "show", "the questions of a survey, and what they cost in response")
    show.set_defaults(run=_show)
    taken = verbs.add_parser(
        "import", help="take in a survey as a draft, and list what was left out"
    )
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--name", help="under another name than the file says")
    taken.add_argument("--format", choices=_FORMS, dest="form", help="usually seen in the file")
    taken.set_defaults(run=_import)
    export = _named(verbs, "export", "write a survey as a file, or to standard output")
    export.add_argument("--format", choices=_FORMS, default="luister", dest="form")
    export.add_argument("--out", type=Path, metavar="FILE")
    export.set_defaults(run=_export)
    _named(verbs, "publish", "make the draft a version that people can answer").set_defaults(
        run=_publish
    )
    for verb, told in (("open", "let a survey take answers"), ("close", "take no more answers")):
        _named(verbs, verb, told).set_defaults(run=_open)
    for one in verbs.choices.values():
        one.add_argument("--json", action="store_true")


def _named(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", verb: str, told: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(verb, help=told)
    parser.add_argument("name", metavar="NAME")
    return parser


def _list(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        found = design.surveys(home)
    finally:
        home.close()
    terminal.table(
        ("survey", "kind", "languages", "version", "state", "answers"),
        [
            (
                one.name,
                one.kind,
                ", ".join(one.languages),
                str(one.version or "-"),
                _state(one),
                f"{one.answers:,}",
            )
            for one in found
        ],
    )
    terminal.answer([_plain(one) for one in found])
    return 0


def _state(one: design.KeptSurvey) -> str:
    if one.version is None:
        return "draft"
    state = "open" if one.is_open else "closed"
    return f"{state}, with a draft" if one.draft_changed_at else state


def _plain(one: design.KeptSurvey) -> dict[str, object]:
    return {
        "survey": one.name,
        "kind": one.kind,
        "languages": list(one.languages),
        "version": one.version,
        "state": _state(one),
        "answers": one.answers,
        "link": one.open_link,
    }


def _show(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        survey = design.draft(home, chosen.name)
    finally:
        home.close()
    length, faults = design.length_of(survey), design.faults(survey)
    first = survey.languages[0] if survey.languages else ""
    texts = {item.id: survey.text(item.text, first) if first else "" for item in survey.items}
    terminal.say(f"{survey.name}: {survey.kind}, {', '.join(survey.languages)}")
    rows = [
        (
            item.id,
            item.kind,
            f"{cost.seconds.low:.0f} to {cost.seconds.high:.0f} s",
            f"{cost.lost.low:.1f} to {cost.lost.high:.1f} %",
            texts[item.id].replace("\n", " ")[:60],
        )
        for item, cost in zip(survey.items, length.items, strict=True)
    ]
    terminal.table(("question", "kind", "takes", "may cost", "text"), rows)
    terminal.say(
        f"In all {length.seconds.low:.0f} to {length.seconds.high:.0f} s; "
        f"{length.finish.low:.0f} to {length.finish.high:.0f} % of who begins may finish."
    )
    for fault in faults:
        terminal.say(f"{fault.where}: {fault.problem} {fault.hint}")
    terminal.answer(
        {
            "survey": survey.name,
            "kind": survey.kind,
            "languages": list(survey.languages),
            "questions": [
                {"question": row[0], "kind": row[1], "text": texts[row[0]]} for row in rows
            ],
            "seconds": [length.seconds.low, length.seconds.high],
            "finish_percent": [length.finish.low, length.finish.high],
            "faults": [
                {"where": one.where, "problem": one.problem, "hint": one.hint} for one in faults
            ],
        }
    )
    return 0


def _import(chosen: argparse.Namespace, terminal: Terminal) -> int:
    try:
        content = chosen.file.read_bytes()
    except OSError as error:
        raise LuisterError(
            f"{chosen.file} cannot be read: {error.strerror}.", hint="Name another file."
        ) from None
    found = design.import_text(content, chosen.form)
    survey = design.renamed(found.survey, chosen.name) if chosen.name else found.survey
    home = keep.open_home(chosen.home)
    try:
        design.keep_draft(home, survey, now=datetime.now(UTC))
    finally:
        home.close()
    faults = design.faults(survey)
    terminal.say(f"{survey.name} is a draft with {len(survey.items)} questions.")
    for note in found.notes:
        terminal.say(f"  {note.where}: {note.what}{note.detail and f' ({note.detail})'}")
    terminal.say(
        f"Not taken over as it was: {len(found.notes)}. To mend before publishing: {len(faults)}."
    )
    terminal.answer(
        {
            "survey": survey.name,
            "questions": len(survey.items),
            "notes": [
                {"where": one.where, "what": one.what, "detail": one.detail} for one in found.notes
            ],
            "faults": len(faults),
        }
    )
    return 0


def _export(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        text = design.export_text(design.draft(home, chosen.name), chosen.form)
    finally:
        home.close()
    if chosen.out is None:
        terminal.out.write(text + "\n")
        return 0
    try:
        chosen.out.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise LuisterError(
            f"{chosen.out} cannot be written: {error.strerror}.", hint="Name another file."
        ) from None
    terminal.say(f"{chosen.name} stands in {chosen.out}.")
    terminal.answer({"survey": chosen.name, "file": str(chosen.out)})
    return 0


def _publish(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        version = design.publish(home, chosen.name, now=datetime.now(UTC))
        link = design.survey(home, chosen.name).open_link
    finally:
        home.close()
    terminal.say(f"{chosen.name} is published as version {version}; its open link is /s/{link}.")
    terminal.answer({"survey": chosen.name, "version": version, "link": link})
    return 0


def _open(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    try:
        design.set_open(home, chosen.name, chosen.verb == "open")
    finally:
        home.close()
    terminal.say(f"{chosen.name} {'takes answers' if chosen.verb == 'open' else 'is closed'}.")
    terminal.answer({"survey": chosen.name, "open": chosen.verb == "open"})
    return 0
