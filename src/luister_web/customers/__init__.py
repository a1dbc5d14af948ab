"""One customer: what we know, everything to take along, and to be forgotten."""
