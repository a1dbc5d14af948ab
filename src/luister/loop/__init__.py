"""The order of the work, one file a verb."""
