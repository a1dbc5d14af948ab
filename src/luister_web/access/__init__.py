"""Who may come in and what is theirs: people, units, rights, keys and the audit log."""
