"""Structural models of means and covariances: read, identified, fitted, judged."""
