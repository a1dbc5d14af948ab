"""Tests of the pages about drivers."""
