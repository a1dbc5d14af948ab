"""Checks before a model: which questions measure one thing, how many things there are, and which do not fit."""
