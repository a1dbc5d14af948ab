"""Keeps events and counts them; the only room that opens the analytical database."""
