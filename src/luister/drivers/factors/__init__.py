"""Whether questions measure one thing, and how many things they measure: reliability and factors."""
