"""What we owe customers: the list of cases, one case, and how they are arranged."""
