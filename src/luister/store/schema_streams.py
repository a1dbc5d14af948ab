"""The tables of events that stream in: sources and their keys, who is who, rejected items, triggers."""

STREAMS: tuple[str, ...] = (
    """CREATE TABLE store_source (
        id {identity}, name TEXT NOT NULL, kind TEXT NOT NULL, address TEXT NOT NULL,
        signing_secret TEXT NOT NULL, fields TEXT NOT NULL, created_at TEXT NOT NULL,
        closed_at TEXT, last_at TEXT, kept BIGINT NOT NULL, rejected BIGINT NOT NULL)""",
    "CREATE UNIQUE INDEX store_source_address ON store_source (address)",
    """CREATE TABLE store_source_key (
        id {identity}, source BIGINT NOT NULL REFERENCES store_source (id), prefix TEXT NOT NULL,
        digest TEXT NOT NULL, created_at TEXT NOT NULL, used_at TEXT, revoked_at TEXT)""",
    "CREATE INDEX store_source_key_digest ON store_source_key (digest)",
    "ALTER TABLE store_event ADD COLUMN name TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX store_event_position ON store_event (source, position)",
    """CREATE TABLE store_customer_key (
        type TEXT NOT NULL, value TEXT NOT NULL, customer BIGINT NOT NULL, PRIMARY KEY (type, value))""",
    "CREATE INDEX store_customer_key_customer ON store_customer_key (customer)",
    """CREATE TABLE store_rejected_item (
        id {identity}, source BIGINT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, item TEXT NOT NULL)""",
    "CREATE INDEX store_rejected_item_at ON store_rejected_item (at)",
    """CREATE TABLE store_trigger (
        id {identity}, name TEXT NOT NULL, definition TEXT NOT NULL, is_on INTEGER NOT NULL,
        changed_at TEXT NOT NULL)""",
    """CREATE TABLE store_trigger_ask (
        id {identity}, trigger_id BIGINT NOT NULL, source TEXT NOT NULL, event TEXT NOT NULL,
        customer BIGINT NOT NULL, occurred_at TEXT NOT NULL, due_at TEXT NOT NULL, state TEXT NOT NULL,
        told TEXT NOT NULL, leased_until TEXT, done_at TEXT)""",
    "CREATE UNIQUE INDEX store_trigger_ask_event ON store_trigger_ask (trigger_id, source, event)",
    "CREATE INDEX store_trigger_ask_due ON store_trigger_ask (state, due_at)",
    "CREATE INDEX store_trigger_ask_customer ON store_trigger_ask (customer)",
)
"""Times are UTC in ISO form, all with microseconds, so that texts sort as times do."""
