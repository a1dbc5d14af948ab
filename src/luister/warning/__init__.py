"""Notices when a number has moved, at a stated rate of false alarms, and where; one file a detector."""
