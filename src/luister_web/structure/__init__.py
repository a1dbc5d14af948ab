"""Structural models: syntax or a template in, a path diagram with its fit in words out."""
