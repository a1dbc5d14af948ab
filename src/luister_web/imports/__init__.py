"""From a file to answers: upload, understand, check, take in, and undo."""
