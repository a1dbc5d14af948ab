"""Charts drawn on the server: pure functions from points to SVG, each with its table twin."""
