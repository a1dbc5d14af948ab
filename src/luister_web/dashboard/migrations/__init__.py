"""The tables of saved views."""
