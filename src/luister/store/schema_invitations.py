"""The tables of contacts, rules of rest, the ledger of asks, and invitations with their letters."""

INVITATIONS: tuple[str, ...] = (
    """CREATE TABLE store_contact (
        customer BIGINT PRIMARY KEY, customer_key TEXT NOT NULL, email TEXT, phone TEXT, name TEXT,
        language TEXT, time_zone TEXT, attributes TEXT NOT NULL, address_state TEXT NOT NULL,
        address_state_at TEXT, updated_at TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX store_contact_key ON store_contact (customer_key)",
    "CREATE INDEX store_contact_email ON store_contact (email)",
    "CREATE INDEX store_contact_phone ON store_contact (phone)",
    # Apart from the contact: who opted out stays out, also when the contact is erased and comes in anew.
    "CREATE TABLE store_opt_out (customer BIGINT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL)",
    """CREATE TABLE store_rest_rule (
        name TEXT PRIMARY KEY, place INTEGER NOT NULL, definition TEXT NOT NULL)""",
    """CREATE TABLE store_invitation_plan (survey TEXT PRIMARY KEY, definition TEXT NOT NULL)""",
    """CREATE TABLE store_ask (
        id TEXT PRIMARY KEY, customer BIGINT NOT NULL, survey TEXT NOT NULL, kind TEXT NOT NULL,
        channel TEXT NOT NULL, asker TEXT NOT NULL, priority INTEGER NOT NULL, is_waiting INTEGER NOT NULL,
        at TEXT NOT NULL)""",
    "CREATE INDEX store_ask_customer ON store_ask (customer)",
    """CREATE TABLE store_held_back (
        id {identity}, customer BIGINT NOT NULL, survey TEXT NOT NULL, kind TEXT NOT NULL,
        channel TEXT NOT NULL, wave TEXT NOT NULL, segment TEXT NOT NULL, rule TEXT NOT NULL,
        asker TEXT NOT NULL, at TEXT NOT NULL)""",
    "CREATE INDEX store_held_back_survey ON store_held_back (survey)",
    "CREATE INDEX store_held_back_customer ON store_held_back (customer)",
    """CREATE TABLE store_invitation (
        token TEXT PRIMARY KEY, survey TEXT NOT NULL, wave TEXT NOT NULL, channel TEXT NOT NULL,
        segment TEXT NOT NULL, language TEXT NOT NULL, customer BIGINT NOT NULL, ask TEXT NOT NULL,
        reason TEXT NOT NULL, dimensions TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT,
        withdrawn_at TEXT, withdrawn_by TEXT, sent_at TEXT, bounced_at TEXT, opened_at TEXT,
        started_at TEXT, finished_at TEXT)""",
    "CREATE INDEX store_invitation_survey ON store_invitation (survey)",
    "CREATE INDEX store_invitation_customer ON store_invitation (customer)",
    "CREATE INDEX store_invitation_ask ON store_invitation (ask)",
    "CREATE INDEX store_invitation_reason ON store_invitation (survey, reason)",
    """CREATE TABLE store_letter (
        token TEXT NOT NULL, ordinal INTEGER NOT NULL, survey TEXT NOT NULL, channel TEXT NOT NULL,
        state TEXT NOT NULL, due_at TEXT NOT NULL, sender TEXT, attempts INTEGER NOT NULL,
        changed_at TEXT NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (token, ordinal))""",
    "CREATE INDEX store_letter_due ON store_letter (state, due_at)",
    "CREATE INDEX store_letter_changed ON store_letter (survey, changed_at)",
)
"""A token is the secret part of a personal link, so it is the key of an invitation. Times are UTC in ISO form."""
