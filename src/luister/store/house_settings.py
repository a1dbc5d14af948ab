"""What an organisation decided for its whole house: one text by name."""

from luister.store.truth import Truth


def house_setting(truth: Truth, name: str, default: str = "") -> str:
    """The text kept under a name, or the default."""
    rows = truth.execute("SELECT value FROM store_setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else default


def keep_house_setting(truth: Truth, name: str, value: str) -> None:
    """Keeps a text under a name in place of the one before."""
    truth.execute(
        "INSERT INTO store_setting VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
