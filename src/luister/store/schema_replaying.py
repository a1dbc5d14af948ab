"""The table of years that are watched again in the background: with which settings, and what was found."""

REPLAYING: tuple[str, ...] = (
    # Of a scope and nobody's: who may see the same answers sees the same result, and nobody else does.
    """CREATE TABLE store_replay_run (
        id {identity}, job BIGINT NOT NULL, scope TEXT NOT NULL, settings TEXT NOT NULL,
        made_at TEXT NOT NULL, found TEXT)""",
    "CREATE INDEX store_replay_run_scope ON store_replay_run (scope)",
)

# The place in the log up to which the answers counted that it was run over: what is taken away later is told.
REPLAYED_AT: tuple[str, ...] = ("ALTER TABLE store_replay_run ADD COLUMN position BIGINT",)
