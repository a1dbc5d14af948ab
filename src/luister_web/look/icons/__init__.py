"""Drawings of lucide (ISC licence), set into the page so that they take its colour."""
