"""A made-up company whose causes are known, and a real survey: for trials, tests and tutorials."""
