"""Listens to customers: facts in, numbers with their doubt out."""
