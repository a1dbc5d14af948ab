"""Mails and messages to the people who work here: what they want to be told, and its words."""
