"""`luister report`, `export`, `metrics` and `surveys`: numbers and the answers behind them."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.report import Report, ReportRequest, ReportRow
from luister.loop import export, keep, measure
from luister.loop.show import ResponsesRequest
from luister_cli.terminal import Terminal

_KINDS = tuple(export.KINDS)
_UNITS = {"percent": " %"}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the commands of this file."""
    report = commands.add_parser("report", help="a metric by groups and periods")
    report.add_argument(
        "metric", metavar="METRIC", help="nps, ces, cas, csat, mark, top2box, mean, ..."
    )
    _add_question(report)
    report.add_argument("--by", nargs="+", action="extend", default=[], metavar="DIM")
    report.add_argument("--every", choices=("day", "week", "month", "quarter", "year", "wave"))
    report.add_argument("--compare", metavar="previous|last-year|D..D")
    report.add_argument("--weighted", action="store_true")
    report.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook")
    report.add_argument("--json", action="store_true")
    report.set_defaults(run=_report)
    answers = commands.add_parser("export", help="write the answers to a file")
    answers.add_argument("file", type=Path, metavar="FILE", help=f"ends in {', '.join(_KINDS)}")
    _add_question(answers)
    answers.add_argument("--json", action="store_true")
    answers.set_defaults(run=_export)
    metrics = commands.add_parser("metrics", help="list the metrics")
    metrics.add_argument("--json", action="store_true")
    metrics.set_defaults(run=_metrics)
    surveys = commands.add_parser(
        "surveys", help="list the surveys, their questions and dimensions"
    )
    surveys.add_argument("--json", action="store_true")
    surveys.set_defaults(run=_surveys)


def _add_question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--survey")
    parser.add_argument("--question")
    parser.add_argument("--from", dest="first", type=day_typed, metavar="DAY")
    parser.add_argument("--to", dest="last", type=day_typed, metavar="DAY")
    parser.add_argument("--where", nargs="+", action="extend", default=[], metavar="DIM=VALUE")


def _report(chosen: argparse.Namespace, terminal: Terminal) -> int:
    request = ReportRequest(
        metric=chosen.metric,
        survey=chosen.survey,
        question=chosen.question,
        by=tuple(name for group in chosen.by for name in group.split(",")),
        every=chosen.every,
        first=chosen.first,
        last=chosen.last,
        compare=chosen.compare,
        where=_where(chosen.where),
        weighted=chosen.weighted,
    )
    now = datetime.now(UTC)
    home = keep.open_home(chosen.home)
    try:
        report = measure.report(home, request, today=now.date())
    finally:
        home.close()
    if chosen.xlsx:
        _write(export.report_file(report, "xlsx", export.FileForm(generated_at=now)), chosen.xlsx)
    terminal.answer(export.as_json(report))
    _tell(report, terminal)
    return 0


def _tell(report: Report, terminal: Terminal) -> None:
    request = report.request
    heads = [*request.by, "period", report.metric, "95 % interval", "n", "target", "change"]
    terminal.table(heads, [_line(row, report) for row in report.rows])
    if not report.rows:
        terminal.say("No answers fit.")


def _line(row: ReportRow, report: Report) -> list[str]:
    group = [row.group[name] or "(unknown)" for name in report.request.by]
    period = row.period.label or f"{row.period.first}..{row.period.last}"
    if row.estimate is None:
        why = f"fewer than {report.minimum_group}, or hidden to protect such a group"
        return [*group, period, "-", why, "", "", ""]
    unit = _UNITS.get(report.unit, "")
    value = row.estimate
    interval = f"{value.low:.2f} to {value.high:.2f}"
    return [
        *group,
        period,
        f"{value.value:.2f}{unit}",
        interval,
        f"{value.n:,}",
        row.status or "",
        _change(row),
    ]


def _change(row: ReportRow) -> str:
    if row.comparison is None:
        return ""
    change = row.comparison.difference
    if change is None:
        return "nothing to compare with"
    return f"{change.value:+.2f} ({change.low:+.2f} to {change.high:+.2f}), {change.verdict}"


def _export(chosen: argparse.Namespace, terminal: Terminal) -> int:
    kind = chosen.file.suffix.lstrip(".").lower()
    if kind not in _KINDS:
        raise LuisterError(
            f"{chosen.file} ends in no kind of file that can be written.",
            hint=f"Let it end in one of: {', '.join(_KINDS)}.",
        )
    home = keep.open_home(chosen.home)
    try:
        request = ResponsesRequest(
            survey=_survey(home, chosen.survey),
            question=chosen.question,
            first=chosen.first,
            last=chosen.last,
            where=_where(chosen.where),
            microdata=True,
        )
        form = export.FileForm(generated_at=datetime.now(UTC))
        size = _write(export.responses_file(home, request, kind, form), chosen.file)
    finally:
        home.close()
    terminal.say(f"The answers stand in {chosen.file}. It holds personal data; keep it safe.")
    terminal.answer({"file": str(chosen.file), "bytes": size})
    return 0


def _write(blocks: Iterator[bytes], path: Path) -> int:
    """How many bytes were written; the file appears under its name once it is whole."""
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            size = sum(file.write(block) for block in blocks)
        partial.replace(path)
    except OSError as error:
        raise LuisterError(
            f"{path} cannot be written: {error.strerror}.", hint="Name another file."
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return size


def _survey(home: keep.Home, name: str | None) -> str:
    known = [survey.name for survey in measure.surveys(home)]
    if name is None and len(known) == 1:
        return known[0]
    if name not in known:
        raise UnknownNameError(
            f"There is no survey {name!r}." if name else "The home has several surveys.",
            hint=f"Name one with --survey: {', '.join(known) or 'none yet'}.",
        )
    return name


def _metrics(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    found = measure.metrics(home)
    home.close()
    terminal.table(("metric", "unit", "label"), [(one.id, one.unit, one.label) for one in found])
    terminal.answer([{"metric": one.id, "unit": one.unit, "label": one.label} for one in found])
    return 0


def _surveys(chosen: argparse.Namespace, terminal: Terminal) -> int:
    home = keep.open_home(chosen.home)
    found, dimensions = measure.surveys(home), measure.dimensions(home)
    home.close()
    for survey in found:
        terminal.say(f"{survey.name}: {survey.responses} forms, {survey.first} to {survey.last}")
        terminal.table(
            ("  question", "scale", "label"),
            [("  " + one.id, one.scale.code, one.label) for one in survey.questions],
        )
    terminal.say(f"Dimensions: {', '.join(dimensions)}")
    listed = [
        {
            "survey": survey.name,
            "forms": survey.responses,
            "first": survey.first,
            "last": survey.last,
            "questions": [
                {"question": one.id, "scale": one.scale.code, "label": one.label}
                for one in survey.questions
            ],
        }
        for survey in found
    ]
    terminal.answer({"surveys": listed, "dimensions": list(dimensions)})
    return 0


def _where(pairs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The filter; the same dimension given twice lets both values through."""
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UnknownNameError(
                f"--where {pair!r} has no '='.", hint="Write --where channel=phone."
            )
        found[name] = (*found.get(name, ()), value)
    return found


def day_typed(text: str) -> date:
    """A day as people type it; ArgumentTypeError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2017-05-31") from None
