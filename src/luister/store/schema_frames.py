"""The table of known totals, against which answers are weighted."""

FRAMES = (
    "CREATE TABLE store_frame (survey TEXT PRIMARY KEY, source TEXT NOT NULL, margins TEXT NOT NULL)",
)
