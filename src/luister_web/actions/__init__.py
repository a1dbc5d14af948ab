"""What we do about it: actions for a customer, with an employee, in a process, in the organisation."""
