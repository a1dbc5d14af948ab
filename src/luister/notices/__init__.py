"""Tells people what is theirs to know: when, in which shape, and never in the middle of their night."""
