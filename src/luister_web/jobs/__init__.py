"""What is done in the background: what waits, runs and failed, and why."""
