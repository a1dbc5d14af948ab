"""The table of calculations that somebody ordered: with which settings, on which answers, and what was found."""

UNDERSTANDING: tuple[str, ...] = (
    # Of a scope: who may see the same answers sees the same result, and nobody else does. A result holds numbers of
    # groups, never anything of a customer. `ordered_by` is the login of an employee. `problem` and `hint` say why
    # an honest answer is that there is none.
    """CREATE TABLE store_understanding_run (
        id {identity}, kind TEXT NOT NULL, job BIGINT NOT NULL, scope TEXT NOT NULL, settings TEXT NOT NULL,
        seed BIGINT NOT NULL, ordered_by TEXT NOT NULL, made_at TEXT NOT NULL, done_at TEXT, version BIGINT,
        result TEXT, problem TEXT, hint TEXT)""",
    "CREATE INDEX store_understanding_run_scope ON store_understanding_run (scope, kind)",
)
