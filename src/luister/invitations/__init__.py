"""Whom we ask and when: samples, rest periods, letters, and what bounces."""
