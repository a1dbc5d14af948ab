"""The command door: every verb from the command line."""
