"""Reads other people's files and streams into events."""
