"""Reliability and factors against R."""
