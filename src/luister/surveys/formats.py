"""The kinds of files that a survey can be read from and written to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from luister.surveys import lss_file, qsf_file, surveyjs_read, surveyjs_write
from luister.surveys.converted import ConversionError, Converted
from luister.surveys.definition import SurveyDefinition
from luister.surveys.definition_file import FORMAT, dump, load


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: what people call it, how its names end, and how it is read and written, where it can be."""

    label: str
    suffix: str
    read: Callable[[str], Converted]
    write: Callable[[SurveyDefinition], str] | None = None


FORMATS: Mapping[str, Format] = {
    "luister": Format("Luister", ".json", lambda text: Converted(load(text)), dump),
    "surveyjs": Format("SurveyJS", ".json", surveyjs_read.read, surveyjs_write.write),
    "qsf": Format("Qualtrics", ".qsf", qsf_file.read),
    "lss": Format("LimeSurvey", ".lss", lss_file.read),
}


def read(content: str | bytes, form: str | None = None) -> Converted:
    """The survey in a file, with a note of everything that was not taken over.

    `form` is a key of FORMATS; without it the file itself tells.

    Raises:
        ConversionError: it is none of these, or a broken one.
        DefinitionError: a file of our own with a slip in it.
    """
    if (form or "lss") == "lss" and _is_xml(content):
        # The parser of XML decodes by itself: the file says how.
        return lss_file.read(content)
    text = content if isinstance(content, str) else _decoded(content)
    return _format(form or recognised(text)).read(text.removeprefix("\ufeff"))


def write(survey: SurveyDefinition, form: str) -> str:
    """The survey as a file of the kind `form`.

    Raises:
        ConversionError: files of that kind are only read.
    """
    wanted = _format(form)
    if wanted.write is None:
        able = ", ".join(name for name, one in FORMATS.items() if one.write)
        raise ConversionError(
            f"{wanted.label} files are only read.", hint=f"Choose one of: {able}."
        )
    return wanted.write(survey)


def recognised(text: str) -> str:
    """The key of the format that a file looks like.

    >>> recognised('{"format": "luister-survey/1"}'), recognised('{"pages": []}')
    ('luister', 'surveyjs')

    Raises:
        ConversionError: it looks like none.
    """
    head = text.removeprefix("\ufeff").lstrip()
    if head.startswith("<"):
        return "lss"
    if head.startswith("{"):
        if f'"{FORMAT}"' in head[:2000]:
            return "luister"
        if '"SurveyElements"' in head:
            return "qsf"
        if '"pages"' in head or '"elements"' in head:
            return "surveyjs"
    raise ConversionError(
        "This is no survey file that we know.",
        hint="Choose a file of Luister or SurveyJS (.json), Qualtrics (.qsf) or LimeSurvey (.lss).",
    )


def _format(form: str) -> Format:
    if form not in FORMATS:
        raise ConversionError(
            f"There is no survey format {form!r}.", hint=f"Choose one of: {', '.join(FORMATS)}."
        )
    return FORMATS[form]


def _is_xml(content: str | bytes) -> bool:
    if isinstance(content, str):
        return content.removeprefix("\ufeff").lstrip().startswith("<")
    # A file in UTF-16 begins with its own mark, and then "<".
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"<")


def _decoded(content: bytes) -> str:
    try:
        return content.decode(
            "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        )
    except UnicodeDecodeError:
        raise ConversionError(
            "The file is no text in UTF-8.", hint="Export it again, or save it as UTF-8."
        ) from None
