"""How the tables of imports under way change from version to version."""
