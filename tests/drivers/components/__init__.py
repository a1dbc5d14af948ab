"""PLS path models against published figures and other programs."""
