"""The page of who steers: goals, what matters most, whether the loop is closed, whether it is used."""
