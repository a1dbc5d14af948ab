"""The web door: pages and the API over the same corridor."""
