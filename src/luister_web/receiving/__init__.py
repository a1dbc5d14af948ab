"""What other systems send, and what is to happen after it."""
