"""Writes reports and answers as other people's files: Excel, CSV, Parquet, SPSS."""
