"""An employee's own page: results to learn from, with a word of one's own beside them."""
