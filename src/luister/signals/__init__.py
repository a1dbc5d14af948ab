"""What deserves attention, ranked by what it means for customers and for the organisation."""
