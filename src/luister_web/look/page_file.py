"""A page as a workbook: its tables as sheets, written down in the logbook."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from luister.loop.export import KINDS, FileForm
from luister.loop.export_tables import AboutLine, PageTable, tables_file
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.current_home import home


def page_file(
    request: HttpRequest, tables: Sequence[PageTable], *, name: str, about: str
) -> StreamingHttpResponse:
    """The workbook to download; `about` says of whom it is."""
    now = timezone.now()
    form = FileForm(generated_at=now, translate=_, time_zone=home().time_zone)
    lines = (
        AboutLine("Limited to", about),
        AboutLine("Interval", "95 %"),
        AboutLine("Generated at", now.isoformat(timespec="seconds")),
    )
    blocks = tables_file(tables, lines, form)
    record(request, Action.EXPORTED, name, f"{about} as xlsx")
    return workbook_response(blocks, f"{name}-{about}-{timezone.localdate()}.xlsx")


def workbook_response(blocks: Iterator[bytes], file_name: str) -> StreamingHttpResponse:
    """A workbook to download under this name, block by block."""
    response = StreamingHttpResponse(blocks, content_type=KINDS["xlsx"].content_type)
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    return response
