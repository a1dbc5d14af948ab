"""What we ask: questions, routing, languages; a filled form becomes answers."""
