"""Notices when a number has moved, says how sure that is, and where it moved."""
