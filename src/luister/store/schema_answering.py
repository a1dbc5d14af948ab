"""The tables of surveys that Luister asks itself, and of the forms that come in one by one."""

ANSWERING = (
    """CREATE TABLE store_survey (
        name TEXT PRIMARY KEY, draft TEXT, draft_at TEXT, stamp BIGINT NOT NULL, is_open INTEGER NOT NULL,
        link TEXT NOT NULL UNIQUE, hosts TEXT NOT NULL)""",
    """CREATE TABLE store_survey_version (
        survey TEXT NOT NULL REFERENCES store_survey (name), number INTEGER NOT NULL,
        definition TEXT NOT NULL, published_at TEXT NOT NULL, PRIMARY KEY (survey, number))""",
    """CREATE TABLE store_form_shape (
        id {identity}, survey TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, questions TEXT NOT NULL,
        dimensions TEXT NOT NULL)""",
    """CREATE TABLE store_form (
        response BIGINT PRIMARY KEY, survey TEXT NOT NULL, shape BIGINT NOT NULL, source TEXT NOT NULL,
        customer BIGINT, day TEXT NOT NULL, occurred_at TEXT NOT NULL, received_at TEXT NOT NULL,
        complete INTEGER NOT NULL, digest BIGINT NOT NULL, body TEXT NOT NULL)""",
    "CREATE INDEX store_form_customer ON store_form (customer)",
    "CREATE INDEX store_form_survey ON store_form (survey)",
    """CREATE TABLE store_filling (
        key TEXT PRIMARY KEY, survey TEXT NOT NULL, version INTEGER NOT NULL, link TEXT NOT NULL,
        customer BIGINT, language TEXT NOT NULL, page INTEGER, given TEXT NOT NULL, pages TEXT NOT NULL,
        response BIGINT NOT NULL, started_at TEXT NOT NULL, changed_at TEXT NOT NULL, finished_at TEXT)""",
    "CREATE INDEX store_filling_customer ON store_filling (customer)",
    "CREATE INDEX store_filling_survey ON store_filling (survey)",
)
