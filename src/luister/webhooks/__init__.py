"""Tells other systems what happened: signed messages over HTTP, to addresses that may be called."""
