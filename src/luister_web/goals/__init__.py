"""What was agreed: targets, marks on the time line, own metrics, and the headline of each tile."""
