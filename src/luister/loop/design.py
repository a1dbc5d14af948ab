"""Design: a survey is drafted, published as a version that never changes, opened and closed."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from luister.store import survey_versions as kept
from luister.store.home import Store
from luister.store.questions import add_mark, remember_questions
from luister.store.webhooks import notify
from luister.surveys import formats, length, validation
from luister.surveys import presets as kept_presets
from luister.surveys.asked_questions import questions
from luister.surveys.converted import Converted
from luister.surveys.definition import Item, SurveyDefinition, Texts
from luister.surveys.definition_file import dump, load
from luister.surveys.fault import Fault
from luister.surveys.wording import reworded, with_wordings


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSurvey:
    """A survey in a list. `version` is None until it is published; `answers` counts forms, finished or not."""

    name: str
    kind: str
    title: Texts
    languages: tuple[str, ...]
    draft_changed_at: datetime | None
    stamp: int
    version: int | None
    published_at: datetime | None
    is_open: bool
    open_link: str
    hosts: tuple[str, ...]
    answers: int


def surveys(store: Store) -> list[KeptSurvey]:
    """Every survey of our own, by name."""
    return [_summary(row) for row in kept.all_surveys(store.truth)]


def survey(store: Store, name: str) -> KeptSurvey:
    """One survey as a list shows it.

    Raises:
        UnknownNameError: there is none of that name.
    """
    return _summary(kept.survey_named(store.truth, name))


def draft(store: Store, name: str) -> SurveyDefinition:
    """The draft of a survey; where there is none, its last version, to be changed."""
    row = kept.survey_named(store.truth, name)
    return load(row.draft or row.definition or "")


def keep_draft(
    store: Store, survey: SurveyDefinition, *, now: datetime, stamp: int | None = None
) -> int:
    """The stamp of the draft as kept now. A draft may be unfinished: it is checked when it is published.

    Raises:
        StoreError: `stamp` was given and somebody else changed the draft since.
    """
    return kept.keep_draft(store.truth, survey.name, dump(survey), now=now, stamp=stamp)


def remove_draft(store: Store, name: str) -> None:
    """Throws the draft away; a survey that was never published goes with it."""
    kept.remove_draft(store.truth, name)


def rewordings(store: Store, name: str) -> tuple[Item, ...]:
    """The items of the draft whose words or scale differ from the last version: their trend will show a break."""
    row = kept.survey_named(store.truth, name)
    return reworded(load(row.draft), load(row.definition)) if row.draft and row.definition else ()


def publish(store: Store, name: str, *, now: datetime) -> int:
    """The number of the version that the draft has become; the survey is open from now on.

    An item with other words or another scale than before gets a new wording, and the trend a mark.

    Raises:
        DefinitionError: the draft has faults; all are told.
        StoreError: there is no draft, so nothing to publish.
    """
    row = kept.survey_named(store.truth, name)
    wanted = validation.sound(load(row.draft or row.definition or ""))
    before = load(row.definition) if row.definition else None
    changed = reworded(wanted, before) if before else ()
    wanted = with_wordings(wanted, before) if before else wanted
    with store.truth.transaction():
        number = kept.add_version(store.truth, name, dump(wanted), now=now)
        remember_questions(store.truth, name, questions(wanted))
        told = {"survey": name, "version": number}
        notify(store.truth, "survey.published", told, now=now)
    day = now.astimezone(ZoneInfo(store.time_zone)).date()
    for item in changed:
        label = wanted.text(item.text, wanted.languages[0])
        add_mark(store, day, f"{label} ({item.wording})", item.process or wanted.process)
    return number


def published(store: Store, name: str, version: int | None = None) -> SurveyDefinition:
    """A version of a survey, the last where none is named.

    Raises:
        UnknownNameError: there is no such survey or version.
    """
    number = version if version is not None else kept.survey_named(store.truth, name).version
    return _loaded(kept.version_text(store.truth, name, number or 0))


def versions(store: Store, name: str) -> list[tuple[int, datetime]]:
    """Every version with the moment it was published, the last first."""
    return kept.versions(store.truth, name)


def set_open(store: Store, name: str, is_open: bool) -> None:
    """Lets a survey take answers, or no longer."""
    kept.set_open(store.truth, kept.survey_named(store.truth, name).name, is_open)


def set_hosts(store: Store, name: str, hosts: tuple[str, ...]) -> None:
    """Keeps which web sites may show the survey in a frame, such as https://www.example.org."""
    kept.set_hosts(store.truth, name, hosts)


def renamed(survey: SurveyDefinition, name: str) -> SurveyDefinition:
    """The same survey under another name."""
    return replace(survey, name=name)


def faults(survey: SurveyDefinition) -> tuple[Fault, ...]:
    """Everything that keeps a survey from being published; nothing where it can be."""
    return validation.faults(survey)


def export_text(survey: SurveyDefinition, form: str) -> str:
    """The survey as a file: `luister` or `surveyjs`.

    Raises:
        ConversionError: files of that form are only read.
    """
    return formats.write(survey, form)


def import_text(content: str | bytes, form: str | None = None) -> Converted:
    """The survey in a file of `luister`, `surveyjs`, `qsf` or `lss`, with all that was not taken over.

    Raises:
        ConversionError: it is no such file, or a broken one.
        DefinitionError: a file of our own with a slip in it.
    """
    return formats.read(content, form)


def presets() -> list[SurveyDefinition]:
    """Surveys to start from, each named after its kind."""
    return list(kept_presets.presets())


def length_of(survey: SurveyDefinition) -> length.Length:
    """How long a survey takes, and what each question costs in people who do not finish."""
    return length.length_of(survey)


@lru_cache(maxsize=128)
def _loaded(text: str) -> SurveyDefinition:
    """A version as it was read before: it never changes, and every respondent's page asks for one."""
    return load(text)


def _summary(row: kept.SurveyRow) -> KeptSurvey:
    shown = load(row.draft or row.definition or "")
    return KeptSurvey(
        name=row.name,
        kind=shown.kind,
        title=shown.title,
        languages=shown.languages,
        draft_changed_at=row.draft_at,
        stamp=row.stamp,
        version=row.version,
        published_at=row.published_at,
        is_open=row.is_open,
        open_link=row.link,
        hosts=row.hosts,
        answers=row.answers,
    )
