"""A made-up Dutch energy company: its people, its customers, and why they answer as they do."""
