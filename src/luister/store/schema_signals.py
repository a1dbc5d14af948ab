"""The tables of signals: what deserves attention, its history, who follows it, and the rules on answers."""

SIGNALS: tuple[str, ...] = (
    # `standing` is why it stands where it stands, worked out at `ranked_at`; `importance` alone is sorted by.
    """CREATE TABLE store_signal (
        id {identity}, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, raised_at TEXT NOT NULL,
        survey TEXT NOT NULL, process TEXT NOT NULL, metric TEXT NOT NULL, dimensions TEXT NOT NULL,
        team TEXT NOT NULL, employee TEXT NOT NULL, customer_key TEXT NOT NULL, response TEXT NOT NULL,
        customers BIGINT NOT NULL, effect TEXT, details TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open', snoozed_until TEXT, merged_into BIGINT,
        importance DOUBLE PRECISION NOT NULL DEFAULT -1, standing TEXT, ranked_at TEXT)""",
    "CREATE INDEX store_signal_rank ON store_signal (state, importance, id)",
    "CREATE INDEX store_signal_team ON store_signal (team, state, importance, id)",
    "CREATE INDEX store_signal_employee ON store_signal (employee, state, importance, id)",
    "CREATE INDEX store_signal_kind ON store_signal (kind, state, importance, id)",
    "CREATE INDEX store_signal_process ON store_signal (process, kind, raised_at)",
    "CREATE INDEX store_signal_raised ON store_signal (kind, raised_at)",
    "CREATE INDEX store_signal_merged ON store_signal (merged_into)",
    "CREATE INDEX store_signal_unranked ON store_signal (ranked_at)",
    "CREATE INDEX store_signal_customer ON store_signal (customer_key)",
    "CREATE INDEX store_signal_response ON store_signal (response)",
    # Nothing in the history is changed or taken away; only the words of a person who is erased are blanked.
    """CREATE TABLE store_signal_entry (
        id {identity}, signal BIGINT NOT NULL REFERENCES store_signal (id), at TEXT NOT NULL,
        who TEXT NOT NULL, what TEXT NOT NULL, words TEXT NOT NULL, facts TEXT NOT NULL)""",
    "CREATE INDEX store_signal_entry_signal ON store_signal_entry (signal, id)",
    """CREATE TABLE store_signal_follower (
        signal BIGINT NOT NULL REFERENCES store_signal (id), who TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (signal, who))""",
    """CREATE TABLE store_answer_rule (
        id {identity}, name TEXT NOT NULL, definition TEXT NOT NULL, is_on INTEGER NOT NULL,
        changed_at TEXT NOT NULL)""",
    # A rule that waits ("complained and still no answer") looks again at a form when it is due.
    """CREATE TABLE store_answer_wait (
        rule BIGINT NOT NULL REFERENCES store_answer_rule (id), response TEXT NOT NULL,
        customer_key TEXT NOT NULL, since TEXT NOT NULL, due_at TEXT NOT NULL, signal TEXT NOT NULL,
        PRIMARY KEY (rule, response))""",
    "CREATE INDEX store_answer_wait_due ON store_answer_wait (due_at)",
    "CREATE INDEX store_answer_wait_customer ON store_answer_wait (customer_key)",
)
