"""The page Warning: what is watched and how, a replay, and why a number moved."""
