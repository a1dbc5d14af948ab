"""The pages on whom we ask: contacts, invitations, whom they reach, and the rules of rest."""
