"""The way out of every letter: one click, and no more invitations."""
