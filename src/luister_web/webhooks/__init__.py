"""Which other systems are told what happens, and what became of each message."""
