"""The tables of cases and actions: what we owe, its history, letters, files, queues and settings."""

CASES: tuple[str, ...] = (
    # `origin` names what a case comes from (a signal, an answer), so that it is opened once from it.
    # `employee` is the value by which answers know the owner, for who may see only the own cases.
    """CREATE TABLE store_case (
        id {identity}, origin TEXT, about TEXT NOT NULL, subject TEXT NOT NULL, state TEXT NOT NULL,
        priority TEXT NOT NULL, queue TEXT NOT NULL, team TEXT NOT NULL, owner TEXT NOT NULL,
        employee TEXT NOT NULL, customer BIGINT, response TEXT NOT NULL, survey TEXT NOT NULL,
        process TEXT NOT NULL, signal BIGINT, before_case BIGINT, opened_by TEXT NOT NULL,
        opened_at TEXT NOT NULL, contact_due_at TEXT NOT NULL, solve_due_at TEXT NOT NULL,
        due_at TEXT, waiting_since TEXT, contacted_at TEXT, solved_at TEXT, closed_at TEXT,
        outcome TEXT NOT NULL, root_cause TEXT NOT NULL, told INTEGER NOT NULL,
        changed_at TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX store_case_origin ON store_case (origin)",
    "CREATE INDEX store_case_due ON store_case (state, due_at)",
    "CREATE INDEX store_case_customer ON store_case (customer)",
    "CREATE INDEX store_case_owner ON store_case (owner, state)",
    "CREATE INDEX store_case_team ON store_case (team, state)",
    """CREATE TABLE store_case_entry (
        id {identity}, case_id BIGINT NOT NULL REFERENCES store_case (id), at TEXT NOT NULL,
        who TEXT NOT NULL, what TEXT NOT NULL, words TEXT NOT NULL, details TEXT NOT NULL)""",
    "CREATE INDEX store_case_entry_case ON store_case_entry (case_id, id)",
    """CREATE TABLE store_case_letter (
        token TEXT PRIMARY KEY, case_id BIGINT NOT NULL REFERENCES store_case (id),
        direction TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL,
        message_id TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, quoted TEXT NOT NULL,
        language TEXT NOT NULL, state TEXT NOT NULL, due_at TEXT NOT NULL, attempts INTEGER NOT NULL,
        sender TEXT, problem TEXT NOT NULL, changed_at TEXT NOT NULL)""",
    "CREATE INDEX store_case_letter_case ON store_case_letter (case_id, at)",
    "CREATE INDEX store_case_letter_due ON store_case_letter (state, due_at)",
    "CREATE INDEX store_case_letter_message ON store_case_letter (message_id)",
    """CREATE TABLE store_case_file (
        id {identity}, case_id BIGINT NOT NULL REFERENCES store_case (id), at TEXT NOT NULL,
        who TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, size BIGINT NOT NULL,
        data {bytes} NOT NULL)""",
    "CREATE INDEX store_case_file_case ON store_case_file (case_id, id)",
    "CREATE TABLE store_case_queue (name TEXT PRIMARY KEY, definition TEXT NOT NULL)",
    "CREATE TABLE store_case_setting (name TEXT PRIMARY KEY, definition TEXT NOT NULL)",
    # `employee` is whom coaching is about, `owner_employee` the value of who does it: both see it.
    """CREATE TABLE store_action (
        id {identity}, level TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        state TEXT NOT NULL, owner TEXT NOT NULL, owner_employee TEXT NOT NULL,
        employee TEXT NOT NULL, team TEXT NOT NULL, process TEXT NOT NULL, customer BIGINT,
        case_id BIGINT, signal BIGINT, due_on TEXT, expected TEXT NOT NULL, result TEXT NOT NULL,
        made_by TEXT NOT NULL, made_at TEXT NOT NULL, changed_at TEXT NOT NULL, ended_at TEXT)""",
    "CREATE INDEX store_action_state ON store_action (state, due_on)",
    "CREATE INDEX store_action_case ON store_action (case_id)",
    "CREATE INDEX store_action_customer ON store_action (customer)",
    """CREATE TABLE store_action_entry (
        id {identity}, action BIGINT NOT NULL REFERENCES store_action (id), at TEXT NOT NULL,
        who TEXT NOT NULL, what TEXT NOT NULL, words TEXT NOT NULL)""",
    "CREATE INDEX store_action_entry_action ON store_action_entry (action, id)",
)
