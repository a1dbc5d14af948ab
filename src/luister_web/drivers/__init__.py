"""The pages on why a number is what it is: drivers ordered, their map, and what a change would do."""
