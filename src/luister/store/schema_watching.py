"""The tables of watching: what was decided, the alarms and silences that were raised, and since when it is watched."""

WATCHING: tuple[str, ...] = (
    "CREATE TABLE store_watch_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    # `key` is series, direction and the day it counts from: looking again, by whomever, raises nothing twice.
    """CREATE TABLE store_alarm (
        id {identity}, key TEXT NOT NULL UNIQUE, series TEXT NOT NULL, kind TEXT NOT NULL,
        raised_at TEXT NOT NULL, raised_on TEXT NOT NULL, metric TEXT NOT NULL, team TEXT NOT NULL,
        employee TEXT NOT NULL, facts TEXT NOT NULL, signal BIGINT)""",
    "CREATE INDEX store_alarm_series ON store_alarm (kind, series, raised_on)",
    "CREATE INDEX store_alarm_raised ON store_alarm (kind, raised_on, id)",
)
