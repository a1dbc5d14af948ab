"""Shows how each process fares: overview, process, answers, saved views, wall and own results."""
