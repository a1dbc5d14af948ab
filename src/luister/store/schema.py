"""The store's own tables in the operational database, and how they change from version to version."""

from luister.errors import StoreError
from luister.store.schema_answering import ANSWERING
from luister.store.schema_cases import CASES
from luister.store.schema_frames import FRAMES
from luister.store.schema_invitations import INVITATIONS
from luister.store.schema_inviting import INVITING
from luister.store.schema_jobs import JOBS
from luister.store.schema_moves import MOVES
from luister.store.schema_replaying import REPLAYED_AT, REPLAYING
from luister.store.schema_roles import ROLES
from luister.store.schema_signals import SIGNALS
from luister.store.schema_streams import STREAMS
from luister.store.schema_understanding import UNDERSTANDING
from luister.store.schema_watching import WATCHING
from luister.store.schema_webhooks import WEBHOOKS
from luister.store.truth import Truth

_FIRST = (
    """CREATE TABLE store_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)""",
    """CREATE TABLE store_log (
        position {identity}, kind TEXT NOT NULL, import_id BIGINT, at TEXT NOT NULL, detail TEXT NOT NULL)""",
    """CREATE TABLE store_import (
        id {identity}, survey TEXT NOT NULL, source TEXT NOT NULL, file_name TEXT NOT NULL,
        digest TEXT NOT NULL, mapping TEXT NOT NULL, state TEXT NOT NULL, header TEXT NOT NULL,
        read_rows BIGINT NOT NULL, kept BIGINT NOT NULL, rejected BIGINT NOT NULL, added BIGINT NOT NULL,
        replaced BIGINT NOT NULL, unchanged BIGINT NOT NULL, dimensions TEXT NOT NULL,
        questions TEXT NOT NULL, notes TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,
        undone_at TEXT)""",
    "CREATE INDEX store_import_digest ON store_import (digest)",
    """CREATE TABLE store_segment (
        import_id BIGINT NOT NULL REFERENCES store_import (id), ordinal BIGINT NOT NULL,
        row_count BIGINT NOT NULL, read_rows BIGINT NOT NULL, data {bytes} NOT NULL,
        PRIMARY KEY (import_id, ordinal))""",
    """CREATE TABLE store_reject (
        import_id BIGINT NOT NULL REFERENCES store_import (id), row_number BIGINT NOT NULL,
        column_name TEXT, reason TEXT NOT NULL, raw TEXT NOT NULL)""",
    "CREATE INDEX store_reject_import ON store_reject (import_id)",
    "CREATE TABLE store_customer (id BIGINT PRIMARY KEY, customer_key TEXT NOT NULL)",
    """CREATE TABLE store_comment (
        import_id BIGINT NOT NULL, response BIGINT NOT NULL, question TEXT NOT NULL,
        customer BIGINT, text TEXT NOT NULL)""",
    "CREATE INDEX store_comment_response ON store_comment (response)",
    "CREATE INDEX store_comment_customer ON store_comment (customer)",
    "CREATE INDEX store_comment_import ON store_comment (import_id)",
    """CREATE TABLE store_question (
        survey TEXT NOT NULL, question TEXT NOT NULL, wording INTEGER NOT NULL, scale TEXT NOT NULL,
        label TEXT NOT NULL, process TEXT, touchpoint TEXT, labels TEXT NOT NULL,
        headline INTEGER NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (survey, question, wording, scale))""",
    "CREATE TABLE store_dimension (name TEXT PRIMARY KEY)",
    """CREATE TABLE store_event (
        id TEXT NOT NULL, source TEXT NOT NULL, position BIGINT NOT NULL, kind TEXT NOT NULL,
        occurred_at TEXT NOT NULL, customer BIGINT, body TEXT NOT NULL, PRIMARY KEY (source, id))""",
    "CREATE INDEX store_event_customer ON store_event (customer)",
    """CREATE TABLE store_target (
        id {identity}, metric TEXT NOT NULL, process TEXT, value DOUBLE PRECISION NOT NULL,
        lower_bound DOUBLE PRECISION, valid_from TEXT NOT NULL)""",
    "CREATE TABLE store_mark (id {identity}, day TEXT NOT NULL, label TEXT NOT NULL, process TEXT)",
    "CREATE TABLE store_metric (name TEXT PRIMARY KEY, definition TEXT NOT NULL)",
    "CREATE TABLE store_headline (process TEXT PRIMARY KEY, metric TEXT NOT NULL)",
)

_PACKED_WORDS = (
    """CREATE TABLE store_words (
        import_id BIGINT NOT NULL REFERENCES store_import (id), ordinal BIGINT NOT NULL,
        data {bytes} NOT NULL, PRIMARY KEY (import_id, ordinal))""",
)

_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    ANSWERING,
    FRAMES,
    JOBS,
    INVITATIONS,
    STREAMS,
    WEBHOOKS,
    _PACKED_WORDS,
    SIGNALS,
    CASES,
    ROLES,
    WATCHING,
    INVITING,
    MOVES,
    REPLAYING,
    REPLAYED_AT,
    UNDERSTANDING,
)
"""One entry a version, oldest first. An entry that was released is never edited; add another."""


def migrate(truth: Truth) -> int:
    """The schema version after bringing the tables up to date; all steps or none.

    Raises:
        StoreError: the tables were written by a newer Luister.
    """
    with truth.transaction():
        truth.hold_order()
        truth.execute("CREATE TABLE IF NOT EXISTS store_schema (version INTEGER NOT NULL)")
        version = _version(truth)
        if version > len(_MIGRATIONS):
            raise StoreError(
                f"The tables are of version {version}; this program knows {len(_MIGRATIONS)}.",
                hint="Install the newer Luister that wrote them.",
            )
        for statements in _MIGRATIONS[version:]:
            for statement in statements:
                truth.execute(_typed(statement, truth.is_postgres))
        truth.execute("DELETE FROM store_schema")
        truth.execute("INSERT INTO store_schema VALUES (?)", (len(_MIGRATIONS),))
    return len(_MIGRATIONS)


def is_current(truth: Truth) -> bool:
    """True where no migration is waiting."""
    return _version(truth) == len(_MIGRATIONS)


def _version(truth: Truth) -> int:
    rows = truth.execute("SELECT max(version) FROM store_schema")
    return int(rows[0][0] or 0)


def _typed(statement: str, postgres: bool) -> str:
    identity = (
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        if postgres
        else "INTEGER PRIMARY KEY AUTOINCREMENT"
    )
    return statement.replace("{identity}", identity).replace(
        "{bytes}", "BYTEA" if postgres else "BLOB"
    )
