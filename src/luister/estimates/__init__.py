"""What we know and how well: a number with its interval and n, and series of them."""
