"""The table of samples that are invited in the background: what was ordered, and how far it came."""

INVITING: tuple[str, ...] = (
    """CREATE TABLE store_invite_run (
        id {identity}, job BIGINT NOT NULL, survey TEXT NOT NULL, wave TEXT NOT NULL,
        channel TEXT NOT NULL, selection TEXT NOT NULL, made_at TEXT NOT NULL, due_at TEXT,
        draw TEXT NOT NULL, drawn BIGINT NOT NULL, done BIGINT NOT NULL, invited BIGINT NOT NULL,
        gave_way BIGINT NOT NULL, held_back TEXT NOT NULL)""",
    "CREATE INDEX store_invite_run_survey ON store_invite_run (survey)",
)
