"""Path models of constructs that are weighed sums of their items: PLS, and PLSc for common factors."""
