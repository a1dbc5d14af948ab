"""Notices when a number has moved, at a stated rate of false alarms; one file a detector."""
