"""The tables of moves: which alarms tell of one and the same, and where it moved."""

MOVES: tuple[str, ...] = (
    # `places` are the groups in which it moved, as the last explanation told; null until its parts are in order.
    "CREATE TABLE store_move (id {identity}, places TEXT)",
    "CREATE INDEX store_move_unarranged ON store_move (id) WHERE places IS NULL",
    # The lowest `place` that a reader may see speaks for the others; without a move it was set apart by somebody.
    """CREATE TABLE store_move_part (
        signal BIGINT PRIMARY KEY REFERENCES store_signal (id),
        move BIGINT REFERENCES store_move (id), place INTEGER NOT NULL)""",
    "CREATE INDEX store_move_part_move ON store_move_part (move, place)",
)
