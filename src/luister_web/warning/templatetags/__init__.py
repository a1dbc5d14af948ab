"""Tags of the warning pages."""
