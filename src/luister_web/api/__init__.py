"""The same figures for programs, and as files: a REST API with keys, and exports."""
