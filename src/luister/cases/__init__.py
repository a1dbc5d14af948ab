"""What we owe a customer: cases with their states, deadlines and replies, and actions on four levels."""
