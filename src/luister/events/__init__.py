"""What happened, to whom, when: the one shape of a fact, its kinds, and how each is checked."""
