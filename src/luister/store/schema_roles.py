"""The tables of people's own pages: their remarks, and what they are told of."""

ROLES = (
    """CREATE TABLE store_remark (
        id {identity}, employee TEXT NOT NULL, subject TEXT NOT NULL, about TEXT NOT NULL,
        customer BIGINT, words TEXT NOT NULL, writer TEXT NOT NULL, written_at TEXT NOT NULL,
        changed_at TEXT NOT NULL, UNIQUE (employee, subject, about))""",
    "CREATE INDEX store_remark_about ON store_remark (subject, about)",
    "CREATE INDEX store_remark_customer ON store_remark (customer)",
    """CREATE TABLE store_notice (
        id {identity}, reader TEXT NOT NULL, thing TEXT NOT NULL, kind TEXT NOT NULL,
        way TEXT NOT NULL, detail TEXT NOT NULL, state TEXT NOT NULL, due_at TEXT NOT NULL,
        attempts BIGINT NOT NULL, sender TEXT, made_at TEXT NOT NULL, changed_at TEXT NOT NULL,
        problem TEXT NOT NULL, UNIQUE (reader, thing))""",
    "CREATE INDEX store_notice_due ON store_notice (state, due_at)",
)
