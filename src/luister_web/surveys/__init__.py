"""The pages on which surveys are made, published and looked after."""
