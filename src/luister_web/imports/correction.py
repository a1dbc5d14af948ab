"""What becomes of a job's mapping when a person answers, corrects or chooses another survey."""

from collections.abc import Mapping

from luister.errors import LuisterError
from luister.loop import collect, preview
from luister_web.current_home import home
from luister_web.imports.asked import answered, with_date
from luister_web.imports.mapping_draft import column_places, corrected, opens_otherwise
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.understanding import path_of, proposed_of


def correct(job: ImportJob, sent: Mapping[str, str], *, survey: str) -> None:
    """Keeps the job with the answers and corrections of its page, fitted to the file again."""
    given = with_date(sent, column_places(job.mapping))
    text = job.mapping
    try:
        text = answered(path_of(job), text, given, name=job.file_name)
        text = corrected(text, given, shown=job.mapping)
        text = _fitted(job, text, survey)
    except LuisterError:
        # The page shows what is wrong, with the correction in place, so that it can be mended.
        text = corrected(text, given, shown=job.mapping)
    keep(job, text, survey=survey)


def _fitted(job: ImportJob, text: str, survey: str) -> str:
    has_saved = bool(survey and collect.saved_mapping(home(), survey))
    if opens_otherwise(job.mapping, text) and not has_saved:
        fresh = preview.fresh_mapping(path_of(job), text, name=job.file_name)
        job.proposed = proposed_of(fresh.columns)
        text = fresh.text
    return collect.mapping_text(preview.proposal_with(path_of(job), text, name=job.file_name))


def keep(job: ImportJob, text: str, *, survey: str | None = None) -> None:
    """Keeps the job's mapping; it is to be checked again."""
    job.mapping = text
    job.state = JobState.DRAFT
    if survey is not None:
        job.survey = survey
    job.save(update_fields=["mapping", "proposed", "state", "survey"])
