"""Says why a number is what it is and what would help most: importance, what-if, structural equation models."""
