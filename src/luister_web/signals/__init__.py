"""The pages about signals: the list, one signal, rules on answers, and what signals are weighed by."""
