"""What other pages show of signals."""
