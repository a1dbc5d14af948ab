"""The table of jobs: work that outlives the process that was asked for it."""

JOBS: tuple[str, ...] = (
    # `every` (seconds) makes a row a duty: it is never done, only due again.
    """CREATE TABLE store_job (
        id {identity}, kind TEXT NOT NULL, payload TEXT NOT NULL, dedupe TEXT, every INTEGER,
        state TEXT NOT NULL, due_at TEXT NOT NULL, attempts INTEGER NOT NULL,
        progress DOUBLE PRECISION NOT NULL, worker TEXT, leased_until TEXT, error TEXT, hint TEXT,
        made_at TEXT NOT NULL, started_at TEXT, finished_at TEXT)""",
    "CREATE INDEX store_job_due ON store_job (state, due_at)",
    """CREATE UNIQUE INDEX store_job_once ON store_job (dedupe)
        WHERE state IN ('waiting', 'running')""",
    "CREATE UNIQUE INDEX store_job_duty ON store_job (kind) WHERE every IS NOT NULL",
)
