"""Export: a report, or the answers behind it, leaves as a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from typing import BinaryIO

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.report import Report
from luister.exports.about import about_answers
from luister.exports.answers_file import answers_blocks, answers_of, write_answers
from luister.exports.csv_file import CsvForm
from luister.exports.file_form import FileForm
from luister.exports.json_file import response_object
from luister.exports.report_file import report_blocks, write_report
from luister.exports.report_json import as_json
from luister.loop.keep import Home
from luister.loop.show import ResponsesRequest, questions, response_tables

__all__ = ["CsvForm", "FileForm", "as_json", "response_object"]

_BLOCK = 1 << 18
_STREAMED = ("csv", "json")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: the ending of its name and what a browser calls it."""

    ending: str
    content_type: str


KINDS = {
    "xlsx": FileKind(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": FileKind(".csv", "text/csv; charset=utf-8"),
    "parquet": FileKind(".parquet", "application/vnd.apache.parquet"),
    "sav": FileKind(".sav", "application/x-spss-sav"),
    "json": FileKind(".json", "application/json"),
}
"""Every kind of file that a report or answers can be had in."""


def report_file(report: Report, kind: str, form: FileForm) -> Iterator[bytes]:
    """The report as a file, block by block; the figures are those of the report, unrounded.

    Raises:
        LuisterError: there is no such kind of file.
    """
    _check(kind)
    if kind in _STREAMED:
        return report_blocks(report, kind, form)
    return written(
        lambda target, scratch: write_report(target, report, kind, form=form, scratch=scratch)
    )


def responses_file(
    home: Home, request: ResponsesRequest, kind: str, form: FileForm
) -> Iterator[bytes]:
    """The answers of one survey as a file, block by block, one row a response.

    What the reader may not see is not in it; `limit` and `offset` do not count here.

    Raises:
        LuisterError: there is no such kind of file, or no survey is named.
        NotEnoughError: there are no answers, or too few to be shown.
        UnknownNameError: a survey, question or dimension that does not exist.
    """
    _check(kind)
    if request.survey is None:
        raise LuisterError("Answers are exported a survey at a time.", hint="Name the survey.")
    asked = questions(home, request.survey)
    if not asked:
        raise UnknownNameError(
            f"There is no survey {request.survey!r}.", hint="Import a file of it first."
        )
    answers = answers_of(response_tables(home, request), asked)
    form = replace(form, time_zone=home.time_zone)
    if kind in _STREAMED:
        return answers_blocks(answers, kind, form)
    about = about_answers(
        survey=request.survey,
        filters=request.where,
        limits=request.scope,
        period=(request.first, request.last),
        generated_at=form.generated_at,
    )
    return written(
        lambda target, scratch: write_answers(
            target, answers, kind, about=about, form=form, scratch=scratch
        )
    )


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise LuisterError(
            f"There is no file of the kind {kind!r}.", hint=f"Choose {', '.join(KINDS)}."
        )


def written(write: Callable[[BinaryIO, BinaryIO], None]) -> Iterator[bytes]:
    """What `write` put in its first file, block by block; its second is for notes on the way."""
    target: BinaryIO = TemporaryFile()  # noqa: SIM115 - it is closed once it was read to its end
    with TemporaryFile() as scratch:
        write(target, scratch)
    return _blocks(target)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block
